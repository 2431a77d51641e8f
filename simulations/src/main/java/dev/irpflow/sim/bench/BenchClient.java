package dev.irpflow.sim.bench;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import com.google.protobuf.ByteString;
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

/** A driver that connects to the server of a benchmark in a thread of its own. */
abstract class BenchClient implements Driver {
    private final ByteString serverAddress;

    BenchClient(ByteString serverAddress) {
        this.serverAddress = serverAddress;
    }

    /** It is connected; still in its thread. */
    abstract void connected(Routines kernel, WskSocketId socket);

    @Override
    public final NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        StartRoutine body = call -> connect(kernel);
        return kernel.ps().createSystemThread(body).status();
    }

    private void connect(Routines kernel) {
        CompletionRoutine signal = WaitableIrp.completionRoutine(kernel);
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        Wsk.CaptureProviderNPIResult captured =
                kernel.wsk().captureProviderNPI(registered.registration(), Wsk.WSK_INFINITE_WAIT);
        WaitableIrp irp = WaitableIrp.allocate(kernel, signal);
        if (irp == null || !captured.isSuccess()) {
            throw new IllegalStateException("the client has no provider or no IRP");
        }
        SocketAddress any = SocketAddress.newBuilder().setFamily(Wsk.AF_INET).build();
        SocketAddress server =
                any.toBuilder().setAddress(serverAddress).setPort(EchoServer.PORT).build();
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
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status().getNumber())) {
            throw new IllegalStateException("connect: " + irp.status());
        }
        connected(kernel, new WskSocketId(irp.information()));
    }
}
