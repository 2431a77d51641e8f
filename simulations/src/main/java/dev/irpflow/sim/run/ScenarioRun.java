// This file is one thing because a run has one phase, and everything that may end it meets here.
package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.sim.program.Programs;
import dev.irpflow.sim.rule.DeathRule;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.ExpectedEnd;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.stage.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario. Its phases: the machines boot, the steps are played, what is owed still
 * comes, the drivers are unloaded, and what is left over is judged. The first violation that the
 * scenario does not expect ends it.
 */
public final class ScenarioRun implements MachineOwner, RunFaults.World {
    private enum Phase {
        BOOTING,
        PLAYING,
        SETTLING,
        CLOSING,
        OVER
    }

    /** Work items end within that time, or never. */
    private static final long UNLOADING_NS = 600_000_000_000L;

    private final Scenario scenario;
    private final Playhouse house;
    private final Inputs inputs;
    private final Stage stage;
    private final Machines machines;
    private final Operations operations = new Operations();
    private final Moments moments = new Moments(operations);
    private final RunFaults faults;
    private final PropertyWatch properties;
    private final StepState state = new StepState(moments);
    private final Set<String> dying = new LinkedHashSet<>(1); // the machines that a fault lets die
    private final Breaches breaches = new Breaches();
    private final Ending ending;
    private final RunFacts facts;
    private final StepThreads threads;
    private final Progress progress = new Progress(operations);
    private final Forgiveness forgiveness;
    private final Scripts scripts = new Scripts();
    private Phase phase = Phase.BOOTING;
    private boolean applicationsEnd;

    /** A run that has not begun. */
    public ScenarioRun(Scenario scenario, Playhouse house, Inputs inputs) {
        this.scenario = scenario;
        this.house = house;
        this.inputs = inputs;
        this.stage = house.stageFor(scenario.world().machineNames().get(0));
        this.moments.noteIn(stage.footprint());
        this.moments.scripts(scripts::keyOf);
        this.ending = new Ending(scenario.outcome());
        this.facts = new RunFacts(breaches, ending);
        this.faults = new RunFaults(stage, this, moments);
        this.properties = new PropertyWatch(this, moments);
        this.machines = new Machines(this, scenario, house);
        this.threads = new StepThreads(this, machines, house);
        this.forgiveness = new Forgiveness(faults);
    }

    /** Tells of what the run does; before it begins. */
    public void tell(RunObserver observer) {
        moments.tell(observer);
    }

    /** Its steps come in an order that the scenario gives; null if they do not. */
    public void keeps(@Nullable OrderKeeper order) {
        facts.keeps(order);
    }

    /** Builds and boots the machines; the steps follow when all have booted. */
    public void begin() {
        properties.watch(scenario.properties());
        state.awaited().watch(scenario.steps());
        Scripts.of(scenario).forEach(script -> state.awaited().watch(script.steps()));
        watchForOthers();
        faults.armForBoot(scenario.faults());
        machines.build();
        machines.boot();
    }

    /** Whether the run is over. */
    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /**
     * Nothing can happen any more although the run is not over: somebody waits for ever. If neither
     * a driver nor a circle of threads is to blame, steps wait until their time is over.
     */
    public void wentQuiet() {
        machines.all().forEach(running -> Stuck.judgeWorkers(this, running.machine()));
        machines.all().forEach(running -> KeptForEver.judge(this, running.machine()));
        if (phase == Phase.CLOSING) {
            machines.all().forEach(running -> Stuck.judgeUnloading(this, running.machine()));
        }
        if (phase == Phase.PLAYING) {
            threads.lookForCircleInQuiet();
        }
        if (forgiveness.isOn() && phase == Phase.PLAYING && !applicationsEnd) {
            cannotGoOn(); // an application that waits for what never comes is ended
            return;
        }
        boolean haveTime = threads.haveTime() || properties.haveTime();
        boolean patient =
                switch (phase) {
                    case BOOTING, OVER -> false;
                    case PLAYING -> haveTime && !Stuck.isWithDriver(operations, machines);
                    case SETTLING, CLOSING -> properties.haveTime();
                };
        if (phase != Phase.OVER && !patient) {
            stuck("nothing is under way that could");
            end();
        }
    }

    /**
     * Nothing has happened for long, because the code of a driver runs and runs: its violation ends
     * the run. Real time has decided that, so the trace says nothing of it.
     *
     * @param howLong in words
     * @return false if no code of a driver runs now
     */
    public boolean loops(String howLong) {
        if (!machines.loop(howLong, breaches)) {
            return false;
        }
        end();
        return true;
    }

    /** Half of what the limits allow is used up: faults end, and progress is owed. */
    public void halfWay(long messages) {
        faults.calm();
        progress.owed(messages);
    }

    /** All that the limits allow is used up: to stand still is a violation. */
    public void wentTheWholeWay(long messages) {
        long standstill = progress.standstill(messages);
        if (standstill > 0 && phase != Phase.OVER) {
            Stuck.judgeStandstill(this, operations, machines, standstill);
        }
    }

    /** What the run came to; {@code limit} is the one that ended it, "" if none did. */
    public RunResult result(String limit, long messages) {
        return facts.result(
                new Judge(scenario),
                limit,
                new RunFacts.Counted(messages, stage.now()),
                faults,
                properties.sometimes(),
                inputs.hashes());
    }

    StepState state() {
        return state;
    }

    Inputs inputs() {
        return inputs;
    }

    @Override
    public Moments moments() {
        return moments;
    }

    @Override
    public RunFaults faults() {
        return faults;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    long draw(long chain, long what) {
        return stage.chooser().draw(stage.site(chain, what));
    }

    /** How long a step or line of this place waits. */
    long lengthOf(TimeRange range, Where where, long chain) {
        long site = stage.site(chain, range.most().nanos());
        long length = DrawnTime.in(range, stage.chooser(), site);
        moments.waits(where, length);
        return length;
    }

    SocketAddress addressOf(Address address) {
        return machines.addressOf(address);
    }

    RunningMachine machine(String name) {
        return Objects.requireNonNull(machines.running(name));
    }

    /** A scripted driver is loaded. */
    void scripted(ScriptedDriver driver, String machine) {
        scripts.add(machine, driver);
    }

    @Override
    public Driver scripted(DriverSpec spec, @Nullable Driver base) {
        return new ScriptedDriver(this, spec, base);
    }

    @Override
    public Driver program(DriverSpec spec, String machine, List<String> command) {
        inputs.readFiles(command);
        Programs.Which which = new Programs.Which(spec.name(), machine, command);
        Driver driver =
                house.programs()
                        .driver(
                                which,
                                e -> {
                                    abandon("a program cannot be used: driver " + spec.name());
                                    facts.broke(e);
                                });
        scripts.add(which, driver);
        return driver;
    }

    @Override
    public Violation withLines(Violation violation) {
        return scripts.withLines(violation);
    }

    StepThreads threads() {
        return threads;
    }

    Breaches breaches() {
        return breaches;
    }

    void later(String what, Runnable action) {
        house.after(0, what, action);
    }

    void played() {
        facts.played();
    }

    void playedByApplication() {
        played();
        progress.played();
    }

    void checked() {
        facts.checked();
    }

    void endFault(String name) {
        faults.end(name);
        house.elsewhere().endFault(name);
    }

    boolean stepsAreDone() {
        return phase.compareTo(Phase.PLAYING) > 0;
    }

    /** Progress was owed and did not come. */
    void stuck(String when) {
        Stuck.judge(this, operations, machines, when);
    }

    /** A step did not do what the scenario says. */
    void stepFailed(Rule rule, Where where, String what, String machine) {
        if (forgiveness.isForgiven(rule)) {
            return;
        }
        if (rule == ScenarioRule.STEP_IN_TIME) {
            judgeWorkItems();
        }
        judged(machine, new Violation(rule, machine + "/app", where + "  " + what, null, ""));
    }

    // Work items have not ended for long, although other things still happen.
    private void judgeWorkItems() {
        if (phase != Phase.OVER) {
            machines.all().forEach(running -> Stuck.judgeWorkersForLong(this, running.machine()));
        }
        if (phase == Phase.CLOSING) {
            machines.all().forEach(running -> Stuck.judgeUnloading(this, running.machine()));
        }
    }

    /** Whether a step may lack what an earlier one should have given: then it is left out. */
    boolean mayLack() {
        return forgiveness.isOn();
    }

    /** Whether a step waits on whose time is over: nobody else could end what it is in. */
    boolean isToWaitOn(boolean inCall) {
        return forgiveness.isOn() && (inCall || Stuck.isWithDriver(operations, machines));
    }

    /** Where a step that did not go well is forgiven, a thread may be unable to go on. */
    void cannotGoOn() {
        if (forgiveness.isOn() && phase == Phase.PLAYING) {
            threads.askAllToEnd();
            later("the steps end", this::stepsEnded);
        }
    }

    /** A property was broken. */
    void broke(Rule rule, Where where, String what, @Nullable Call at) {
        if (forgiveness.isForgiven(rule)) {
            return;
        }
        Machine machine = at == null ? machines.any() : at.to().machine();
        judged(machine.name(), new Violation(rule, "scenario", where + "  " + what, at, ""));
    }

    /** The run itself finds a rule broken, which no machine has written into the trace. */
    void judged(String machine, Violation violation) {
        RunningMachine running = machines.running(machine);
        Machine witness = running == null ? machines.any() : running.machine();
        witness.log().violation(violation);
        violated(machine, violation);
    }

    @Override
    public void beginsALife(String machine) {
        breaches.begin(machine);
    }

    @Override
    public void booted(Machine machine) {
        booted(machine.name());
    }

    void booted(String machine) {
        machines.booted(machine);
        if (phase == Phase.BOOTING && machines.allBooted()) {
            phase = Phase.PLAYING;
            faults.arm(scenario.faults());
            house.elsewhere().arm();
            house.after(0, "first step", this::play);
        }
    }

    @Override
    public void notLoaded(Machine machine, String driver, NtStatus status) {
        notLoaded(machine.name(), driver, status);
    }

    void notLoaded(String machine, String driver, NtStatus status) {
        facts.notLoaded(machine, driver, status);
    }

    @Override
    public void unloaded(Machine machine) {
        unloaded(machine.name());
    }

    void unloaded(String machine) {
        machines.unloaded(machine);
        endIfClosed();
    }

    private void endIfClosed() {
        if (phase == Phase.CLOSING && machines.allUnloaded()) {
            properties.end();
            Leaks.judge(this, machines, forgiveness.isOn());
            judgeEnding();
            end();
            house.lookUp();
        }
    }

    // What would have happened next does not, so that the last step commutes with no other.
    private void end() {
        stage.footprint().everything();
        phase = Phase.OVER;
    }

    private void play() {
        String first = scenario.world().machineNames().get(0);
        new StepThread(this, "main", first, scenario.steps(), this::stepsEnded).begin();
    }

    private void stepsEnded() {
        if (phase != Phase.PLAYING) {
            return;
        }
        if (forgiveness.isOn()) {
            if (!applicationsEnd) {
                applicationsEnd = true;
                threads.endApplications(this::settle);
            }
        } else {
            settle();
        }
    }

    private void settle() {
        if (phase != Phase.PLAYING) {
            return;
        }
        phase = Phase.SETTLING;
        faults.calm();
        properties.whenNothingIsOwed(() -> machines.whenAllUp(this::close));
    }

    private void close() {
        if (phase == Phase.SETTLING) {
            if (!forgiveness.isOn()) {
                Leaks.judgeSteps(this, machines);
            }
        }
        if (phase == Phase.SETTLING) {
            phase = Phase.CLOSING;
            machines.shutDown();
            house.deadline(UNLOADING_NS, "unloading", this::judgeWorkItems);
            endIfClosed(); // no machine may be left that could unload anything
        }
    }

    @Override
    public void violated(String machine, Violation violation) {
        moments.violation(machine, violation);
        if (phase != Phase.OVER && forgiveness.isOfSteps(machine, violation)) {
            abandon(Forgiveness.words(violation));
        }
        if (phase == Phase.OVER
                || breaches.isFine(machine, violation)
                || ending.maybeLedToBy(violation)) {
            return;
        }
        if (!ending.isComeBy(violation)) {
            breaches.add(machine, violation);
        }
        end();
        house.lookUp();
    }

    @Override
    public void dumped(CrashDump dump) {
        facts.dumped(dump);
    }

    @Override
    public void died(Machine machine, BugCheck bugCheck) {
        operations.forget(machine);
        died(machine.name(), bugCheck);
    }

    private void judgeEnding() {
        ExpectedEnd owed = phase == Phase.OVER ? null : ending.owed();
        if (owed != null) {
            broke(ScenarioRule.OUTCOME, owed.where(), ending.missing(), null);
        }
    }

    /** A machine has died, here or elsewhere; unexpected if no rule announced it. */
    void died(String machine, BugCheck bugCheck) {
        moments.bugCheck(machine, bugCheck.code(), bugCheck.p1());
        if (phase == Phase.OVER) {
            return;
        }
        if (dying.remove(machine) || breaches.isFine(machine, bugCheck.code(), bugCheck.p1())) {
            later(machine + " is gone", () -> gone(machine));
        } else if (ending.isComeBy(bugCheck)) {
            end();
            house.lookUp();
        } else {
            judged(
                    machine,
                    new Violation(
                            DeathRule.UNEXPECTED_BUG_CHECK,
                            machine,
                            machine + " stopped: " + bugCheck + instead(),
                            null,
                            ""));
        }
    }

    private String instead() {
        String missing = ending.missing();
        return missing.isEmpty() ? "" : "; " + missing;
    }

    // A machine that has died is never unloaded.
    private void gone(String machine) {
        machines.lost(machine);
        scripts.gone(machine);
        threads.gone(machine);
        endIfClosed();
    }

    @Override
    public void broke(Throwable error) {
        facts.broke(error);
        end();
        house.lookUp();
    }

    /** The run cannot go on, for a reason that has nothing to do with what it shows. */
    public void abandon(String why) {
        if (phase != Phase.OVER) {
            facts.abandon(why);
            end();
            house.lookUp();
        }
    }

    /** Where is told what happens to machines of other processes. */
    public FromElsewhere elsewhere() {
        return new FromElsewhere(this, scenario);
    }

    private void watchForOthers() {
        if (house.elsewhere() != Elsewhere.NOBODY) {
            MomentsOf.watchHere(scenario, moments, house.elsewhere()::came);
        }
    }

    @Override
    public boolean strike(Fault.OnMachine fault, long downForNs, Struck how) {
        return switch (fault) {
            case Fault.Restart restart -> stop(restart.machine(), downForNs, how);
            case Fault.Crash crash when crash.bugCheck() == null -> stop(crash.machine(), -1, how);
            case Fault.Crash _,
                    Fault.Skew _,
                    Fault.Stop _,
                    Fault.EndSession _,
                    Fault.ForceClose _ ->
                    machines.isUpElsewhere(fault.machine())
                            ? strikeElsewhere(fault, how)
                            : strikeHere(fault, how);
        };
    }

    // Whoever plays it tells whether it was struck.
    private boolean strikeElsewhere(Fault.OnMachine fault, Struck how) {
        if (fault instanceof Fault.Crash) {
            dying.add(fault.machine());
        }
        house.elsewhere().strike(FaultsOf.indexOf(scenario, fault), how.fault());
        return false;
    }

    private boolean strikeHere(Fault.OnMachine fault, Struck how) {
        if (!(fault instanceof Fault.Crash)) {
            return machines.strike(fault, how);
        }
        dying.add(fault.machine());
        boolean dies = machines.strike(fault, how);
        dying.remove(fault.machine());
        return dies;
    }

    private boolean stop(String machine, long downForNs, Struck how) {
        if (!machines.stop(machine, downForNs, how)) {
            return false;
        }
        scripts.gone(machine);
        threads.gone(machine);
        endIfClosed();
        return true;
    }

    @Override
    public @Nullable Runnable begin(Fault.Lasting fault, String name, long site) {
        return machines.begin(fault, name, site);
    }

    @Override
    public void askUnderWay(FrameFaults fault) {
        house.network().strikeUnderWay(fault, stage);
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
    public void begun(ArmedFault fault) {
        FaultsOf.tell(scenario, fault, house.elsewhere());
    }

    @Override
    public void struck(ArmedFault fault) {
        if (fault.isGust()) {
            house.elsewhere().endFault(fault.name()); // it strikes once in all
        }
        moments.fault(fault.name(), fault.terms().name());
    }

    @Override
    public void calmed() {
        house.elsewhere().calm();
        properties.calm();
    }
}
