package dev.irpflow.sim.export;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Violation;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.sim.run.FailureSite;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.StepText;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Order.Noun;
import dev.irpflow.sim.scenario.value.Place;
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
    private final KeptOrder order = new KeptOrder();
    private final List<Entry> ways = new ArrayList<>();
    private final List<FailedCall> failed = new ArrayList<>();
    private final Map<String, Met> faults = new LinkedHashMap<>();
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final List<Gust> gusts = new ArrayList<>();
    private final Map<String, Long> calls = new LinkedHashMap<>(); // by routine and place
    private final Map<String, Set<Long>> waits = new LinkedHashMap<>(); // lengths, by place
    private @Nullable Call newest; // that was met

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
     * @param at where it is from or to
     * @param nth which call of its routine from or to there
     */
    record FailedCall(String routine, Place at, long nth, String status, int code) {}

    /**
     * A gust of a storm that has struck.
     *
     * @param beganNs when it began, in nanoseconds from the first step on
     * @param nth which of what it has met; 0 if it has met nothing
     */
    record Gust(Fault fault, long beganNs, long nth) {}

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

    List<Gust> gusts() {
        return gusts;
    }

    @Override
    public void gustStruck(Fault gust, long beganNs, long nth) {
        gusts.add(new Gust(gust, beganNs, nth));
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
        if (answer != 0) {
            Call call = site.call();
            Place at = place(call);
            String routine = call.contract().name();
            long nth = calls.getOrDefault(key(routine, at), 0L);
            failed.add(new FailedCall(routine, at, nth, site.status(answer), site.code(answer)));
        }
    }

    // A call of the application is told by whom it asks, others by who asks.
    private static Place place(Call call) {
        return of(call.from().component().equals(Blueprint.APPLICATION) ? call.to() : call.from());
    }

    private static Place of(dev.irpflow.kernel.Place at) {
        return new Place(at.machine().name(), at.component());
    }

    private static String key(String routine, Place at) {
        return routine + " " + at.written();
    }

    // Several faults may meet one call; it counts once.
    private void count(Call call) {
        if (call != newest) {
            newest = call;
            String routine = call.contract().name();
            calls.merge(key(routine, of(call.from())), 1L, Long::sum);
            if (call.from() != call.to()) {
                calls.merge(key(routine, of(call.to())), 1L, Long::sum);
            }
        }
    }

    @Override
    public void met(String fault, Call call) {
        count(call);
        met(fault).subjects++;
    }

    @Override
    public void metPending(String fault, Call begun) {
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
