package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Driver Verifier's Force Pending I/O Requests: the completion of an IRP stops right below the
 * driver that has sent it and still waits in IoCallDriver, which returns STATUS_PENDING; the
 * completion goes on later. Page: windows-driver-docs-pr/devtest/force-pending-i-o-requests.md.
 */
final class ForcedPending {
    private static final String NAME = "forced pending";

    /**
     * A completion that stands still.
     *
     * @param use the IRP, as long as its maker does not use it anew
     * @param dispatch the one whose stack location comes next
     * @param by the driver whose dispatch routine has completed it
     */
    record Held(Irp.Use use, Dispatch dispatch, Place by) {
        /** Whether nobody has freed the IRP or completed it again meanwhile. */
        boolean stands() {
            Irp irp = use.irp();
            return !use.isOver()
                    && irp.currentOrNull() != null
                    && irp.currentStack().dispatch() == dispatch;
        }
    }

    private final boolean on;

    ForcedPending(boolean on) {
        this.on = on;
    }

    /** Whether the option is on at all. */
    boolean isOn() {
        return on;
    }

    /** Whether the completion stops before it leaves this location; then it is held. */
    boolean holds(Call complete, Irp irp, StackLocation location, Sink sink) {
        if (!(location.dispatch() instanceof Dispatch dispatch) || dispatch.isHeld()) {
            return false;
        }
        Call sent = sentIn(complete, dispatch);
        // The I/O manager is no driver that is verified.
        if (sent == null
                || sent.from() == sink.self()
                || (dispatch.isOfMaker() && irp.creator() == sink.self())
                || sink.choose(complete, NAME, 2) == 0) {
            return false;
        }
        dispatch.hold(location.isPendingReturned(), irp.status());
        return true;
    }

    // IoCallDriver, if the dispatch routine has not returned and completes the IRP by itself.
    private static @Nullable Call sentIn(Call complete, Dispatch dispatch) {
        for (Call call = complete; call != null; call = call.outer()) {
            if (call.tag() instanceof Step.Dispatched step && step.dispatch() == dispatch) {
                return step.sent();
            }
        }
        return null;
    }

    /**
     * IoCallDriver returns STATUS_PENDING: the completion goes on beside the driver that has called
     * it. It does so at no higher IRQL than that of the driver: a routine that may only be called
     * at PASSIVE_LEVEL is a mistake of its own.
     */
    static void goesOnBeside(Call sent, Dispatch dispatch, Place by, Sink sink) {
        Held held = new Held(dispatch.irp().use(), dispatch, by);
        if (sent.entryIrql().getNumber() >= Irql.DISPATCH_LEVEL_VALUE) {
            sink.dpc(NAME, held);
            return;
        }
        Machine machine = sink.machine();
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        sink.self(),
                        NAME,
                        KStartRoutine.getDefaultInstance(),
                        held,
                        machine.causes().origin());
    }

    /** Takes up a completion; null if there is nothing left of it, and its strand ends. */
    static @Nullable Irp takeUp(Call call, Held held, Sink sink) {
        if (!held.stands()) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return null;
        }
        Irp irp = held.use().irp();
        irp.currentStack().markPending();
        return irp;
    }

    /** Who has completed an IRP, whoever goes on with it. */
    static Place completer(Call complete) {
        return complete.tag() instanceof Held held ? held.by() : complete.from();
    }
}
