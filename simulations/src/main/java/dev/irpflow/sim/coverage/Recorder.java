package dev.irpflow.sim.coverage;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.IrpState;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.PropertyText;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what runs reach, one run after the other. It changes nothing of them, and is told the same
 * on both stages. One recorder serves one thread.
 */
public final class Recorder implements RunObserver {
    private static final long CALLBACK = Site.key(Kind.CALLBACKS.word());
    private static final long CHANGE = Site.key(Kind.TRANSITIONS.word());
    private static final int IRP_STATES = IrpState.values().length;
    private static final long MET = Site.key(Kind.FAULT_SITES.word());

    /** The counters of one scenario. */
    private static final class Own {
        private final int runs;
        private final int[] sometimes;

        Own(int runs, int[] sometimes) {
            this.runs = runs;
            this.sometimes = sometimes;
        }
    }

    private final Tallies tallies = new Tallies();
    private final Completions completions = new Completions(tallies);
    private final PathWatch paths = new PathWatch(completions);
    private final CountedChoices choices = new CountedChoices(tallies);
    private final Map<String, Own> scenarios = new LinkedHashMap<>();
    private final Set<String> drivers = new LinkedHashSet<>();
    private @Nullable Counted[] routines = new Counted[RoutineContract.indexCount() + 16];
    private final int[] irps = new int[IRP_STATES * IRP_STATES];
    private @Nullable Own own;
    private int met = Tallies.NONE; // what the fault that strikes next has met
    private int known;

    /** A run of a scenario begins. */
    public void begin(Scenario scenario) {
        paths.clear();
        met = Tallies.NONE;
        Own counters = scenarios.get(scenario.name());
        if (counters == null) {
            counters = declare(scenario);
            scenarios.put(scenario.name(), counters);
        }
        own = counters;
        known = tallies.size();
        choices.begin();
    }

    /** Counts the answers of a chooser too, from now on until another is given. */
    public Chooser counting(Chooser chooser) {
        return choices.of(chooser);
    }

    /** The run that was begun last has ended so. */
    public void ended(RunResult result) {
        Own counters = own;
        if (counters != null) {
            tallies.count(counters.runs);
            List<Boolean> reached = result.sometimes();
            for (int i = 0; i < reached.size(); i++) {
                if (reached.get(i)) {
                    tallies.count(counters.sometimes[i]);
                }
            }
        }
    }

    /**
     * How much of the run that was begun last was new to this recorder: entries that no run before
     * had, and steps that overtook others which they had never overtaken.
     */
    public long novelty() {
        return tallies.size() - known + choices.novelty();
    }

    /** Takes what was counted since the last time. */
    public Coverage take() {
        Coverage taken = new Coverage();
        tallies.drain(taken);
        return taken;
    }

    @Override
    public void delivered(Message message) {
        switch (message) {
            case Call call -> called(call);
            case Return answer -> returned(answer);
        }
    }

    private void called(Call call) {
        Counted routine = routine(call.contract());
        tallies.count(routine.calls);
        if (routine.isCallback && !call.to().isOfUserMode()) {
            callback(routine, call);
        }
        if (routine.isOnPaths || call.kind() == CallKind.CANCEL) {
            Call outer = call.outer();
            Footprint footprint = call.to().machine().footprint();
            boolean noted = footprint.pause(); // whoever only counts reads nothing
            paths.called(routine, call, outer == null ? null : routine(outer.contract()));
            footprint.resume(noted);
        }
    }

    private void returned(Return answer) {
        Call call = answer.call();
        Counted routine = routine(call.contract());
        if (routine.isOnPaths) {
            Footprint footprint = call.to().machine().footprint();
            boolean noted = footprint.pause();
            paths.returned(routine, answer);
            footprint.resume(noted);
        } else {
            completions.atReturn(routine, answer);
        }
    }

    private void callback(Counted routine, Call call) {
        Strand strand = call.strand();
        boolean isNested = call.depth() > 0;
        String driver = call.to().component();
        long where =
                (long) strand.irql().getNumber() << 16
                        | strand.processorNumber() << 8
                        | (long) strand.kind().words().hashCode() << 32
                        | (isNested ? 1 : 0);
        if (driver.equals(routine.driver) && where == routine.where) {
            tallies.count(routine.callback);
            return;
        }
        long key = Site.join(CALLBACK + driver.hashCode(), routine.contract.key() ^ where);
        int number = tallies.find(key);
        if (number == Tallies.NONE) {
            number =
                    drivers.contains(driver)
                            ? tallies.add(key, callback(routine, driver, strand, isNested))
                            : tallies.ignore(key);
        }
        routine.driver = driver;
        routine.where = where;
        routine.callback = number;
        tallies.count(number);
    }

    private static Entry callback(Counted routine, String driver, Strand strand, boolean isNested) {
        String how =
                "%s, processor %d, %s %s"
                        .formatted(
                                strand.irql(),
                                strand.processorNumber(),
                                isNested ? "nested in a" : "begins a",
                                strand.kind().words());
        return new Entry(Kind.CALLBACKS, driver, routine.contract.name(), how);
    }

    @Override
    public void changed(String noun, String from, String to) {
        long key = Site.join(Site.join(CHANGE, noun.hashCode()), from.hashCode());
        key = Site.join(key, to.hashCode());
        int number = tallies.find(key);
        tallies.count(
                number == Tallies.NONE
                        ? tallies.add(key, new Entry(Kind.TRANSITIONS, noun, from, to))
                        : number);
    }

    // Of IRPs there are many: their transitions are found without a key.
    @Override
    public void changed(IrpState from, IrpState to) {
        int at = from.number() * IRP_STATES + to.number();
        int number = irps[at];
        if (number == Tallies.NONE) {
            number =
                    tallies.of(
                            new Entry(
                                    Kind.TRANSITIONS, StateMachine.IRP, from.words(), to.words()));
            irps[at] = number;
        }
        tallies.count(number);
    }

    @Override
    public void met(String fault, Call call) {
        long key = Site.join(Site.join(MET, fault.hashCode()), call.path());
        int number = tallies.find(key);
        if (number == Tallies.NONE) {
            Call outer = call.outer();
            String site =
                    "%s by %s%s #%08x"
                            .formatted(
                                    call.contract().name(),
                                    call.from(),
                                    outer == null ? "" : " in " + outer.contract().name(),
                                    (int) key);
            number = site(key, fault, site);
        }
        tallies.count(number);
        met = number;
    }

    @Override
    public void metPending(String fault, Call begun) {
        met(fault, begun);
    }

    @Override
    public void met(String fault, String from, String to, String frame) {
        long link = Site.join(from.hashCode(), to.hashCode());
        long key = Site.join(Site.join(MET, fault.hashCode()), Site.join(link, frame.hashCode()));
        int number = tallies.find(key);
        if (number == Tallies.NONE) {
            number = site(key, fault, frame + " from " + from + " to " + to);
        }
        tallies.count(number);
        met = number;
    }

    private int site(long key, String fault, String site) {
        return tallies.add(
                key,
                new Entry(Kind.FAULT_SITES, fault, site, Sites.MET),
                new Entry(Kind.FAULT_SITES, fault, site, Sites.STRUCK));
    }

    @Override
    public void struck(String fault) {
        if (met != Tallies.NONE && tallies.entry(met).subject().equals(fault)) {
            tallies.count(met + 1);
        }
        met = Tallies.NONE;
        tallies.count(tallies.of(new Entry(Kind.FAULTS, fault)));
    }

    @Override
    public void violated(Violation violation) {
        tallies.count(tallies.of(new Entry(Kind.BROKEN, violation.rule().id())));
    }

    private Counted routine(RoutineContract contract) {
        int index = contract.index();
        if (index >= routines.length) {
            routines = Arrays.copyOf(routines, 2 * index);
        }
        Counted routine = routines[index];
        if (routine == null) {
            routine = new Counted(contract, tallies.of(new Entry(Kind.CALLS, contract.name())));
            routines[index] = routine;
        }
        return routine;
    }

    // What the scenario says that could come.
    private Own declare(Scenario scenario) {
        scenario.faults().names().forEach(name -> tallies.of(new Entry(Kind.FAULTS, name)));
        for (DriverSpec driver : scenario.world().drivers()) {
            drivers.add(driver.name());
            for (MachineSpec machine : scenario.world().machines()) {
                for (int i = 0; i < machine.processors() && runsOn(driver, machine); i++) {
                    tallies.of(new Entry(Kind.PROCESSORS, driver.name(), "processor " + i));
                }
            }
        }
        int[] sometimes =
                PropertyText.sometimes(scenario).stream()
                        .mapToInt(text ->
                                tallies.of(new Entry(Kind.SOMETIMES, scenario.name(), text)))
                        .toArray();
        return new Own(tallies.of(new Entry(Kind.RUNS, scenario.name())), sometimes);
    }

    private static boolean runsOn(DriverSpec driver, MachineSpec machine) {
        return machine.names().stream().anyMatch(driver.on()::contains);
    }
}
