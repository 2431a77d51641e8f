package dev.irpflow.sim.bench;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;

/** Sends back whatever a connection sends: the other end of the echo benchmark. */
final class EchoServer implements Driver {
    static final int PORT = 7; // RFC 862

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        StartRoutine body = call -> serve(kernel);
        return kernel.ps().createSystemThread(body).status();
    }

    private static void serve(Routines kernel) {
        CompletionRoutine signal = WaitableIrp.completionRoutine(kernel);
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        Wsk.CaptureProviderNPIResult captured =
                kernel.wsk().captureProviderNPI(registered.registration(), Wsk.WSK_INFINITE_WAIT);
        WaitableIrp irp = WaitableIrp.allocate(kernel, signal);
        if (irp == null || !captured.isSuccess()) {
            throw new IllegalStateException("the echo server has no provider or no IRP");
        }
        kernel.wsk()
                .socket(
                        captured.client(),
                        Wsk.AF_INET,
                        Wsk.SOCK_STREAM,
                        Wsk.IPPROTO_TCP,
                        Wsk.WSK_FLAG_LISTEN_SOCKET,
                        null,
                        null,
                        null,
                        null,
                        null,
                        irp.prepare());
        irp.await(FOREVER);
        WskSocketId listening = new WskSocketId(irp.information());
        kernel.wsk()
                .bind(
                        listening,
                        SocketAddress.newBuilder().setFamily(Wsk.AF_INET).setPort(PORT).build(),
                        0,
                        irp.prepare());
        irp.await(FOREVER);
        kernel.wsk().accept(listening, 0, null, null, irp.prepare());
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status().getNumber())) {
            throw new IllegalStateException("accept: " + irp.status());
        }
        new EchoLoop(kernel, new WskSocketId(irp.information()), Long.MAX_VALUE).answer();
    }
}
