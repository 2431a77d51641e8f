package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Fault.Frames;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Allowed;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads faults: exactly one verb each, with its adverbs. */
final class Faults {
    /** The verbs of this version. */
    static final List<String> VERBS =
            List.of(
                    "lose",
                    "duplicate",
                    "reorder",
                    "corrupt",
                    "cut",
                    "flap",
                    "slow",
                    "fail",
                    "delay",
                    "pend",
                    "cancel",
                    "complete-early",
                    "complete-twice",
                    "never-complete",
                    "raise",
                    "exhaust",
                    "pause",
                    "slow-down",
                    "each-site",
                    "crash",
                    "restart",
                    "skew",
                    "stop",
                    "end-session",
                    "force-close",
                    "storm");

    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final CallFaults calls;
    private final MachineFaults machines;
    private final FaultTermsReader terms;

    Faults(Scope scope, Scalars scalars, Places places, Routines routines, FaultTermsReader terms) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.calls = new CallFaults(scope, scalars, routines, terms);
        this.machines = new MachineFaults(scope, scalars, places, terms);
        this.terms = terms;
    }

    /** Tells what of the faults that were read does not fit the drivers. */
    void check(List<DriverSpec> drivers) {
        machines.check(drivers);
    }

    /** A fault; null, and a problem told, if it has no verb of this version. */
    @Nullable Fault read(Node node, Context context) {
        Keys keys = scope.keys(node, "a fault");
        if (!(node instanceof Mapping mapping)) {
            return null;
        }
        String verb = verb(mapping, keys);
        if (verb == null) {
            if (keys.take("name") instanceof Scalar name) {
                scope.signals().declareFault(name.text(), name.where());
            }
            return null;
        }
        keys = scope.keys(node, "`" + verb + "`");
        Mapping.Entry entry = keys.takeVerb(verb);
        Fault fault = fault(verb, entry, keys, context);
        keys.done();
        return fault;
    }

    private @Nullable String verb(Mapping mapping, Keys keys) {
        List<String> found = VERBS.stream().filter(keys::has).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<String> names = mapping.entries().stream().map(Mapping.Entry::name).toList();
        scope.problem(
                mapping.where(),
                found.isEmpty()
                        ? "a fault has one verb, of %s; found only %s.%s"
                                .formatted(
                                        Names.list(VERBS),
                                        Names.list(names),
                                        names.isEmpty()
                                                ? ""
                                                : Nearest.hint(names.getFirst(), VERBS))
                        : "%s and %s: a fault has exactly one verb"
                                .formatted(found.get(0), found.get(1)));
        return null;
    }

    private Fault fault(String verb, Mapping.Entry entry, Keys keys, Context context) {
        Node value = entry.value();
        Where where = entry.key().where();
        return switch (verb) {
            case "lose" -> {
                Frames frames = frames(keys);
                yield new Fault.Lose(
                        share(value), frames, terms.read(keys, Allowed.FRAMES, context), where);
            }
            case "duplicate" -> {
                Frames frames = frames(keys);
                yield new Fault.Duplicate(
                        share(value), frames, terms.read(keys, Allowed.FRAMES, context), where);
            }
            case "reorder" -> {
                Frames frames = frames(keys);
                TimeRange by = rangeIfGiven(keys.take("by"));
                FaultTerms read = terms.read(keys, Allowed.FRAMES, context);
                yield new Fault.Reorder(share(value), frames, by, read, where);
            }
            case "corrupt", "cut", "flap", "slow", "pause", "slow-down" ->
                    new LastingFaults(scope, scalars, places, terms)
                            .read(verb, entry, keys, context);
            case "crash", "restart", "skew", "stop", "end-session", "force-close" ->
                    machines.read(verb, entry, keys, context);
            case "each-site" -> calls.eachSite(entry, keys, context);
            case "storm" -> storm(entry, keys, context);
            default -> calls.read(verb, entry, keys, context);
        };
    }

    private Fault storm(Mapping.Entry entry, Keys keys, Context context) {
        var faults = new ArrayList<Fault>();
        if (context == Context.IN_STORM) {
            scope.problem(entry.key().where(), "a storm holds no other storm");
        }
        for (Node item : scalars.list(entry.value(), "a list of faults with weight")) {
            Fault fault = read(item, Context.IN_STORM);
            if (fault != null) {
                faults.add(fault);
            }
        }
        FaultTerms read = terms.read(keys, Allowed.GROUP, context);
        return new Fault.Storm(faults, read, entry.key().where());
    }

    private Frames frames(Keys keys) {
        List<Link> links = places.links(keys.take("on"));
        Node of = keys.take("of");
        return new Frames(
                links, of == null ? null : scalars.oneOf(of, scope.vocabulary().frames(), "frame"));
    }

    private Share share(Node node) {
        return scalars.read(node, "a share, like 5 %", Quantities::share, new Share(0));
    }

    private @Nullable TimeRange rangeIfGiven(@Nullable Node node) {
        return node == null ? null : range(node);
    }

    private TimeRange range(Node node) {
        return scalars.read(node, "a duration or a range", Quantities::timeRange, NO_TIME);
    }
}
