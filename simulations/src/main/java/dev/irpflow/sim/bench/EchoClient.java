package dev.irpflow.sim.bench;

import dev.irpflow.driver.Routines;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.wsk.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Sends the next message to the echo server whenever the last one came back. */
final class EchoClient extends BenchClient {
    private final long roundTrips;
    private @Nullable EchoLoop loop;

    EchoClient(SocketAddress server, long roundTrips) {
        super(server);
        this.roundTrips = roundTrips;
    }

    /** How many messages came back. */
    long done() {
        return loop == null ? 0 : loop.done();
    }

    @Override
    void connected(Routines kernel, WskSocketId socket) {
        EchoLoop echo = new EchoLoop(kernel, socket, roundTrips);
        loop = echo;
        echo.ask();
    }
}
