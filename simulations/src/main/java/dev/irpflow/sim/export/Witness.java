package dev.irpflow.sim.export;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.run.FailureSite;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.StepText;
import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Order.Noun;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Watches a run that is played by its answers: what was chosen, and what struck where. */
final class Witness extends ChooserOver implements Pool.Order, RunObserver {
    private static final String STEPS = "main"; // the thread of a scenario's steps

    private final KeptOrder order = new KeptOrder();
    private final List<Entry> ways = new ArrayList<>();
    private final List<FailedCall> failed = new ArrayList<>();
    private final Map<String, Met> faults = new LinkedHashMap<>();
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final Map<String, Long> calls = new LinkedHashMap<>(); // by routine and machine
    private final Map<String, Set<Long>> waits = new LinkedHashMap<>(); // lengths, by place
    private boolean stepsHaveBegun;

    /** What a fault has met, and which of that it has struck, counted from 1. */
    static final class Met {
        private long subjects;
        private final List<Long> struck = new ArrayList<>();

        long subjects() {
            return subjects;
        }

        List<Long> struck() {
            return struck;
        }
    }

    /**
     * A call that {@code each-site} let fail.
     *
     * @param nth which call of its routine there, from the first step on; 0 for one before that
     */
    record FailedCall(String routine, String machine, long nth, String status, int code) {}

    Witness(Chooser answers) {
        super(answers);
    }

    KeptOrder order() {
        return order;
    }

    /** The ways that were taken other than the boring ones. */
    List<Entry> ways() {
        return ways;
    }

    List<FailedCall> failed() {
        return failed;
    }

    /** For how long the step at a place has waited, in nanoseconds; null if not always as long. */
    @Nullable Long waited(Where step) {
        Set<Long> lengths = waits.getOrDefault(step.toString(), Set.of());
        return lengths.size() == 1 ? lengths.iterator().next() : null;
    }

    @Override
    public void waits(Where step, long lengthNs) {
        waits.computeIfAbsent(step.toString(), place -> new TreeSet<>()).add(lengthNs);
    }

    /** What each fault has met, by name. */
    Map<String, Met> faults() {
        return faults;
    }

    @Override
    public int next(Options options) {
        return NO_MATTER;
    }

    @Override
    public void takes(String what, boolean isEvent) {
        StepText step = StepText.of(what, isEvent);
        stepsHaveBegun |= STEPS.equals(step.thread());
        order.takes(step);
    }

    @Override
    public int choose(long site, Options options) {
        int answer = super.choose(site, options);
        if (options instanceof FailureSite failure) {
            failure(failure, answer);
        } else if (options.kind() == Options.Kind.WAYS) {
            long nth = asked.merge(options.question(), 1L, Long::sum);
            if (answer != 0) {
                String way = StepText.way(options, answer);
                ways.add(
                        new Entry(
                                Noun.WAY,
                                options.question(),
                                way,
                                null,
                                null,
                                nth,
                                false,
                                Where.whole("export")));
            }
        } else if (answer != 0) {
            order.chosen(
                    StepText.of(options.describe(answer), options.isEvent(answer)),
                    StepText.of(options.describe(0), options.isEvent(0)));
        }
        return answer;
    }

    private void failure(FailureSite site, int answer) {
        Call call = site.call();
        String routine = call.contract().name();
        String machine = call.to().machine().name();
        long nth = stepsHaveBegun ? calls.merge(machine + " " + routine, 1L, Long::sum) : 0;
        if (answer != 0) {
            failed.add(
                    new FailedCall(routine, machine, nth, site.status(answer), site.code(answer)));
        }
    }

    @Override
    public void met(String fault, Call call) {
        met(fault).subjects++;
    }

    @Override
    public void met(String fault, String from, String to, String frame) {
        met(fault).subjects++;
    }

    @Override
    public void struck(String fault) {
        Met met = met(fault);
        met.struck.add(met.subjects);
    }

    private Met met(String fault) {
        return faults.computeIfAbsent(fault, name -> new Met());
    }

    @Override
    public void delivered(Message message) {}

    @Override
    public void changed(String noun, String from, String to) {}

    @Override
    public void violated(Violation violation) {}
}
