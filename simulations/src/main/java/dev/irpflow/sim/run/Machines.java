package dev.irpflow.sim.run;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.machine.Assembly;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.machine.FaultAgent;
import dev.irpflow.machine.Loader;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The machines of a run: built, booted, stopped, booted again, shut down. */
final class Machines {
    private final MachineOwner run;
    private final Scenario scenario;
    private final Playhouse house;
    private final Network network;
    private final LastingTroubles troubles;
    private final MachineStrikes strikes = new MachineStrikes(this);
    private final Map<String, Blueprint> blueprints = new LinkedHashMap<>();
    private final Map<String, RunningMachine> running = new LinkedHashMap<>();
    private final Set<String> upElsewhere = new LinkedHashSet<>();
    private final Set<String> booting = new LinkedHashSet<>();
    private final Set<String> closing = new LinkedHashSet<>();
    private final Set<String> down = new LinkedHashSet<>();
    private final List<Runnable> whenUp = new ArrayList<>();
    private @Nullable Machine newest;

    Machines(MachineOwner run, Scenario scenario, Playhouse house) {
        this.run = run;
        this.scenario = scenario;
        this.house = house;
        this.network = house.network();
        this.troubles =
                new LastingTroubles(
                        this, house, house.stageFor(scenario.world().machineNames().get(0)));
    }

    /** Draws up the machines, wherever they are played, and connects them. */
    void build() {
        blueprints.putAll(Blueprints.of(scenario, machine -> true, run));
        Links.apply(scenario, network, blueprints);
        blueprints.forEach((name, blueprint) -> {
            if (!house.plays(name)) {
                network.attach(name, house.elsewhere().carrierTo(name), blueprint.addresses());
            }
        });
        network.faults(run.faults());
    }

    void boot() {
        for (String name : blueprints.keySet()) {
            powerOn(name, 1);
        }
    }

    /** By what other processes know a fault of the scenario. */
    int indexOf(Fault fault) {
        return FaultsOf.indexOf(scenario, fault);
    }

    /** Whether another process plays this machine, which is on. */
    boolean isUpElsewhere(String name) {
        return upElsewhere.contains(name);
    }

    @Nullable RunningMachine running(String name) {
        return running.get(name);
    }

    List<RunningMachine> all() {
        return List.copyOf(running.values());
    }

    /** Some machine, for what concerns none in particular. */
    Machine any() {
        if (!running.isEmpty()) {
            return running.values().iterator().next().machine();
        }
        Machine machine = newest; // down for the moment
        if (machine == null) {
            throw new IllegalStateException("no machine was ever switched on");
        }
        return machine;
    }

    /** Whether the code of a driver runs and runs, which is told then. */
    boolean loop(String howLong, Breaches breaches) {
        for (RunningMachine each : running.values()) {
            Violation violation = each.loops(howLong);
            if (violation != null) {
                breaches.add(each.name(), violation);
                return true;
            }
        }
        return false;
    }

    boolean allBooted() {
        return booting.isEmpty();
    }

    boolean allUnloaded() {
        return closing.isEmpty();
    }

    void booted(String machine) {
        if (booting.remove(machine)) {
            runWhatWaits();
        }
    }

    void unloaded(String machine) {
        closing.remove(machine);
    }

    /** Runs this when every machine is up; at once if they are. */
    void whenAllUp(Runnable action) {
        if (booting.isEmpty() && down.isEmpty()) {
            action.run();
        } else {
            whenUp.add(action);
        }
    }

    /** Unloads the drivers of the machines in the order opposite to that of the scenario. */
    void shutDown() {
        List<RunningMachine> machines = new ArrayList<>(running.values());
        closing.addAll(running.keySet());
        closing.addAll(upElsewhere);
        for (RunningMachine machine : machines.reversed()) {
            Loader.shutDown(machine.machine());
        }
        upElsewhere.forEach(house.elsewhere()::shutDown);
    }

    /** An address of the scenario as WSK has it. */
    SocketAddress addressOf(Address address) {
        return SocketAddresses.of(address, blueprints);
    }

    boolean isBooting(String name) {
        return booting.contains(name);
    }

    /** A machine has died of a bug check: nobody boots it again. */
    void lost(String name) {
        RunningMachine machine = running.remove(name);
        if (machine != null) {
            network.detach(name);
            house.close(machine.assembly());
        }
        upElsewhere.remove(name);
        closing.remove(name);
        booting.remove(name);
        runWhatWaits();
    }

    /** Takes the power of a machine away; false if it is down already. */
    boolean stop(String name, long downForNs, Struck fault) {
        RunningMachine machine = running.remove(name);
        if (machine != null) {
            powerOff(machine, fault);
        } else if (upElsewhere.remove(name)) {
            house.elsewhere().powerOff(name, fault.fault());
        } else {
            return false;
        }
        booting.remove(name);
        closing.remove(name);
        if (downForNs >= 0) {
            down.add(name);
            house.after(
                    downForNs,
                    "boot " + name,
                    () -> {
                        down.remove(name);
                        powerOn(name, machine == null ? 1 : machine.life() + 1);
                    });
        } else {
            runWhatWaits();
        }
        return true;
    }

    private void runWhatWaits() {
        if (booting.isEmpty() && down.isEmpty()) {
            List<Runnable> actions = List.copyOf(whenUp);
            whenUp.clear();
            actions.forEach(Runnable::run);
        }
    }

    /**
     * A fault strikes a machine of this process; false if it could not. Power is not its affair.
     */
    boolean strike(Fault.OnMachine fault, Struck how) {
        return switch (fault) {
            case Fault.Crash crash ->
                    crash.bugCheck() != null && strikes.die(crash.machine(), crash.bugCheck(), how);
            case Fault.Skew skew -> strikes.skew(skew, how);
            case Fault.Stop stop -> strikes.stop(stop, how);
            case Fault.EndSession end -> strikes.endSession(end, how);
            case Fault.ForceClose close -> strikes.forceClose(close, how);
            case Fault.Restart _ -> false;
        };
    }

    /** What a fault does to links or a machine begins; gives what ends it, null if it cannot. */
    @Nullable Runnable begin(Fault.Lasting fault, String name, long site) {
        return troubles.begin(fault, name, site);
    }

    LastingTroubles troubles() {
        return troubles;
    }

    boolean cancelLater(Call call, String fault, long site) {
        return FaultAgent.cancelLater(call, fault, site);
    }

    boolean completeAgainLater(Call call, String fault, long site) {
        return FaultAgent.completeAgainLater(call, fault, site);
    }

    /** Takes the power of a machine of this process away. */
    void powerOffHere(String name, String fault) {
        RunningMachine machine = running.remove(name);
        if (machine != null) {
            powerOff(machine, new Struck(fault, 0)); // it was answered elsewhere
        }
    }

    /** Switches a machine on, for its first or a later life. */
    void powerOn(String name, int life) {
        booting.add(name);
        run.beginsALife(name);
        if (house.plays(name)) {
            powerOnHere(name, life);
        } else {
            upElsewhere.add(name);
            house.elsewhere().powerOn(name);
        }
    }

    private void powerOff(RunningMachine machine, Struck fault) {
        machine.machine()
                .log()
                .fault(fault.fault(), machine.name() + " loses power", null, fault.site());
        network.detach(machine.name());
        machine.machine().stop();
        run.operations().forget(machine.machine());
        house.close(machine.assembly());
    }

    private void powerOnHere(String name, int life) {
        Blueprint blueprint = blueprints.get(name);
        if (blueprint == null) {
            throw new IllegalStateException("no machine " + name);
        }
        Assembly assembly =
                blueprint.assemble(new MachineHost(house.stageFor(name)), run, new Application());
        assembly.machine().time().shift(clockOffset(name) / 100);
        // The threads of the steps share what the run keeps.
        assembly.machine().place(Application.PLACE).isPartOf(Footprint.RUN);
        assembly.machine().place(Application.PLACE).isInUserMode();
        for (DriverSpec driver : scenario.world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.Scripted
                    && driver.on().contains(name)) {
                // So do the lines of its scripts.
                assembly.machine().place(driver.name()).isPartOf(Footprint.RUN);
            }
        }
        house.open(assembly);
        running.put(name, new RunningMachine(assembly, life));
        newest = assembly.machine();
        network.attach(
                assembly.machine(), assembly.machine().place("tcpip"), blueprint.addresses());
        Loader.boot(assembly.machine());
    }

    // In nanoseconds: how far the clock of a machine is ahead of the others.
    private long clockOffset(String name) {
        for (MachineSpec spec : scenario.world().machines()) {
            if (spec.names().contains(name)) {
                return spec.clockOffset().nanos();
            }
        }
        return 0;
    }

    /** The world as one machine sees it. */
    private final class MachineHost implements Host {
        private final Stage stage;

        MachineHost(Stage stage) {
            this.stage = stage;
        }

        @Override
        public Stage stage() {
            return stage;
        }

        @Override
        public FaultPoint faults() {
            return run.faults();
        }

        @Override
        public Observer observer() {
            return run.moments();
        }

        @Override
        public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {
            house.transmit(from, frame, during);
        }

        @Override
        public void violated(Machine machine, Violation violation) {
            run.violated(machine.name(), run.withLines(violation));
        }

        @Override
        public void broke(Machine machine, Throwable error) {
            run.broke(error);
        }

        @Override
        public void dumped(Machine machine, CrashDump dump) {
            run.dumped(dump);
        }

        @Override
        public void died(Machine machine, BugCheck bugCheck) {
            run.died(machine, bugCheck);
        }
    }
}
