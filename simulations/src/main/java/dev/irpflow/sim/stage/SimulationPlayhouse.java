package dev.irpflow.sim.stage;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.machine.Assembly;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.sim.program.Programs;
import dev.irpflow.sim.run.Expiry;
import dev.irpflow.sim.run.Playhouse;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All machines of a run on one simulation stage. */
public final class SimulationPlayhouse implements Playhouse {
    private final SimulationStage stage;
    private final Network network;
    private final @Nullable Consumer<Driver> drivers;
    private final @Nullable Programs programs;
    private final Map<Machine, MachineActors.Playing> actors = new LinkedHashMap<>();
    private final List<MachineActors.Playing> gone = new ArrayList<>();

    /** A playhouse for one run. */
    public SimulationPlayhouse(SimulationStage stage, Network network) {
        this(stage, network, null, null);
    }

    /**
     * A playhouse for one run.
     *
     * @param drivers is told of each driver that a machine is given; null for nobody
     * @param programs the processes that play drivers; null if there are none
     */
    SimulationPlayhouse(
            SimulationStage stage,
            Network network,
            @Nullable Consumer<Driver> drivers,
            @Nullable Programs programs) {
        this.programs = programs;
        this.stage = stage;
        this.network = network;
        this.drivers = drivers;
    }

    @Override
    public Programs programs() {
        return Objects.requireNonNull(programs);
    }

    @Override
    public Stage stageFor(String machine) {
        return stage;
    }

    @Override
    public boolean plays(String machine) {
        return true;
    }

    @Override
    public void open(Assembly assembly) {
        if (drivers != null) {
            for (Component component : assembly.components().values()) {
                if (component instanceof DriverHost host) {
                    drivers.accept(host.driver());
                }
            }
        }
        actors.put(assembly.machine(), stage.system().actors().play(assembly));
    }

    @Override
    public void close(Assembly assembly) {
        MachineActors.Playing actor = actors.remove(assembly.machine());
        if (actor != null) {
            gone.add(actor); // which may be in the middle of a message
        }
    }

    /** Lets the actors of every machine rest. */
    public void closeAll() {
        gone.addAll(actors.values());
        actors.clear();
        stage.system().runUntilIdle();
        gone.forEach(stage.system().actors()::rest);
        gone.clear();
        stage.system().runUntilIdle();
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
        stage.pool().after(delayNs, what, action);
    }

    @Override
    public Runnable deadline(long delayNs, String what, Runnable action) {
        Expiry expiry = new Expiry(stage.now() + delayNs, what, action);
        stage.pool().schedule(expiry);
        return () -> stage.pool().cancel(expiry);
    }

    @Override
    public void lookUp() {
        // The loop of the stage asks after each step anyway.
    }
}
