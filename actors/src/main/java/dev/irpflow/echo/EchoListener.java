package dev.irpflow.echo;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.driver.WskClientListenDispatch;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of the echo server. The provider is released as soon as the socket is there:
 * sockets outlive the release. All but the callback runs on the worker.
 */
final class EchoListener implements WskClientListenDispatch {
    private final Routines kernel;
    private final WskRegistrationId registration;
    private final EchoServerSettings settings;
    private final WorkQueue work;
    private final Connections connections;
    private final CompletionRoutine signal;
    private final CompletionRoutine completed;
    private final Slip slip;
    private @Nullable WskSocketId socket;
    private @Nullable WaitableIrp irp;
    private boolean everListened;
    private boolean stopped;

    EchoListener(
            Routines kernel,
            WskRegistrationId registration,
            EchoServerSettings settings,
            WorkQueue work,
            Slip slip) {
        this.kernel = kernel;
        this.registration = registration;
        this.settings = settings;
        this.work = work;
        this.connections = new Connections(kernel.ke());
        this.signal = WaitableIrp.completionRoutine(kernel);
        this.slip = slip;
        this.completed =
                (device, ended, context) -> {
                    connections.of(ended.value()).completed();
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                };
    }

    /** Begins to listen, or tries again after a while. */
    void start() {
        if (stopped) {
            return;
        }
        Wsk.CaptureProviderNPIResult captured =
                kernel.wsk().captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
        if (!captured.isSuccess()) {
            return; // the driver is being unloaded, or this WSK is too old for it
        }
        WaitableIrp own = WaitableIrp.allocate(kernel, signal);
        boolean listens = own != null && listen(captured.client(), own);
        kernel.wsk().releaseProviderNPI(registration);
        if (listens) {
            irp = own;
            return;
        }
        if (own != null) {
            own.free();
        }
        kernel.ke()
                .delayExecutionThread(
                        KProcessorMode.KernelMode,
                        false,
                        WaitableIrp.milliseconds(settings.retryMs()));
        work.add(this::start);
    }

    private boolean listen(WskClientId client, WaitableIrp own) {
        if (!everListened
                && !NtStatuses.isSuccess(
                        kernel.wsk()
                                .wskSetStaticEventCallbacks(
                                        client, Wsk.NPI_WSK_INTERFACE_ID, Wsk.WSK_EVENT_ACCEPT))) {
            return false;
        }
        everListened = true; // static callbacks can be set before the first socket only
        kernel.wsk()
                .socket(
                        client,
                        Wsk.AF_INET6,
                        Wsk.SOCK_STREAM,
                        Wsk.IPPROTO_TCP,
                        Wsk.WSK_FLAG_LISTEN_SOCKET,
                        null,
                        this,
                        null,
                        null,
                        null,
                        own.prepare());
        own.await(FOREVER);
        if (!NtStatuses.isSuccess(own.status())) {
            return false;
        }
        WskSocketId made = new WskSocketId(own.information());
        // Clients of IPv4 and of IPv6 find one socket.
        kernel.wsk().ipv6V6Only(made, Wsk.WskSetOption, 0, own.prepare());
        own.await(FOREVER);
        SocketAddress any =
                SocketAddress.newBuilder().setFamily(Wsk.AF_INET6).setPort(settings.port()).build();
        kernel.wsk().bind(made, any, 0, own.prepare());
        own.await(FOREVER);
        if (!NtStatuses.isSuccess(own.status())) {
            close(made, own);
            return false;
        }
        socket = made;
        return true;
    }

    /** The listening socket is dead: makes another. */
    private void restart() {
        closeListening();
        start();
    }

    /** Listens no more, and closes what it has accepted. */
    void stop() {
        stopped = true;
        closeListening();
        connections.now().forEach(EchoConnection::stop);
    }

    private void closeListening() {
        WskSocketId old = socket;
        WaitableIrp own = irp;
        if (old != null && own != null) {
            close(old, own);
            own.free();
            socket = null;
            irp = null;
        }
    }

    private void close(WskSocketId which, WaitableIrp own) {
        kernel.wsk().closeSocket(which, own.prepare());
        own.await(FOREVER);
    }

    @Override
    public NtStatus acceptEvent(WskAcceptEvent call, WskAcceptEvent.Out.Builder out) {
        if (!call.hasAcceptSocket()) {
            work.add(this::restart);
            return NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
        }
        EchoConnection connection =
                EchoConnection.of(
                        kernel,
                        work,
                        connections,
                        new WskSocketId(call.getAcceptSocket()),
                        settings.bufferBytes(),
                        completed,
                        slip);
        if (connection == null) {
            return slip == Slip.ACCEPTS_WITHOUT_MEMORY
                    ? NtStatus.STATUS_SUCCESS
                    : NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
        }
        connections.add(connection);
        connection.begin();
        return NtStatus.STATUS_SUCCESS;
    }
}
