package dev.irpflow.sim.bench;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.status.NtStatus;
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
        Provider provider = new Provider(kernel);
        WskSocketId listening = provider.listening(PORT);
        while (true) {
            begin(new EchoLoop(kernel, provider.accept(listening), Long.MAX_VALUE));
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
