package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.LinkSpec;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Link.Direction;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Rate;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code network:}. */
final class NetworkReader {
    private static final String DEFAULT = "default";
    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    // RFC 791: what every link carries, and the longest packet there is.
    private static final long LEAST_MTU = 68;
    private static final long MOST_MTU = 65_535;
    private static final Size ETHERNET = new Size(1500);

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;

    NetworkReader(Scope scope, Scalars scalars, Places places) {
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
    }

    List<LinkSpec> read(@Nullable Node section) {
        var links = new ArrayList<LinkSpec>();
        if (section != null) {
            for (Mapping.Entry entry : scope.keys(section, "the network").takeRest()) {
                for (LinkSpec link : links(entry)) {
                    checkNew(link, links);
                    links.add(link);
                }
            }
        }
        return links;
    }

    private void checkNew(LinkSpec link, List<LinkSpec> earlier) {
        for (LinkSpec other : earlier) {
            if (link.link() != null && other.link() != null && same(link.link(), other.link())) {
                scope.problem(
                        link.where(),
                        "%s is given already on line %d, as %s"
                                .formatted(
                                        link.link().written(),
                                        other.where().line(),
                                        other.link().written()));
            }
        }
    }

    private static boolean same(Link a, Link b) {
        return a.equals(b)
                || a.direction() == Direction.BOTH_WAYS
                        && a.equals(new Link(b.to(), b.from(), b.direction()));
    }

    private List<LinkSpec> links(Mapping.Entry entry) {
        LinkSpec all = settings(entry);
        return entry.name().equals(DEFAULT)
                ? List.of(all)
                : places.links(entry.key()).stream().map(all::of).toList();
    }

    private LinkSpec settings(Mapping.Entry entry) {
        Keys keys = scope.keys(entry.value(), "a link");
        Node latency = keys.take("latency");
        Node bandwidth = keys.take("bandwidth");
        Node lose = keys.take("lose");
        Node reorder = keys.take("reorder");
        Node duplicate = keys.take("duplicate");
        Node mtu = keys.take("mtu");
        keys.done();
        return new LinkSpec(
                null,
                latency == null
                        ? null
                        : scalars.read(
                                latency, "a duration, like 1 ms", Quantities::timeRange, NO_TIME),
                bandwidth == null
                        ? null
                        : scalars.read(
                                bandwidth,
                                "a rate, like 1 Gbit/s",
                                NetworkReader::rate,
                                new Rate(1)),
                share(lose),
                share(reorder),
                share(duplicate),
                mtu == null
                        ? null
                        : scalars.read(mtu, "a size, like 1500 B", NetworkReader::mtu, ETHERNET),
                entry.key().where());
    }

    private static Parsed<Rate> rate(String text) {
        return Quantities.rate(text)
                .then(rate ->
                        rate.bitsPerSecond() == 0
                                ? Parsed.bad("a link without bandwidth carries nothing")
                                : Parsed.good(rate));
    }

    private static Parsed<Size> mtu(String text) {
        return Quantities.size(text)
                .then(size ->
                        size.bytes() < LEAST_MTU || size.bytes() > MOST_MTU
                                ? Parsed.bad("a link carries packets of 68 B to 65535 B (RFC 791)")
                                : Parsed.good(size));
    }

    private @Nullable Share share(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a share, like 5 %", Quantities::share, new Share(0));
    }
}
