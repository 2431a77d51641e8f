package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of a run besides the verifier's rules. */
public sealed interface Property {
    Where where();

    /** A rule of the verifier, which the scenario wants to see evaluated. */
    record Always(String rule, Where where) implements Property {}

    /**
     * A checker over the whole run.
     *
     * @param of what it looks at; null for everything
     */
    record Checked(String checker, @Nullable Place of, Where where) implements Property {}

    /** This never happens. */
    record Never(Moment moment, Where where) implements Property {}

    /** This happens so often. */
    record Counts(Moment moment, CountRange is, Where where) implements Property {}

    /** These happen one after another; other things may lie between. */
    record InOrder(List<Moment> moments, Where where) implements Property {
        public InOrder {
            moments = List.copyOf(moments);
        }
    }

    /** This comes true in time, counted from the calm. */
    record Eventually(Goal that, TimeSpan within, Where where) implements Property {}

    /** This happens in at least one run of many. */
    record Sometimes(Moment moment, Where where) implements Property {}

    /** A rule that may be violated here. */
    record Except(String rule, String reason, Where where) implements Property {}

    /** What must come true. */
    sealed interface Goal {
        /** A goal that has a name: {@code all-operations-finished}. */
        record Named(String name) implements Goal {}

        /** Something happens. */
        record Happens(Moment moment) implements Goal {}
    }
}
