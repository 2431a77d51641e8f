package dev.irpflow.sim.scenario.load;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.BugCheckCode;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads moments: one noun for waits, faults and properties. */
final class Moments {
    private static final List<String> MESSAGES =
            Arrays.stream(Moment.Kind.values()).map(Moment.Kind::word).toList();
    private static final List<String> NOUNS = nouns();
    private static final String EVERY = "every ";

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final Routines routines;
    private final Results results;

    Moments(Scope scope, Scalars scalars, Places places, Routines routines, Results results) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.routines = routines;
        this.results = results;
    }

    private static List<String> nouns() {
        var nouns = new ArrayList<>(MESSAGES);
        nouns.addAll(List.of("frame", "fault", "bug-check", "violation"));
        return List.copyOf(nouns);
    }

    /** A moment, which a routine's name alone may stand for; null if it cannot be told which. */
    @Nullable Moment read(Node node) {
        if (node instanceof Scalar) {
            Target target = routines.momentTarget(node);
            return new Moment.Message(
                    Moment.Kind.CALL, target, List.of(), null, null, null, node.where());
        }
        Keys keys = scope.keys(node, "a moment");
        if (!(node instanceof Mapping mapping)) {
            return null;
        }
        Moment moment = of(mapping, keys);
        if (moment != null) {
            keys.done();
        }
        return moment;
    }

    /** The noun among the keys of a mapping; other keys are left for the caller. */
    @Nullable Moment of(Mapping mapping, Keys keys) {
        List<String> found = NOUNS.stream().filter(keys::has).toList();
        if (found.isEmpty() && keys.has("state")) {
            keys.later("state");
            return null;
        }
        if (found.size() != 1) {
            scope.problem(mapping.where(), wrongNouns(mapping, found));
            return null;
        }
        String noun = found.getFirst();
        Mapping.Entry entry = keys.takeVerb(noun);
        for (Moment.Kind kind : Moment.Kind.values()) {
            if (kind.word().equals(noun)) {
                return message(kind, entry, keys);
            }
        }
        return other(noun, entry, keys);
    }

    private static String wrongNouns(Mapping mapping, List<String> found) {
        if (!found.isEmpty()) {
            return "%s and %s: a moment is exactly one thing".formatted(found.get(0), found.get(1));
        }
        List<String> names = mapping.entries().stream().map(Mapping.Entry::name).toList();
        String meant =
                names.stream()
                        .map(name -> Nearest.hint(name, NOUNS))
                        .filter(hint -> !hint.isEmpty())
                        .findFirst()
                        .orElse("");
        return "a moment is one of %s, with on, nth, status, irql.%s"
                .formatted(Names.list(NOUNS), meant);
    }

    private Moment message(Moment.Kind kind, Mapping.Entry entry, Keys keys) {
        Target target = routines.momentTarget(entry.value());
        var on = places.places(keys.take("on"));
        Nth nth = nthIfGiven(keys.take("nth"));
        var status = results.readIfGiven(keys.take("status"));
        Node irql = keys.take("irql");
        if (status != null && kind != Moment.Kind.RETURN && kind != Moment.Kind.COMPLETION) {
            scope.problem(
                    entry.key().where(),
                    "a %s has no status yet; write return or completion".formatted(kind.word()));
        }
        return new Moment.Message(
                kind,
                target,
                on,
                nth,
                status,
                irql == null ? null : irql(irql),
                entry.key().where());
    }

    private Moment other(String noun, Mapping.Entry entry, Keys keys) {
        Where where = entry.key().where();
        Node on = keys.take("on");
        Nth nth = nthIfGiven(keys.take("nth"));
        return switch (noun) {
            case "frame" -> {
                String frame = scalars.oneOf(entry.value(), scope.vocabulary().frames(), "frame");
                List<Link> links = places.links(on);
                if (links.size() > 1) {
                    scope.problem(where, "a moment is on one link");
                }
                yield new Moment.Frame(
                        frame, links.isEmpty() ? null : links.getFirst(), nth, where);
            }
            case "fault" -> {
                String fault = scalars.name(entry.value(), "the name of a fault");
                scope.signals().useFault(fault, entry.value().where());
                if (on != null) {
                    scope.problem(where, "a fault has its place itself; leave `on` out");
                }
                yield new Moment.FaultStrikes(fault, nth, where);
            }
            case "bug-check" ->
                    new Moment.BugCheck(bugCheck(entry.value()), places.places(on), nth, where);
            default -> new Moment.Violation(rule(entry.value()), places.places(on), nth, where);
        };
    }

    /** The id of a rule of the verifier. */
    String rule(Node node) {
        return scalars.oneOf(node, scope.vocabulary().rules(), "rule");
    }

    BugCheckCode bugCheck(Node node) {
        return scalars.read(
                node,
                "a bug check, like 0xC9/0x23E",
                text -> BugChecks.parse(scope.vocabulary(), text),
                new BugCheckCode(0, null));
    }

    Irql irql(Node node) {
        List<String> names =
                Arrays.stream(Irql.values())
                        .filter(level -> level != Irql.UNRECOGNIZED)
                        .map(Irql::name)
                        .toList();
        String name = scalars.oneOf(node, names, "IRQL");
        return name.isEmpty() ? Irql.PASSIVE_LEVEL : Irql.valueOf(name);
    }

    @Nullable Nth nthIfGiven(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(
                        node, "an occurrence: 3, 3..5 or every 4", Moments::nth, new Nth.Only(1));
    }

    private static Parsed<Nth> nth(String text) {
        if (text.startsWith(EVERY)) {
            return Numbers.ordinal(text.substring(EVERY.length())).map(Nth.Every::new);
        }
        if (!text.contains("..")) {
            return Numbers.ordinal(text).map(Nth.Only::new);
        }
        return Numbers.countRange(text)
                .then((CountRange range) ->
                        range.least() == 0
                                ? Parsed.bad("0 is too small; counting starts at 1")
                                : Parsed.good(new Nth.Between(range.least(), range.most())));
    }
}
