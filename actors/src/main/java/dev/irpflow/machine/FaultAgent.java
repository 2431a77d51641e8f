package dev.irpflow.machine;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strands;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the faults that act through a routine: on a DPC of its own it cancels operations and
 * completes IRPs a second time, and it ends what a fault never completes when that is cancelled. A
 * rule that it breaks is its own doing, and says so.
 */
public final class FaultAgent implements Component {
    /** The name of its place. */
    public static final String PLACE = Place.FAULTS;

    private record ToCancel(Irp.Use target) {}

    private record ToCompleteAgain(Irp.Use target, String fault) {}

    private record Unlocked(Call cancel, Irp irp) {}

    private record Done(Call outer) {}

    /**
     * Lets the operation of a call be cancelled as soon as something else may run.
     *
     * @param site where it was answered that it is; 0 if that was no question
     * @return false if no IRP carries the operation
     */
    public static boolean cancelLater(Call call, String fault, long site) {
        Irp irp = irpOf(call);
        if (irp != null) {
            begin(call, irp, "will cancel ", fault, site, new ToCancel(irp.use()));
        }
        return irp != null;
    }

    /**
     * Lets the IRP that a call completes be completed a second time, as soon as something else may
     * run.
     *
     * @param site where it was answered that it is; 0 if that was no question
     * @return false if there is no such IRP
     */
    public static boolean completeAgainLater(Call call, String fault, long site) {
        Irp irp = irpOf(call);
        if (irp != null) {
            begin(
                    call,
                    irp,
                    "will complete a second time ",
                    fault,
                    site,
                    new ToCompleteAgain(irp.use(), fault));
        }
        return irp != null;
    }

    private static @Nullable Irp irpOf(Call call) {
        long id = call.contract().objectId(call.request());
        return call.to().machine().objects().find(id, Irp.class);
    }

    private static void begin(
            Call call, Irp irp, String what, String fault, long site, Object tag) {
        Machine machine = call.to().machine();
        machine.log().fault(fault, what + irp, call, site);
        machine.causes()
                .because(
                        call.seq(),
                        () ->
                                machine.strands()
                                        .beginDpc(
                                                machine.place(PLACE),
                                                "fault",
                                                KDeferredRoutine.getDefaultInstance(),
                                                tag,
                                                Strands.ANY_PROCESSOR,
                                                call.path()));
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                if (call.request() instanceof DriverCancel cancel) {
                    release(call, cancel, sink);
                } else if (call.tag() instanceof ToCompleteAgain again) {
                    completeAgain(call, again, sink);
                } else if (call.tag() instanceof ToCancel cancel) {
                    cancel(call, cancel, sink);
                } else {
                    sink.returns(call, NtStatus.STATUS_SUCCESS);
                }
            }
            case Return answer -> {
                if (answer.call().tag() instanceof Unlocked unlocked) {
                    unlocked.irp().ioStatus(NtStatus.STATUS_CANCELLED, 0);
                    complete(unlocked.cancel(), unlocked.irp(), sink);
                } else if (answer.call().tag() instanceof Done done) {
                    sink.returns(done.outer(), NtStatus.STATUS_SUCCESS);
                }
            }
        }
    }

    private static void cancel(Call dpc, ToCancel what, Sink sink) {
        if (what.target().isOver()) {
            sink.returns(dpc, NtStatus.STATUS_SUCCESS); // it has ended meanwhile
        } else {
            sink.call(
                    dpc,
                    IoCancelIrp.newBuilder().setIrp(what.target().irp().id()).build(),
                    new Done(dpc));
        }
    }

    // The page of bug check 0x44 names two drivers that believe they own an IRP; here the second
    // one is the fault.
    private static void completeAgain(Call dpc, ToCompleteAgain what, Sink sink) {
        Irp irp = what.target().irp();
        if (what.target().isOver() && !irp.isGone()) {
            sink.violated(
                    IoRule.COMPLETED_ONCE,
                    sink.self(),
                    "the fault %s completes %s again, which its owner uses for something else by now"
                            .formatted(what.fault(), irp),
                    dpc);
            sink.returns(dpc, NtStatus.STATUS_SUCCESS);
            return;
        }
        complete(dpc, irp, sink);
    }

    private static void release(Call call, DriverCancel cancel, Sink sink) {
        Irp irp = sink.machine().objects().find(cancel.getIrp(), Irp.class);
        if (irp == null) {
            throw new IllegalStateException("the cancelled IRP is gone: " + cancel.getIrp());
        }
        sink.call(
                call,
                IoReleaseCancelSpinLock.newBuilder().setIrql(irp.cancelIrql()).build(),
                new Unlocked(call, irp));
    }

    private static void complete(Call within, Irp irp, Sink sink) {
        sink.call(
                within, IoCompleteRequest.newBuilder().setIrp(irp.id()).build(), new Done(within));
    }
}
