package dev.irpflow.sim.bench;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientDatagramDispatch;
import dev.irpflow.driver.WskClientSocketDispatch;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import org.jspecify.annotations.Nullable;

/** WSK as a thread of a benchmark's driver uses it: what does not succeed ends the benchmark. */
final class Provider {
    private final Routines kernel;
    private final Wsk.CaptureProviderNPIResult captured;
    private final WaitableIrp irp;

    Provider(Routines kernel) {
        this.kernel = kernel;
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        this.captured =
                kernel.wsk().captureProviderNPI(registered.registration(), Wsk.WSK_INFINITE_WAIT);
        WaitableIrp allocated = WaitableIrp.allocate(kernel, WaitableIrp.completionRoutine(kernel));
        if (allocated == null || !captured.isSuccess()) {
            throw new IllegalStateException("the driver has no provider or no IRP");
        }
        this.irp = allocated;
    }

    /** A socket that listens at a port of all addresses. */
    WskSocketId listening(int port) {
        return bound(Wsk.SOCK_STREAM, Wsk.IPPROTO_TCP, Wsk.WSK_FLAG_LISTEN_SOCKET, null, port);
    }

    /** A socket at a port of all addresses, whose datagrams go to these callbacks. */
    WskSocketId datagrams(WskClientDatagramDispatch callbacks, int port) {
        NtStatus enabled =
                kernel.wsk()
                        .wskSetStaticEventCallbacks(
                                captured.client(),
                                Wsk.NPI_WSK_INTERFACE_ID,
                                Wsk.WSK_EVENT_RECEIVE_FROM);
        if (!NtStatuses.isSuccess(enabled)) {
            throw new IllegalStateException("callbacks are not enabled: " + enabled);
        }
        return bound(
                Wsk.SOCK_DGRAM, Wsk.IPPROTO_UDP, Wsk.WSK_FLAG_DATAGRAM_SOCKET, callbacks, port);
    }

    private WskSocketId bound(
            int type,
            int protocol,
            int flags,
            @Nullable WskClientSocketDispatch callbacks,
            int port) {
        kernel.wsk()
                .socket(
                        captured.client(),
                        Wsk.AF_INET,
                        type,
                        protocol,
                        flags,
                        null,
                        callbacks,
                        null,
                        null,
                        null,
                        irp.prepare());
        WskSocketId socket = new WskSocketId(end());
        SocketAddress here =
                SocketAddress.newBuilder().setFamily(Wsk.AF_INET).setPort(port).build();
        kernel.wsk().bind(socket, here, 0, irp.prepare());
        long _ = end();
        return socket;
    }

    /** The next connection that comes. */
    WskSocketId accept(WskSocketId listening) {
        kernel.wsk().accept(listening, 0, null, null, irp.prepare());
        return new WskSocketId(end());
    }

    /** A connection. */
    WskSocketId connect(SocketAddress server) {
        SocketAddress any = SocketAddress.newBuilder().setFamily(Wsk.AF_INET).build();
        kernel.wsk()
                .socketConnect(
                        captured.client(),
                        Wsk.SOCK_STREAM,
                        Wsk.IPPROTO_TCP,
                        any,
                        server,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        irp.prepare());
        return new WskSocketId(end());
    }

    private long end() {
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status())) {
            throw new IllegalStateException("the operation ended with " + irp.status());
        }
        return irp.information();
    }
}
