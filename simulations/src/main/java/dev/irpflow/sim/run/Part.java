package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.machine.Loader;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a run that this process plays for another, which leads: no steps, no properties,
 * no verdict. Faults on calls and frames act here; what happens to machines and links is ordered.
 */
public final class Part implements MachineOwner, RunFaults.World {
    /** The process that leads the run. */
    public interface Lead {
        /** Every DriverEntry of a machine has returned. */
        void booted(String machine);

        /** A DriverEntry has failed. */
        void notLoaded(String machine, String driver, NtStatus status);

        /** Every DriverUnload has returned; what is left over in words, "" for nothing. */
        void unloaded(String machine, String leaks);

        /** A rule was broken. */
        void violated(String machine, Violation violation);

        /** A machine is about to die, and this is its crash dump. */
        void dumped(CrashDump dump);

        /** A machine has died of a bug check. */
        void died(String machine, BugCheck bugCheck);

        /** Our own code threw. */
        void broke(Throwable error);

        /** A moment has come, by its index. */
        void came(int moment);

        /** A fault has struck. */
        void struck(String fault);
    }

    private final Scenario scenario;
    private final Playhouse house;
    private final Lead lead;
    private final List<Moment> known;
    private final Operations operations = new Operations();
    private final Moments moments = new Moments(operations);
    private final RunFaults faults;
    private final Machines machines;
    private final Map<String, List<Runnable>> undone = new LinkedHashMap<>();

    /** A part that has not begun. */
    public Part(Scenario scenario, Playhouse house, Lead lead) {
        this.scenario = scenario;
        this.house = house;
        this.lead = lead;
        this.known = MomentsOf.scenario(scenario);
        this.faults =
                new RunFaults(
                        house.stageFor(scenario.world().machineNames().get(0)), this, moments);
        this.machines = new Machines(this, scenario, house);
    }

    /** Draws up the machines; none is switched on yet. */
    public void begin() {
        MomentsOf.watchHere(scenario, moments, lead::came);
        machines.build();
    }

    /** Switches a machine on. */
    public void powerOn(String machine) {
        machines.powerOn(machine, 1);
    }

    /** Takes its power away. */
    public void powerOff(String machine, String fault) {
        machines.powerOffHere(machine, fault);
    }

    /** Cuts a link or heals it. */
    public void cut(String from, String to, boolean cut, String fault) {
        machines.troubles().cutHere(from, to, cut, fault);
    }

    /** A fault strikes a machine, by its index. */
    public void strike(int fault, String name) {
        if (ordered(fault) instanceof Fault.OnMachine strike) {
            // It was answered elsewhere, where the run may end with what comes of it.
            Runnable certain =
                    () -> {
                        moments.fault(name, strike.terms().name());
                        lead.struck(name);
                    };
            boolean _ = machines.strike(strike, new Struck(name, 0, certain));
        }
    }

    /** A fault of links or a machine begins, by its index. */
    public void beginTrouble(int fault, String name) {
        if (ordered(fault) instanceof Fault.Lasting lasting) {
            Runnable undo = machines.troubles().beginHere(lasting, name);
            if (undo != null) {
                undone.computeIfAbsent(name, any -> new ArrayList<>()).add(undo);
            }
        }
    }

    /** It ends. */
    public void endTrouble(String name) {
        List<Runnable> all = undone.remove(name);
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }

    // Null if there is no such fault: a leader is believed no more than anybody.
    private @Nullable Fault ordered(int fault) {
        List<Fault> all = FaultsOf.scenario(scenario);
        return fault >= 0 && fault < all.size() ? all.get(fault) : null;
    }

    /** The first step comes. */
    public void arm() {
        faults.armOnCallsAndFrames(scenario.faults());
    }

    /** All faults end. */
    public void calm() {
        faults.calm();
    }

    /** One fault ends. */
    public void endFault(String name) {
        faults.end(name);
    }

    /** A fault begins that a step injects, or a storm chooses; by its index. */
    public void inject(int fault, String name, boolean gust) {
        Fault ordered = ordered(fault);
        if (ordered != null) {
            faults.armAsLed(ordered, name, gust);
        }
    }

    /** Unloads a machine's drivers. */
    public void shutDown(String machine) {
        RunningMachine running = machines.running(machine);
        if (running != null) {
            Loader.shutDown(running.machine());
        }
    }

    /** A moment has come on a machine of another process. */
    public void came(int moment) {
        if (moment >= 0 && moment < known.size()) {
            moments.cameElsewhere(known.get(moment));
        }
    }

    @Override
    public void booted(Machine machine) {
        machines.booted(machine.name());
        lead.booted(machine.name());
    }

    @Override
    public void notLoaded(Machine machine, String driver, NtStatus status) {
        lead.notLoaded(machine.name(), driver, status);
    }

    @Override
    public void unloaded(Machine machine) {
        String name = machine.name();
        // After this step, when the thread that unloaded has ended.
        house.after(
                0,
                "leaks of " + name,
                () -> {
                    RunningMachine running = Objects.requireNonNull(machines.running(name));
                    lead.unloaded(name, Leaks.on(running));
                });
    }

    @Override
    public RunFaults faults() {
        return faults;
    }

    @Override
    public Moments moments() {
        return moments;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public Driver scripted(DriverSpec spec, @Nullable Driver base) {
        throw new IllegalStateException("the leader of the run plays machines with scripts");
    }

    @Override
    public Driver program(DriverSpec spec, String machine, List<String> command) {
        throw new IllegalStateException("programs are played in virtual time alone");
    }

    @Override
    public Violation withLines(Violation violation) {
        return violation;
    }

    @Override
    public void violated(String machine, Violation violation) {
        moments.violation(machine, violation);
        lead.violated(machine, violation);
    }

    @Override
    public void dumped(CrashDump dump) {
        lead.dumped(dump);
    }

    @Override
    public void died(Machine machine, BugCheck bugCheck) {
        operations.forget(machine);
        moments.bugCheck(machine.name(), bugCheck.code(), bugCheck.p1());
        lead.died(machine.name(), bugCheck);
        house.after(0, machine.name() + " is gone", () -> machines.lost(machine.name()));
    }

    @Override
    public void broke(Throwable error) {
        lead.broke(error);
    }

    @Override
    public boolean strike(Fault.OnMachine fault, long downForNs, Struck how) {
        throw new IllegalStateException("the leader of the run strikes " + fault.machine());
    }

    @Override
    public @Nullable Runnable begin(Fault.Lasting fault, String name, long site) {
        throw new IllegalStateException("the leader of the run begins " + name);
    }

    @Override
    public void askUnderWay(FrameFaults fault) {
        house.network()
                .strikeUnderWay(fault, house.stageFor(scenario.world().machineNames().get(0)));
    }

    @Override
    public boolean cancelLater(Call call, String fault, long site) {
        return machines.cancelLater(call, fault, site);
    }

    @Override
    public boolean completeAgainLater(Call call, String fault, long site) {
        return machines.completeAgainLater(call, fault, site);
    }

    @Override
    public void deadline(long delayNs, String what, Runnable action) {
        house.deadline(delayNs, what, action);
    }

    @Override
    public void after(long delayNs, String what, Runnable action) {
        house.after(delayNs, what, action);
    }

    @Override
    public void struck(ArmedFault fault) {
        moments.fault(fault.name(), fault.terms().name());
        lead.struck(fault.name());
    }

    @Override
    public void begun(ArmedFault fault) {
        throw new IllegalStateException("the leader of the run begins " + fault.name());
    }

    @Override
    public void calmed() {}
}
