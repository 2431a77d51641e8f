package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Order.Noun;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the order in which steps come. */
final class OrderReader {
    /** Nothing comes in an order of its own, and nothing is left to choose. */
    private static final String BORING = "boring";

    private static final List<String> NOUNS = Arrays.stream(Noun.values()).map(Noun::word).toList();

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final Routines routines;
    private final Moments moments;

    OrderReader(Scope scope, Scalars scalars, Places places, Routines routines, Moments moments) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.routines = routines;
        this.moments = moments;
    }

    /** The order; null if there is none. */
    @Nullable Order read(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar) {
            scalars.oneOf(node, List.of(BORING), "order");
            return new Order(List.of());
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, Entry> known = new LinkedHashMap<>();
        for (Node item : scalars.list(node, "a list of steps, or " + BORING)) {
            Entry entry = entry(item);
            if (entry == null) {
                continue;
            }
            Entry before = known.putIfAbsent(entry.written(), entry);
            if (before != null) {
                scope.problem(
                        item.where(),
                        "%s stands there already, at %s; each occurrence comes once: say nth"
                                .formatted(entry.written(), before.where()));
            }
            entries.add(entry);
        }
        return new Order(entries);
    }

    private @Nullable Entry entry(Node node) {
        Keys keys = scope.keys(node, "a step of `order`");
        if (!(node instanceof Mapping mapping)) {
            return null;
        }
        List<String> found = NOUNS.stream().filter(keys::has).toList();
        if (found.size() != 1) {
            List<String> names = mapping.entries().stream().map(Mapping.Entry::name).toList();
            scope.problem(
                    mapping.where(),
                    found.isEmpty()
                            ? "a step of `order` is one of %s, with on, thread, nth; found only %s"
                                    .formatted(Names.list(NOUNS), Names.list(names))
                            : "%s and %s: a step of `order` is exactly one thing"
                                    .formatted(found.get(0), found.get(1)));
            return null;
        }
        Noun noun = Noun.valueOf(found.getFirst().toUpperCase(Locale.ROOT));
        Mapping.Entry entry = keys.takeVerb(noun.word());
        String what =
                switch (noun) {
                    case CALL, RETURN -> routine(entry.value());
                    case ACCESS, DUE, WAY -> scalars.text(entry.value(), "words of the trace");
                };
        String takes = null;
        if (noun == Noun.WAY) {
            Node way = keys.require("takes", "which way");
            takes = way instanceof Refused ? "" : scalars.text(way, "which way");
        }
        boolean hasThread = noun != Noun.DUE && noun != Noun.WAY;
        Node on = hasThread ? keys.take("on") : null;
        Node thread = hasThread ? keys.take("thread") : null;
        Nth nth = moments.nthIfGiven(keys.take("nth"));
        Node mayMiss = keys.take("may-miss");
        if (nth != null && !(nth instanceof Nth.Only)) {
            scope.problem(entry.key().where(), "nth is one number here: an occurrence comes once");
        }
        keys.done();
        return new Entry(
                noun,
                what,
                takes,
                on == null ? null : places.machine(on),
                thread == null ? null : scalars.text(thread, "the name of a thread"),
                nth instanceof Nth.Only(long number) ? number : 1,
                mayMiss != null && scalars.truth(mayMiss),
                entry.key().where());
    }

    private String routine(Node node) {
        return switch (routines.momentTarget(node)) {
            case Target.Routine(String name) -> name;
            case Target.Script(String _, String name) -> name;
            case Target.AnyCall(), Target.AnyCompletion() -> {
                scope.problem(node.where(), "a step of `order` is a routine, not any of them");
                yield "";
            }
        };
    }
}
