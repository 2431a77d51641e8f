package dev.irpflow.sim.cluster;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Machine;
import dev.irpflow.machine.Assembly;
import dev.irpflow.network.Network;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.sim.run.Elsewhere;
import dev.irpflow.sim.run.Expiry;
import dev.irpflow.sim.run.Playhouse;
import dev.irpflow.stage.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The machines that this process plays in real time. */
final class RealTimePlayhouse implements Playhouse {
    private final RealTimeStage stage;
    private final Network network;
    private final Predicate<String> plays;
    private final Elsewhere elsewhere;
    private final Map<Machine, Runnable> stops = new LinkedHashMap<>();

    /** All machines are played here. */
    RealTimePlayhouse(RealTimeStage stage, Network network) {
        this(stage, network, machine -> true, Elsewhere.NOBODY);
    }

    /** Some machines are played here. */
    RealTimePlayhouse(
            RealTimeStage stage, Network network, Predicate<String> plays, Elsewhere elsewhere) {
        this.stage = stage;
        this.network = network;
        this.plays = plays;
        this.elsewhere = elsewhere;
    }

    @Override
    public Stage stageFor(String machine) {
        return stage;
    }

    @Override
    public boolean plays(String machine) {
        return plays.test(machine);
    }

    @Override
    public Elsewhere elsewhere() {
        return elsewhere;
    }

    @Override
    public void open(Assembly assembly) {
        stops.put(assembly.machine(), stage.open(assembly));
    }

    @Override
    public void close(Assembly assembly) {
        Runnable stop = stops.remove(assembly.machine());
        if (stop != null) {
            stop.run();
        }
    }

    /** Stops the actors of every machine that is still up. */
    void closeAll() {
        stops.values().forEach(Runnable::run);
        stops.clear();
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {
        network.transmit(from, (Frame) frame, during);
    }

    @Override
    public void after(long delayNs, String what, Runnable action) {
        stage.after(delayNs, what, action);
    }

    @Override
    public Runnable deadline(long delayNs, String what, Runnable action) {
        Expiry expiry = new Expiry(stage.now() + delayNs, what, action);
        stage.pool().schedule(expiry);
        return () -> stage.pool().cancel(expiry);
    }

    @Override
    public void lookUp() {
        stage.lookUp();
    }
}
