package dev.irpflow.echo;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.status.NtStatus;

/**
 * An operation of a connection, with an IRP and a buffer of its own: it receives, sends back what
 * came, and receives again, until the connection ends. Its steps run on the worker; that a step has
 * ended is heard in the completion routine, which only says what comes next.
 */
final class Transfer {
    private final Routines kernel;
    private final EchoConnection connection;
    private final CompletionRoutine completed;
    private final IrpId irp;
    private final BufferRef buffer;
    private Doing doing = Doing.NOTHING;
    private int received;

    private enum Doing {
        NOTHING,
        RECEIVE,
        SEND,
        DISCONNECT,
        CLOSE
    }

    /**
     * An operation that does nothing yet.
     *
     * @param completed the completion routine, which calls {@link #completed}
     */
    Transfer(
            Routines kernel,
            EchoConnection connection,
            CompletionRoutine completed,
            IrpId irp,
            BufferRef buffer) {
        this.kernel = kernel;
        this.connection = connection;
        this.completed = completed;
        this.irp = irp;
        this.buffer = buffer;
    }

    IrpId irp() {
        return irp;
    }

    BufferRef buffer() {
        return buffer;
    }

    /** Receives what comes next. */
    void receive() {
        if (!connection.isEnding()) {
            kernel.wsk().receive(connection.socket(), buffer, 0, prepare(Doing.RECEIVE));
        }
    }

    // Also while the connection ends in the other direction: what came before that goes back.
    private void send() {
        if (!connection.isClosing()) {
            BufferRef part = buffer.toBuilder().setLength(received).build();
            kernel.wsk().send(connection.socket(), part, 0, prepare(Doing.SEND));
        }
    }

    private void disconnect() {
        if (connection.mayDisconnect()) {
            kernel.wsk().disconnect(connection.socket(), null, 0, prepare(Doing.DISCONNECT));
        }
    }

    /** Closes the socket, which ends all operations that are under way. */
    void close() {
        if (connection.mayClose()) {
            kernel.wsk().closeSocket(connection.socket(), prepare(Doing.CLOSE));
        }
    }

    private IrpId prepare(Doing next) {
        doing = next;
        Io io = kernel.io();
        io.reuseIrp(irp, NtStatus.STATUS_SUCCESS);
        io.setCompletionRoutine(irp, completed, irp.value(), true, true, true);
        return irp;
    }

    /** The step has ended: what comes next is put into the queue. At up to DISPATCH_LEVEL. */
    void completed() {
        IoStatusBlock ended = kernel.io().getIoStatus(irp);
        boolean well = NtStatuses.isSuccess(ended.getStatus());
        switch (doing) {
            case RECEIVE -> received(well, (int) ended.getInformation());
            case SEND -> goOn(well);
            case DISCONNECT -> next(this::close);
            case CLOSE -> next(connection::free);
            case NOTHING -> throw new IllegalStateException("no step of this operation has begun");
        }
    }

    private void received(boolean well, int bytes) {
        received = bytes;
        if (!well) {
            next(this::close);
        } else if (bytes == 0) {
            next(this::disconnect); // the peer has
        } else {
            next(this::send);
        }
    }

    private void goOn(boolean well) {
        if (well) {
            next(this::receive);
        } else {
            next(this::close);
        }
    }

    private void next(Runnable step) {
        connection.work().add(step);
    }
}
