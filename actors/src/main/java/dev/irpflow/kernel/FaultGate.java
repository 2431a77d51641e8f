package dev.irpflow.kernel;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;

/**
 * Carries out what a fault does to a call, in the place of the component that would have got it. A
 * failed routine that owes its IRP a completion completes it with the same status first.
 */
final class FaultGate {
    private record Failed(Call call, NtStatus status) {}

    private final Machine machine;
    private final Place self;

    FaultGate(Machine machine, Place self) {
        this.machine = machine;
        this.self = self;
    }

    /** Whether the gate dealt with the message, so that the component does not see it. */
    boolean takes(Message message) {
        return switch (message) {
            case Call call -> takesCall(call);
            case Return answer -> {
                if (answer.call().tag() instanceof Failed failed) {
                    machine.giveReturn(self, failed.call(), failed.status(), null);
                    yield true;
                }
                yield false;
            }
        };
    }

    private boolean takesCall(Call call) {
        if (call.isPassedByGate()) {
            return false;
        }
        FaultPoint.Fate fate = machine.host().faults().onCall(call);
        if (fate == null) {
            return false;
        }
        return switch (fate) {
            case FaultPoint.Fate.Fail fail -> {
                machine.log().fault(fail.fault(), "fails with " + fail.status(), call, fail.site());
                fail(call, fail.status());
                yield true;
            }
            case FaultPoint.Fate.Delay delay -> {
                machine.log()
                        .fault(
                                delay.fault(),
                                "delays by " + delay.byNs() + " ns",
                                call,
                                delay.site());
                machine.stage().pool().schedule(new Delayed(call, delay.byNs()));
                call.strand().stall(true);
                yield true;
            }
            case FaultPoint.Fate.Pend pend -> {
                machine.log().fault(pend.fault(), "must pend", call, pend.site());
                call.mustPend();
                yield false;
            }
        };
    }

    private void fail(Call call, NtStatus status) {
        RoutineContract contract = call.contract();
        boolean owes = contract.completes() == Completes.IRP_ALWAYS;
        long id = owes ? contract.objectId(call.request()) : 0;
        Irp irp = id == 0 ? null : machine.objects().find(id, Irp.class);
        if (irp != null) {
            if (contract.kind() == Kind.IRP_FUNCTION) {
                irp.advance(); // a dispatch routine's location is current already
            }
            irp.ioStatus(status, 0);
            machine.call(
                    CallKind.CALL,
                    call,
                    self,
                    machine.place("io"),
                    IoCompleteRequest.newBuilder().setIrp(irp.id()).build(),
                    new Failed(call, status));
        } else {
            machine.giveReturn(self, call, status, null);
        }
    }

    /** A call that reaches its routine later: its strand stands still until then. */
    private final class Delayed extends DueEvent {
        private final Call call;

        Delayed(Call call, long byNs) {
            this.call = call;
            long due = machine.now() + byNs;
            window(due, due);
        }

        @Override
        public long chain() {
            return Site.join(call.path(), Site.key("delayed"));
        }

        @Override
        public String describe() {
            return "the delayed " + call + " is delivered";
        }

        @Override
        public void fire() {
            Strand strand = call.strand();
            if (machine.isDead() || strand.isEnded()) {
                return;
            }
            strand.stall(false);
            call.passGate();
            strand.post(call);
        }
    }
}
