package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Where;
import org.jspecify.annotations.Nullable;

/** Reads what may be said of every step: where, under which name, on which processor. */
final class AdverbReader {
    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final Moments moments;

    AdverbReader(Scope scope, Scalars scalars, Places places, Moments moments) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.moments = moments;
    }

    /** The adverbs; a step that does not say where it runs runs where the steps around it do. */
    Adverbs read(Keys keys, @Nullable Place inherited) {
        Node as = keys.take("as");
        Node on = keys.take("on");
        Node processor = keys.take("processor");
        Node irql = keys.take("irql");
        Node about = keys.take("about");
        Node violates = keys.take("violates");
        Node bugChecks = keys.take("bug-checks");
        Place place = on == null ? inherited : places.stepPlace(on);
        if (on != null && scope.script() != null) {
            scope.problem(on.where(), "a script runs where its driver is called; leave `on` out");
        }
        String name = as == null ? "" : scalars.name(as, "a name");
        return new Adverbs(
                scope.script() == null ? place : null,
                name.isEmpty() ? null : name,
                about == null ? null : scalars.text(about, "text"),
                processor == null ? null : processor(processor, place),
                irql == null ? null : moments.irql(irql),
                violates == null ? null : moments.rule(violates),
                bugChecks == null ? null : moments.bugCheck(bugChecks));
    }

    private int processor(Node node, @Nullable Place place) {
        long count = place == null ? 64 : scope.processors(place.machine());
        return scalars.read(
                node,
                "the number of a processor",
                text ->
                        Numbers.count(text)
                                .then(n ->
                                        n < count
                                                ? Parsed.good(n.intValue())
                                                : Parsed.bad(none(n, count))),
                0);
    }

    private static String none(long number, long count) {
        return "there is no processor %d; the machine has %d, counted from 0"
                .formatted(number, count);
    }

    /** A step that acts on a machine; which one must be said, or be clear. */
    void needPlace(Adverbs adverbs, Where where) {
        if (adverbs.on() == null && scope.script() == null) {
            places.only(where);
        }
    }
}
