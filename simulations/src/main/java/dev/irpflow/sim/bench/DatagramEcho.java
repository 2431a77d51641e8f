package dev.irpflow.sim.bench;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.WskClientDatagramDispatch;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A driver at one end of an echo of datagrams, as a driver does it that is after speed: it hears by
 * an event callback, and sends in it with one IRP that it reuses for ever.
 */
final class DatagramEcho implements Driver, WskClientDatagramDispatch {
    private final int port;
    private final @Nullable SocketAddress server;
    private final long limit;
    private final CompletionRoutine sent =
            (device, irp, context) -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    private @Nullable Sender sender;
    private long done;

    private DatagramEcho(int port, @Nullable SocketAddress server, long limit) {
        this.port = port;
        this.server = server;
        this.limit = limit;
    }

    /** The end that sends back to its sender whatever it hears. */
    static DatagramEcho server() {
        return new DatagramEcho(EchoServer.PORT, null, Long.MAX_VALUE);
    }

    /** The end that sends, and sends again when the answer is there. */
    static DatagramEcho client(SocketAddress server, long roundTrips) {
        return new DatagramEcho(0, server, roundTrips);
    }

    /** How many messages it has heard. */
    long done() {
        return done;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        StartRoutine body = call -> begin(kernel);
        return kernel.ps().createSystemThread(body).status();
    }

    private void begin(Routines kernel) {
        Sender begun =
                new Sender(
                        kernel,
                        new Provider(kernel).datagrams(this, port),
                        EchoLoop.allocate(kernel),
                        EchoLoop.buffer(kernel));
        sender = begun;
        if (server != null) {
            begun.send(server, sent);
        }
    }

    @Override
    public NtStatus receiveFromEvent(WskReceiveFromEvent call) {
        Sender back = Objects.requireNonNull(sender);
        for (SocketAddress from : call.getDataIndication().getRemoteAddressesList()) {
            done++;
            if (done < limit) {
                back.send(from, sent);
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private record Sender(Routines kernel, WskSocketId socket, IrpId irp, BufferRef message) {
        void send(SocketAddress to, CompletionRoutine sent) {
            kernel.io().reuseIrp(irp, NtStatus.STATUS_SUCCESS);
            kernel.io().setCompletionRoutine(irp, sent, null, true, true, true);
            kernel.wsk().sendTo(socket, message, 0, to, 0, null, irp);
        }
    }
}
