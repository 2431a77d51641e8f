package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a fault strikes. Which adverbs are allowed depends on the verb (a cut link has no
 * occurrences to count) and on the context (what is injected begins now).
 */
final class FaultTermsReader {
    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final Moments moments;

    FaultTermsReader(Scope scope, Scalars scalars, Places places, Moments moments) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.moments = moments;
    }

    /** Where a fault stands. */
    enum Context {
        /** Under {@code faults}. */
        LISTED,
        /** In a storm, which chooses by weight and says when. */
        IN_STORM,
        /** In a step, which says when. */
        INJECTED
    }

    /** What a fault is about, which decides what can be said of it. */
    enum Allowed {
        FRAMES,
        LINK,
        CALL,
        SITE,
        MACHINE,
        GROUP
    }

    FaultTerms read(Keys keys, Allowed allowed, Context context) {
        boolean counted =
                allowed == Allowed.CALL || allowed == Allowed.FRAMES || allowed == Allowed.SITE;
        boolean timed = context == Context.LISTED;
        Node on = allowed == Allowed.CALL || allowed == Allowed.SITE ? keys.take("on") : null;
        List<Place> where = places.places(on);
        Node name = keys.take("name");
        Node nth = counted && context != Context.IN_STORM ? keys.take("nth") : null;
        Node chance =
                allowed == Allowed.CALL || allowed == Allowed.GROUP ? keys.take("chance") : null;
        Node at = timed ? keys.take("at") : null;
        Node during = timed && allowed != Allowed.MACHINE ? keys.take("during") : null;
        Node when = timed ? keys.take("when") : null;
        Node lasts = allowed == Allowed.MACHINE ? null : keys.take("for");
        Node atMost = context == Context.IN_STORM ? null : keys.take("at-most");
        Node weight = context == Context.IN_STORM ? keys.take("weight") : null;
        Node mayMiss = context == Context.IN_STORM ? null : keys.take("may-miss");
        exclude(at, "at", when, "when");
        exclude(at, "at", during, "during");
        exclude(during, "during", when, "when");
        exclude(nth, "nth", chance, "chance");
        return new FaultTerms(
                name(name),
                where,
                nth(nth),
                chance(chance),
                range(at),
                range(during),
                moment(when),
                length(lasts),
                atMost == null ? null : number(atMost),
                weight == null ? 1 : number(weight),
                mayMiss != null && scalars.truth(mayMiss));
    }

    private void exclude(@Nullable Node one, String name, @Nullable Node other, String otherName) {
        if (one != null && other != null) {
            scope.problem(other.where(), "%s and %s exclude each other".formatted(name, otherName));
        }
    }

    private @Nullable String name(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String name = scalars.name(node, "a name");
        if (!name.isEmpty()) {
            scope.signals().declareFault(name, node.where());
        }
        return name;
    }

    private @Nullable Nth nth(@Nullable Node node) {
        return moments.nthIfGiven(node);
    }

    private @Nullable Share chance(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a share, like 1 %", Quantities::share, new Share(0));
    }

    private @Nullable TimeRange range(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a duration or a range", Quantities::timeRange, NO_TIME);
    }

    private @Nullable TimeRange length(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a duration or a range", FaultTermsReader::lasting, NO_TIME);
    }

    private static Parsed<TimeRange> lasting(String text) {
        Parsed<TimeRange> read = Quantities.timeRange(text);
        return read instanceof Parsed.Good<TimeRange>(TimeRange range) && range.most().nanos() == 0
                ? Parsed.bad("for: %s ends it before it does anything".formatted(text))
                : read;
    }

    private @Nullable Moment moment(@Nullable Node node) {
        return node == null ? null : moments.read(node);
    }

    private long number(Node node) {
        return scalars.read(node, "a number of at least 1", Numbers::ordinal, 1L);
    }
}
