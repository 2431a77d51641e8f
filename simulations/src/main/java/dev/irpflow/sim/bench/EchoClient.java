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
import org.jspecify.annotations.Nullable;

/** Connects to the echo server and sends the next message whenever the last one came back. */
final class EchoClient implements Driver {
    private final ByteString serverAddress;
    private final long roundTrips;
    private @Nullable EchoLoop loop;

    EchoClient(ByteString serverAddress, long roundTrips) {
        this.serverAddress = serverAddress;
        this.roundTrips = roundTrips;
    }

    /** How many messages came back. */
    long done() {
        return loop == null ? 0 : loop.done();
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
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
            throw new IllegalStateException("the echo client has no provider or no IRP");
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
        EchoLoop echo = new EchoLoop(kernel, new WskSocketId(irp.information()), roundTrips);
        loop = echo;
        echo.ask();
    }
}
