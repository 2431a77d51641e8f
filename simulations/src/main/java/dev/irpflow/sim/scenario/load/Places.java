package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Link.Direction;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads machines, places on them and links between them; all must be there. */
final class Places {
    private static final long MOST_LINKS = 10_000;
    private static final Place NOWHERE = new Place("", null);
    private static final String PLACE = "a place, like client or client/wsk";
    private static final String LINK = "a link, like a <-> b or a -> b";

    private final Scope scope;
    private final Scalars scalars;

    Places(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /** One machine; a name that stands for many is not enough. */
    String machine(Node node) {
        Literal literal = scalars.literal(node, "a machine");
        return literal == null ? "" : single(literal, literal.text());
    }

    private String single(Literal literal, String name) {
        Long count = scope.machines().get(name);
        if (count != null && count > 1) {
            tell(
                    literal,
                    "%1$s stands for %2$d machines; say which, from %1$s-1 to %1$s-%2$d"
                            .formatted(name, count));
            return name;
        }
        return known(literal, name);
    }

    /** A machine, or a name that stands for many. */
    String machineOrMany(Node node) {
        Literal literal = scalars.literal(node, "a machine");
        return literal == null ? "" : known(literal, literal.text());
    }

    private String known(Literal literal, String name) {
        if (!isMachine(name)) {
            List<String> names = List.copyOf(scope.machines().keySet());
            tell(
                    literal,
                    "%s: no such machine. The machines: %s.%s"
                            .formatted(
                                    Scalar.shown(name),
                                    Names.list(names),
                                    Nearest.hint(name, names)));
        }
        return name;
    }

    /** Whether there is a machine, or are machines, of this name. */
    boolean isMachine(String name) {
        if (scope.isIncomplete() || scope.machines().containsKey(name)) {
            return true;
        }
        int hyphen = name.lastIndexOf('-');
        Long count = hyphen < 0 ? null : scope.machines().get(name.substring(0, hyphen));
        return count != null
                && count > 1
                && Numbers.ordinal(name.substring(hyphen + 1))
                        instanceof Parsed.Good<Long>(Long number)
                && number <= count;
    }

    /** Where a step runs: one machine, or a driver on it. */
    Place stepPlace(Node node) {
        return place(node, true);
    }

    private Place place(Node node, boolean single) {
        Literal literal = scalars.literal(node, PLACE);
        if (literal == null) {
            return NOWHERE;
        }
        if (literal.text().contains("->")) {
            tell(literal, literal.text() + " is a link; wanted " + PLACE);
            return NOWHERE;
        }
        int slash = literal.text().indexOf('/');
        String machine = slash < 0 ? literal.text() : literal.text().substring(0, slash);
        String known = single ? single(literal, machine) : known(literal, machine);
        if (single && slash >= 0) {
            tell(literal, "steps run in the application of a machine; write " + machine);
        }
        return new Place(
                known, slash < 0 ? null : component(literal, literal.text().substring(slash + 1)));
    }

    /** The machines that a name stands for: itself, or {@code name-1} and on. */
    List<String> names(String machine) {
        long count = scope.machines().getOrDefault(machine, 1L);
        if (count == 1) {
            return List.of(machine);
        }
        return LongStream.rangeClosed(1, count).mapToObj(i -> machine + "-" + i).toList();
    }

    private String component(Literal literal, String name) {
        var names = new ArrayList<String>();
        scope.vocabulary().subsystems().stream().map(SubsystemSpec::name).forEach(names::add);
        names.addAll(scope.drivers().keySet());
        if (!names.contains(name) && !scope.isIncomplete()) {
            tell(
                    literal,
                    "%s: no such component. Subsystems and drivers: %s.%s"
                            .formatted(
                                    Scalar.shown(name),
                                    Names.list(names),
                                    Nearest.hint(name, names)));
        }
        return name;
    }

    /** One place or a list of them; none if the node is not there. */
    List<Place> places(@Nullable Node node) {
        var places = new ArrayList<Place>();
        if (node != null) {
            for (Node item : Scalars.items(node)) {
                Place place = place(item, false);
                for (String machine : names(place.machine())) {
                    places.add(new Place(machine, place.component()));
                }
            }
        }
        return places;
    }

    /** One link or a list of them; none if the node is not there. */
    List<Link> links(@Nullable Node node) {
        var links = new ArrayList<Link>();
        if (node != null) {
            for (Node item : Scalars.items(node)) {
                Literal literal = scalars.literal(item, LINK);
                if (literal != null) {
                    links.addAll(each(link(literal), item.where()));
                }
            }
        }
        return links;
    }

    /** The links that a key of {@code network} names: several where a name stands for many. */
    List<Link> links(Scalar key) {
        return each(link(new Literal(key.text(), key.where(), "")), key.where());
    }

    private List<Link> each(Link link, Where where) {
        long senders = scope.machines().getOrDefault(link.from(), 1L);
        long receivers = scope.machines().getOrDefault(link.to(), 1L);
        if (senders * receivers > MOST_LINKS) {
            scope.problem(
                    where,
                    "%s stands for %d links; at most %d can be named, so say it of all, as default"
                            .formatted(link.written(), senders * receivers, MOST_LINKS));
            return List.of(link);
        }
        var links = new ArrayList<Link>();
        for (String from : names(link.from())) {
            for (String to : names(link.to())) {
                var one = new Link(from, to, link.direction());
                var back = new Link(to, from, link.direction());
                boolean twice = link.direction() == Direction.BOTH_WAYS && links.contains(back);
                if ((!from.equals(to) || senders * receivers == 1) && !twice) {
                    links.add(one);
                }
            }
        }
        return links;
    }

    private Link link(Literal literal) {
        boolean both = literal.text().contains(" <-> ");
        String arrow = both ? " <-> " : " -> ";
        int at = literal.text().indexOf(arrow);
        if (at < 0) {
            tell(literal, Scalar.shown(literal.text()) + " is not " + LINK);
            return new Link("", "", Direction.BOTH_WAYS);
        }
        String from = known(literal, literal.text().substring(0, at).strip());
        String to = known(literal, literal.text().substring(at + arrow.length()).strip());
        if (from.equals(to) && scope.machines().getOrDefault(from, 1L) == 1) {
            tell(literal, "a link goes from one machine to another");
        }
        return new Link(from, to, both ? Direction.BOTH_WAYS : Direction.ONE_WAY);
    }

    private void tell(Literal literal, String text) {
        scope.problem(literal.where(), literal.parameter() + text);
    }

    /** The only machine; null, and a problem told, if there are several. */
    @Nullable Place only(Where where) {
        if (scope.machines().size() == 1) {
            var only = scope.machines().entrySet().iterator().next();
            if (only.getValue() == 1) {
                return new Place(only.getKey(), null);
            }
        }
        if (!scope.isIncomplete()) {
            scope.problem(
                    where,
                    "no `on`; it may be left out only where there is one machine, and here are: "
                            + Names.list(List.copyOf(scope.machines().keySet())));
        }
        return null;
    }
}
