package dev.irpflow.machine;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strands;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;

/**
 * Carries out, on a DPC of its own, the faults that act through a routine: it cancels operations.
 */
public final class FaultAgent implements Component {
    /** The name of its place. */
    public static final String PLACE = Place.FAULTS;

    private record Cancelled(Call dpc) {}

    /**
     * Lets the operation of a call be cancelled as soon as something else may run.
     *
     * @return false if no IRP carries the operation
     */
    public static boolean cancelLater(Call call, String fault) {
        Machine machine = call.to().machine();
        long id = call.contract().objectId(call.request());
        Irp irp = machine.objects().find(id, Irp.class);
        if (irp != null) {
            machine.log().fault(fault, "will cancel " + irp, call);
            machine.causes()
                    .because(
                            call.seq(),
                            () ->
                                    machine.strands()
                                            .beginDpc(
                                                    machine.place(PLACE),
                                                    "fault",
                                                    KDeferredRoutine.getDefaultInstance(),
                                                    irp.use(),
                                                    Strands.ANY_PROCESSOR,
                                                    call.path()));
        }
        return irp != null;
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                Irp.Use target = (Irp.Use) call.tag();
                if (target == null || target.isOver()) {
                    sink.returns(call, NtStatus.STATUS_SUCCESS); // it has ended meanwhile
                } else {
                    sink.call(
                            call,
                            IoCancelIrp.newBuilder().setIrp(target.irp().id()).build(),
                            new Cancelled(call));
                }
            }
            case Return answer -> {
                if (answer.call().tag() instanceof Cancelled cancelled) {
                    sink.returns(cancelled.dpc(), NtStatus.STATUS_SUCCESS);
                }
            }
        }
    }
}
