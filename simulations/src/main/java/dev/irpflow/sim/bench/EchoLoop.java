package dev.irpflow.sim.bench;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;

/**
 * One end of an echo: two IRPs, reused for ever, whose completion routines begin the next
 * operation, as a driver does that is after speed.
 */
final class EchoLoop {
    private static final int MESSAGE = 64;

    private final Routines kernel;
    private final WskSocketId socket;
    private final long limit;
    private final IrpId sending;
    private final IrpId receiving;
    private final BufferRef outgoing;
    private final BufferRef incoming;
    private final CompletionRoutine sent =
            (device, irp, context) -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    private final CompletionRoutine asked = (device, irp, context) -> cameBack();
    private final CompletionRoutine heard = (device, irp, context) -> sendBack();
    private final CompletionRoutine told = (device, irp, context) -> told();
    private long done;

    EchoLoop(Routines kernel, WskSocketId socket, long limit) {
        this.kernel = kernel;
        this.socket = socket;
        this.limit = limit;
        this.sending = allocate(kernel);
        this.receiving = allocate(kernel);
        this.outgoing = buffer(kernel);
        this.incoming = buffer(kernel);
    }

    /** How many messages came back. */
    long done() {
        return done;
    }

    /** The client's end: sends, and sends again when the answer is there. */
    void ask() {
        receive(asked);
        send(outgoing);
    }

    /** The server's end: sends back what it hears. */
    void answer() {
        receive(heard);
    }

    /** The server's end of heartbeats: hears them, and says nothing. */
    void listen() {
        receive(told);
    }

    /** Sends one message. */
    void tell() {
        send(outgoing);
    }

    private NtStatus told() {
        done++;
        receive(told);
        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    }

    private NtStatus cameBack() {
        done++;
        if (done < limit) {
            receive(asked);
            send(outgoing);
        }
        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    }

    private NtStatus sendBack() {
        send(incoming);
        receive(heard);
        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    }

    private void send(BufferRef message) {
        kernel.io().reuseIrp(sending, NtStatus.STATUS_SUCCESS);
        kernel.io().setCompletionRoutine(sending, sent, null, true, true, true);
        kernel.wsk().send(socket, message, 0, sending);
    }

    private void receive(CompletionRoutine then) {
        kernel.io().reuseIrp(receiving, NtStatus.STATUS_SUCCESS);
        kernel.io().setCompletionRoutine(receiving, then, null, true, true, true);
        kernel.wsk().receive(socket, incoming, 0, receiving);
    }

    static IrpId allocate(Routines kernel) {
        IrpId irp = kernel.io().allocateIrp(1, false);
        if (irp == null) {
            throw new IllegalStateException("no memory for an IRP");
        }
        return irp;
    }

    static BufferRef buffer(Routines kernel) {
        BufferRef buffer = kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, MESSAGE, "Echo");
        if (buffer == null) {
            throw new IllegalStateException("no nonpaged pool");
        }
        return buffer;
    }
}
