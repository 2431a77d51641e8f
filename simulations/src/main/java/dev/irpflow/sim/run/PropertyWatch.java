package dev.irpflow.sim.run;

import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Property;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches the properties of a scenario, and says at the end which of them did not come true. */
final class PropertyWatch {
    private record Counted(Property.Counts property, Moments.Watch watch) {}

    private static final class Ordered {
        private final Property.InOrder property;
        private int reached;

        Ordered(Property.InOrder property) {
            this.property = property;
        }
    }

    private final ScenarioRun run;
    private final Moments moments;
    private final List<Counted> counted = new ArrayList<>();
    private final List<Ordered> ordered = new ArrayList<>();
    private final List<Moments.Watch> sometimes = new ArrayList<>();
    private final List<Property.Eventually> owed = new ArrayList<>();
    private long neverSeen;
    private @Nullable Runnable whenNothingIsOwed;

    PropertyWatch(ScenarioRun run, Moments moments) {
        this.run = run;
        this.moments = moments;
    }

    void watch(List<Property> properties) {
        for (Property property : properties) {
            switch (property) {
                case Property.Never never -> ruleOut(never);
                case Property.Counts counts ->
                        counted.add(
                                new Counted(
                                        counts,
                                        moments.watch(counts.moment(), (occurrence, at) -> {})));
                case Property.InOrder inOrder -> watchOrder(new Ordered(inOrder));
                case Property.Sometimes wanted ->
                        sometimes.add(moments.watch(wanted.moment(), (occurrence, at) -> {}));
                case Property.Eventually eventually -> owe(eventually);
                case Property.Always always -> run.checked(); // the verifier's rules are always on
                case Property.Checked checker -> run.checked();
                case Property.Except except -> run.breaches().except(except.rule());
            }
        }
    }

    /** The faults are over: what is owed has its time from now on. */
    void calm() {
        for (Property.Eventually eventually : owed) {
            run.deadline(
                    eventually.within().nanos(),
                    "eventually",
                    () -> {
                        if (owed.contains(eventually) && !isTrue(eventually)) {
                            notInTime(eventually);
                        }
                    });
        }
    }

    /** Whether something is owed that still has its time. */
    boolean haveTime() {
        return !owed.isEmpty();
    }

    /** The run is over: what counts and orders demand must have come true. */
    void end() {
        for (long i = 0; i < neverSeen; i++) {
            run.checked(); // it was looked for all the time
        }
        for (Counted each : counted) {
            run.checked();
            long count = each.watch().occurrences();
            if (!each.property().is().includes(count)) {
                run.broke(
                        ScenarioRule.COUNTS,
                        each.property().where(),
                        "it happened %d times; expected %s"
                                .formatted(count, each.property().is().written()),
                        null);
            }
        }
        for (Ordered each : ordered) {
            run.checked();
            if (each.reached < each.property.moments().size()) {
                run.broke(
                        ScenarioRule.IN_ORDER,
                        each.property.where(),
                        "moment %d of %d did not come after those before it"
                                .formatted(each.reached + 1, each.property.moments().size()),
                        null);
            }
        }
        for (Property.Eventually eventually : List.copyOf(owed)) {
            run.checked();
            if (!isTrue(eventually)) {
                notInTime(eventually);
            }
        }
    }

    List<Boolean> sometimes() {
        return sometimes.stream().map(Moments.Watch::hasCome).toList();
    }

    /** Runs this when every moment that is owed has come. */
    void whenNothingIsOwed(Runnable action) {
        whenNothingIsOwed = action;
        look();
    }

    private void look() {
        Runnable action = whenNothingIsOwed;
        boolean waits =
                owed.stream().anyMatch(each -> each.that() instanceof Property.Goal.Happens);
        if (action != null && !waits) {
            whenNothingIsOwed = null;
            action.run();
        }
    }

    private void ruleOut(Property.Never never) {
        neverSeen++;
        moments.watch(
                never.moment(),
                (occurrence, at) ->
                        run.broke(
                                ScenarioRule.NEVER,
                                never.where(),
                                "what is ruled out happened",
                                at));
    }

    // The last moment is watched first: one message brings an order on by one moment only.
    private void watchOrder(Ordered order) {
        ordered.add(order);
        List<Moment> wanted = order.property.moments();
        for (int i = wanted.size() - 1; i >= 0; i--) {
            int index = i;
            moments.watch(wanted.get(i), (occurrence, at) -> came(order, index));
        }
    }

    private static void came(Ordered order, int index) {
        if (order.reached == index) {
            order.reached++;
        }
    }

    private void owe(Property.Eventually eventually) {
        owed.add(eventually);
        if (eventually.that() instanceof Property.Goal.Happens happens) {
            moments.watch(
                    happens.moment(),
                    (occurrence, at) -> {
                        if (owed.remove(eventually)) {
                            run.checked();
                            run.later("owed", this::look);
                        }
                    });
        }
    }

    private boolean isTrue(Property.Eventually eventually) {
        return switch (eventually.that()) {
            case Property.Goal.Named named -> run.stepsAreDone(); // all-operations-finished
            case Property.Goal.Happens happens -> false; // taken off the list when it happened
        };
    }

    private void notInTime(Property.Eventually eventually) {
        owed.remove(eventually);
        String when = eventually.within().written() + " have passed since the calm";
        switch (eventually.that()) {
            case Property.Goal.Named named -> run.stuck(when);
            case Property.Goal.Happens happens ->
                    run.broke(
                            ScenarioRule.EVENTUALLY,
                            eventually.where(),
                            "it had not come true; " + when,
                            null);
        }
    }
}
