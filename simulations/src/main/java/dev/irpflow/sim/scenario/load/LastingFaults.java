package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Fault.Frames;
import dev.irpflow.sim.scenario.Fault.Leaving;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Allowed;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Rate;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the faults of links and machines that last for a time, and damaged frames. */
final class LastingFaults {
    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);
    private static final List<String> WITH_DATA = List.of("tcp-data", "tcp-fin", "udp");

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final FaultTermsReader terms;

    LastingFaults(Scope scope, Scalars scalars, Places places, FaultTermsReader terms) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.terms = terms;
    }

    Fault read(String verb, Mapping.Entry entry, Keys keys, Context context) {
        Node value = entry.value();
        Where where = entry.key().where();
        return switch (verb) {
            case "corrupt" -> corrupt(value, where, keys, context);
            case "cut" -> {
                List<Link> links = places.links(value);
                yield new Fault.Cut(links, terms.read(keys, Allowed.LINK, context), where);
            }
            case "flap" -> flap(value, where, keys, context);
            case "slow" -> slow(value, where, keys, context);
            case "pause" -> pause(value, where, keys, context);
            default -> slowDown(value, where, keys, context);
        };
    }

    private Fault corrupt(Node value, Where where, Keys keys, Context context) {
        Share share = scalars.read(value, "a share, like 5 %", Quantities::share, new Share(0));
        List<Link> links = places.links(keys.take("on"));
        Node of = keys.take("of");
        String kind = of == null ? null : scalars.oneOf(of, scope.vocabulary().frames(), "frame");
        Leaving leaving = leaving(keys.take("leaving"));
        if (leaving == Leaving.CHECKSUMS && of != null && !WITH_DATA.contains(kind)) {
            scope.problem(of.where(), "%s has no data that could be wrong".formatted(kind));
        }
        Frames frames = new Frames(links, kind);
        return new Fault.Corrupt(
                share, frames, leaving, terms.read(keys, Allowed.FRAMES, context), where);
    }

    private Leaving leaving(@Nullable Node node) {
        if (node == null) {
            return Leaving.NOTHING;
        }
        List<String> words = Arrays.stream(Leaving.values()).map(Leaving::word).toList();
        String word = scalars.oneOf(node, words, "word for what stays right");
        return Arrays.stream(Leaving.values())
                .filter(leaving -> leaving.word().equals(word))
                .findFirst()
                .orElse(Leaving.NOTHING);
    }

    private Fault flap(Node value, Where where, Keys keys, Context context) {
        List<Link> links = places.links(value);
        Node every = keys.require("every", "its period, like 200 ms");
        Node downFor = keys.require("down-for", "how long it is cut each time, like 50 ms");
        TimeRange period = range(every);
        TimeRange down = range(downFor);
        boolean both = !(every instanceof Refused) && !(downFor instanceof Refused);
        if (both && down.most().nanos() >= period.least().nanos()) {
            scope.problem(downFor.where(), "down-for must be shorter than every: it is up between");
        }
        return new Fault.Flap(links, period, down, terms.read(keys, Allowed.LINK, context), where);
    }

    private Fault slow(Node value, Where where, Keys keys, Context context) {
        List<Link> links = places.links(value);
        Node by = keys.take("by");
        Node to = keys.take("to");
        if (by == null && to == null) {
            scope.problem(
                    where,
                    "slow needs by, how much longer a frame is under way, or to, a lower bandwidth");
        }
        Rate rate =
                to == null
                        ? null
                        : scalars.read(to, "a rate, like 1 Mbit/s", Quantities::rate, new Rate(1));
        if (rate != null && to != null && rate.bitsPerSecond() == 0) {
            scope.problem(to.where(), "a rate of 0 carries nothing: cut the link");
        }
        return new Fault.Slow(
                links,
                by == null ? null : range(by),
                rate,
                terms.read(keys, Allowed.LINK, context),
                where);
    }

    private Fault pause(Node value, Where where, Keys keys, Context context) {
        String machine = places.machine(value);
        FaultTerms read = terms.read(keys, Allowed.LINK, context);
        if (context != Context.INJECTED && read.lasts() == null && read.during() == null) {
            scope.problem(where, "pause needs for or during: how long the machine stands still");
        }
        return new Fault.Pause(machine, read, where);
    }

    private Fault slowDown(Node value, Where where, Keys keys, Context context) {
        String machine = places.machine(value);
        TimeRange by = range(keys.require("by", "how long each message takes, like 0..2 ms"));
        return new Fault.SlowDown(machine, by, terms.read(keys, Allowed.LINK, context), where);
    }

    private TimeRange range(Node node) {
        return node instanceof Refused
                ? NO_TIME
                : scalars.read(node, "a duration or a range", Quantities::timeRange, NO_TIME);
    }
}
