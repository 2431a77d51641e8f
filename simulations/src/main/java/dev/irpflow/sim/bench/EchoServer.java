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
import java.util.ArrayList;
import java.util.List;

/** Sends back whatever a connection sends, or only hears it: the other end of the benchmarks. */
final class EchoServer implements Driver {
    static final int PORT = 7; // RFC 862

    private final boolean answers;
    private final List<EchoLoop> loops = new ArrayList<>();

    /** One that sends back. */
    EchoServer() {
        this(true);
    }

    private EchoServer(boolean answers) {
        this.answers = answers;
    }

    /** One that only hears. */
    static EchoServer listening() {
        return new EchoServer(false);
    }

    /** How many messages it has heard and not answered. */
    long heard() {
        return loops.stream().mapToLong(EchoLoop::done).sum();
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        StartRoutine body = call -> serve(kernel);
        return kernel.ps().createSystemThread(body).status();
    }

    private void serve(Routines kernel) {
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
        while (true) {
            kernel.wsk().accept(listening, 0, null, null, irp.prepare());
            irp.await(FOREVER);
            if (!NtStatuses.isSuccess(irp.status().getNumber())) {
                throw new IllegalStateException("accept: " + irp.status());
            }
            begin(new EchoLoop(kernel, new WskSocketId(irp.information()), Long.MAX_VALUE));
        }
    }

    private void begin(EchoLoop loop) {
        loops.add(loop);
        if (answers) {
            loop.answer();
        } else {
            loop.listen();
        }
    }
}
