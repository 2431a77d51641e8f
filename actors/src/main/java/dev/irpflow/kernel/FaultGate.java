package dev.irpflow.kernel;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.Holding;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what a fault does to a call, in the place of the component that would have got it. A
 * routine fails in its documented way: by its return, by the completion of its IRP, by the call
 * that ends its operation, by an exception or by the value that means failure.
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
                    machine.strands().giveReturn(self, failed.call(), failed.status(), null);
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
        Call outer = call.outer();
        FaultPoint.Fate fate = outer == null ? null : outer.takeNestedFate(call);
        if (fate == null) {
            fate = machine.host().faults().onCall(call);
        }
        if (fate == null) {
            return false;
        }
        return switch (fate) {
            case FaultPoint.Fate.Fail fail -> fails(call, fail);
            case FaultPoint.Fate.Answer answer -> answers(call, answer);
            case FaultPoint.Fate.Raise raise -> raises(call, raise);
            case FaultPoint.Fate.End end -> endsEarly(call, end);
            case FaultPoint.Fate.Hold hold -> holds(call, hold);
            case FaultPoint.Fate.Lose lose -> loses(call, lose);
            case FaultPoint.Fate.FailEnd fail -> failsEnd(call, fail);
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

    // False if the call cannot fail as asked: then its routine gets it, and tells what is wrong.
    private boolean fails(Call call, FaultPoint.Fate.Fail fail) {
        return switch (call.contract().completes()) {
            case IRP_ALWAYS ->
                    call.contract().lacksIrp(call.request())
                            ? failsAtReturn(call, fail)
                            : failsWithIrp(call, fail);
            case CALLBACK_ALWAYS -> failsLater(call, fail);
            case IF_PENDING -> {
                int status = fail.status().getNumber();
                RoutineContract contract = call.contract();
                boolean onlyLater =
                        !contract.permitsAtReturn(status)
                                && contract.permitsAtCompletion(status)
                                && !contract.completedBy().isEmpty();
                yield onlyLater ? failsLater(call, fail) : failsAtReturn(call, fail);
            }
            case AT_RETURN, QUEUE -> failsAtReturn(call, fail);
            case COMPLETES_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private boolean failsAtReturn(Call call, FaultPoint.Fate.Fail fail) {
        RoutineContract contract = call.contract();
        int status = fail.status().getNumber();
        if (contract.returns() != Returns.NTSTATUS) {
            if (!contract.raises().contains(status)) {
                return false;
            }
            if (!Raising.isLegalOf(call)) { // its caller has not asked for it
                return answers(call, new FaultPoint.Fate.Answer(fail.fault(), 0, fail.site()));
            }
        }
        struck(call, fail);
        machine.strands().giveReturn(self, call, fail.status(), null);
        return true;
    }

    private boolean failsWithIrp(Call call, FaultPoint.Fate.Fail fail) {
        Irp irp = takenFrom(call, fail);
        if (irp == null) {
            return false;
        }
        struck(call, fail);
        complete(call, irp, fail.status(), fail.status());
        return true;
    }

    // The IRP at the location of the routine that is not entered. Null if it cannot be had: then
    // the routine tells what is wrong; or if the fault goes on to the dispatch routine.
    private @Nullable Irp takenFrom(Call call, FaultPoint.Fate fate) {
        long id = call.contract().objectId(call.request());
        Irp irp = machine.objects().find(id, Irp.class);
        if (irp == null) {
            return null;
        }
        if (call.request() instanceof IoCallDriver) {
            call.strikeNested(fate); // what is meant is the dispatch routine that it calls
            return null;
        }
        if (call.contract().isGivenAnIrp()) {
            if (!irp.hasNextLocation() || irp.isSentOnBy(call.from())) {
                return null;
            }
            irp.advance(); // a dispatch routine's location is current already
        } else if (irp.currentOrNull() == null || irp.isCompleted()) {
            return null;
        }
        return irp;
    }

    private void complete(Call call, Irp irp, NtStatus with, NtStatus returned) {
        irp.ioStatus(with, 0);
        machine.strands()
                .call(
                        CallKind.CALL,
                        call,
                        self,
                        machine.place("io"),
                        IoCompleteRequest.newBuilder().setIrp(irp.id()).build(),
                        new Failed(call, returned));
    }

    private boolean raises(Call call, FaultPoint.Fate.Raise raise) {
        if (!Raising.isLegalOf(call)) {
            return false;
        }
        call.failByFault();
        machine.log().fault(raise.fault(), "raises " + raise.status(), call, raise.site());
        machine.strands().giveReturn(self, call, raise.status(), null);
        return true;
    }

    // By the completion of its IRP or the call that ends it, which comes before the return.
    private boolean endsEarly(Call call, FaultPoint.Fate.End end) {
        if (call.contract().completes() != Completes.IRP_ALWAYS) {
            return failsLater(
                    call, new FaultPoint.Fate.Fail(end.fault(), end.status(), end.site()));
        }
        Irp irp = takenFrom(call, end);
        if (irp == null) {
            return false;
        }
        call.failByFault();
        machine.log().fault(end.fault(), "ends early with " + end.status(), call, end.site());
        irp.currentStack().markPending();
        complete(call, irp, end.status(), NtStatus.STATUS_PENDING);
        return true;
    }

    private boolean holds(Call call, FaultPoint.Fate.Hold hold) {
        Irp irp = takenFrom(call, hold);
        if (irp == null) {
            return false;
        }
        call.failByFault();
        machine.log().fault(hold.fault(), "never completes " + irp, call, hold.site());
        irp.currentStack().markPending();
        keep(irp);
        machine.strands().giveReturn(self, call, NtStatus.STATUS_PENDING, null);
        return true;
    }

    private boolean loses(Call call, FaultPoint.Fate.Lose lose) {
        Irp irp = machine.objects().find(call.contract().objectId(call.request()), Irp.class);
        if (irp == null || irp.currentOrNull() == null || irp.isCompleted()) {
            return false;
        }
        machine.log().fault(lose.fault(), "loses the completion of " + irp, call, lose.site());
        overrule(call, irp, NtStatus.STATUS_PENDING);
        irp.currentStack().markPending();
        keep(irp);
        machine.strands().giveReturn(self, call, NtStatus.STATUS_SUCCESS, null);
        return true;
    }

    // An IRP goes on its way with another status; another object is named by a call of its own.
    private boolean failsEnd(Call call, FaultPoint.Fate.FailEnd fail) {
        if (call.request() instanceof IoCompleteRequest) {
            Irp irp = machine.objects().find(call.contract().objectId(call.request()), Irp.class);
            if (irp != null && irp.currentOrNull() != null && !irp.isCompleted()) {
                endsWith(call, fail, irp);
                overrule(call, irp, fail.status());
                irp.ioStatus(fail.status(), 0);
            }
            return false;
        }
        GeneratedMessage completion = Endings.of(fail.begun(), fail.status());
        if (completion == null) {
            return false;
        }
        endsWith(call, fail, fail.begun());
        machine.strands()
                .call(
                        call,
                        self,
                        call.contract(),
                        completion,
                        new Failed(call, NtStatus.STATUS_SUCCESS));
        return true;
    }

    private void endsWith(Call call, FaultPoint.Fate.FailEnd fail, Object what) {
        String told = "lets %s end with %s".formatted(what, fail.status());
        machine.log().fault(fail.fault(), told, call, fail.site());
    }

    // A driver that completes an IRP while its dispatch routine is open still, and has not marked
    // it pending, is about to return a status which is not that of the IRP any more.
    private static void overrule(Call completes, Irp irp, NtStatus status) {
        StackLocation location = irp.currentOrNull();
        if (location == null || location.isPendingReturned()) {
            return;
        }
        for (Call call = completes.outer(); call != null; call = call.outer()) {
            if (call.contract().completes() == Completes.IRP_ALWAYS
                    && call.to() == completes.from()
                    && call.contract().objectId(call.request()) == irp.id()) {
                call.overrule(status);
                return;
            }
        }
    }

    private void keep(Irp irp) {
        irp.currentStack().note(StackLocation.Note.HELD_BY_FAULT);
        irp.exchangeCancelRoutine(new Irp.CancelRoutine(machine.place(Place.FAULTS), irp));
    }

    // The routine returns STATUS_PENDING, and the call that ends the operation carries the status.
    private boolean failsLater(Call call, FaultPoint.Fate.Fail fail) {
        GeneratedMessage completion = Endings.of(call, fail.status());
        if (completion == null) {
            return false;
        }
        struck(call, fail);
        machine.strands()
                .call(
                        call,
                        self,
                        RoutineContract.of(completion),
                        completion,
                        new Failed(call, NtStatus.STATUS_PENDING));
        return true;
    }

    private boolean answers(Call call, FaultPoint.Fate.Answer answer) {
        var out = call.contract().newOut();
        FieldDescriptor returned =
                out == null ? null : out.getDescriptorForType().findFieldByName("returned");
        if (out == null || returned == null) {
            return false;
        }
        Object value =
                switch (returned.getJavaType()) {
                    case ENUM ->
                            returned.getEnumType()
                                    .findValueByNumberCreatingIfUnknown((int) answer.value());
                    case BOOLEAN -> answer.value() != 0;
                    case INT -> (int) answer.value();
                    case LONG -> answer.value();
                    case MESSAGE, STRING, BYTE_STRING, FLOAT, DOUBLE -> null; // absent: NULL
                };
        if (value != null && (answer.value() != 0 || !returned.hasPresence())) {
            out.setField(returned, value);
        }
        call.failByFault();
        boolean isNull = answer.value() == 0 && returned.hasPresence();
        String told = isNull ? "NULL" : Long.toString(answer.value());
        machine.log().fault(answer.fault(), "answers " + told, call, answer.site());
        machine.strands()
                .giveReturn(self, call, NtStatus.STATUS_SUCCESS, (GeneratedMessage) out.build());
        return true;
    }

    private void struck(Call call, FaultPoint.Fate.Fail fail) {
        call.failByFault();
        excuse(call, fail.status());
        machine.log().fault(fail.fault(), "fails with " + fail.status(), call, fail.site());
    }

    // What could not be given back, or was said not to be there, is nobody's leak.
    private void excuse(Call call, NtStatus status) {
        for (Holding holding : call.contract().releases()) {
            if (holding.key(call.request(), null) instanceof Long id) {
                machine.ledger().excuse(id);
            }
        }
        if (status == NtStatus.STATUS_INVALID_HANDLE) {
            for (ParamContract param : call.contract().params()) {
                if (!param.param().getObject().isEmpty()
                        && call.request().getField(param.field()) instanceof Long id) {
                    machine.ledger().excuse(id);
                }
            }
        }
    }

    /** A call that reaches its routine later: its strand stands still until then. */
    private final class Delayed extends DueEvent {
        private final Call call;

        Delayed(Call call, long byNs) {
            this.call = call;
            long due = machine.onStage(machine.now() + byNs);
            window(due, due);
        }

        @Override
        public Object owner() {
            return machine;
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
            strand.reads();
            if (machine.isDead() || strand.isEnded()) {
                return;
            }
            strand.stall(false);
            call.passGate();
            strand.post(call);
        }
    }
}
