package dev.irpflow.echo;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.kernel.BufferRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the echo server: two operations, so that one receives while the other sends, and
 * a third one that only ever closes the socket when the server stops. A disconnect of the peer ends
 * both receives, so what must happen once is remembered here.
 */
final class EchoConnection {
    private static final int OPERATIONS = 3;
    private static final String TAG = "Echo";

    private final Routines kernel;
    private final WorkQueue work;
    private final Connections all;
    private final WskSocketId socket;
    private final Slip slip;
    private final List<Transfer> transfers = new ArrayList<>(OPERATIONS);
    private boolean disconnecting; // only the worker asks and sets these
    private boolean closing;

    private EchoConnection(
            Routines kernel, WorkQueue work, Connections all, WskSocketId socket, Slip slip) {
        this.kernel = kernel;
        this.work = work;
        this.all = all;
        this.socket = socket;
        this.slip = slip;
    }

    /**
     * The connection of a socket; null if there is no memory for its operations. At up to
     * DISPATCH_LEVEL.
     *
     * @param slip what the server does wrong
     */
    static @Nullable EchoConnection of(
            Routines kernel,
            WorkQueue work,
            Connections all,
            WskSocketId socket,
            long bufferBytes,
            CompletionRoutine completed,
            Slip slip) {
        EchoConnection made = new EchoConnection(kernel, work, all, socket, slip);
        while (made.transfers.size() < OPERATIONS) {
            IrpId irp = kernel.io().allocateIrp(1, false);
            BufferRef buffer =
                    irp == null
                            ? null
                            : kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, bufferBytes, TAG);
            if (irp == null || buffer == null) {
                if (irp != null) {
                    kernel.io().freeIrp(irp);
                }
                made.giveBack();
                return null;
            }
            made.transfers.add(new Transfer(kernel, made, completed, irp, buffer));
        }
        return made;
    }

    WskSocketId socket() {
        return socket;
    }

    WorkQueue work() {
        return work;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    /** Begins to receive, twice. */
    void begin() {
        for (Transfer transfer : transfers.subList(0, OPERATIONS - 1)) {
            work.add(transfer::receive);
        }
    }

    /** Closes the socket, whatever goes on. On the worker. */
    void stop() {
        transfers.getLast().close();
    }

    /** Whether nothing more is to be received. */
    boolean isEnding() {
        return disconnecting || closing;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether to disconnect: once. */
    boolean mayDisconnect() {
        boolean first = !isEnding();
        disconnecting = true;
        return first;
    }

    /** Whether to close: once. */
    boolean mayClose() {
        boolean first = !closing;
        closing = slip != Slip.FORGETS_CLOSING;
        return first;
    }

    /** The socket is closed, and so nothing is under way. On the worker. */
    void free() {
        all.remove(this);
        giveBack();
    }

    private void giveBack() {
        for (Transfer transfer : transfers) {
            kernel.io().freeIrp(transfer.irp());
            kernel.ex().freePool(transfer.buffer());
        }
    }
}
