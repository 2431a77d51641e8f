package dev.irpflow.sim.run;

import dev.irpflow.machine.Blueprint;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.sim.scenario.LinkSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.value.Link;
import java.util.Map;

/** The network of a scenario, as the network's own links. */
final class Links {
    // How late a frame is that others overtake, where a scenario gives only the share.
    private static final long USUAL_REORDER_NS = 5_000_000;

    private Links() {}

    /** The links that a scenario does not name. */
    static LinkSettings usual(Scenario scenario) {
        LinkSettings usual = LinkSettings.LAN;
        for (LinkSpec spec : scenario.world().network()) {
            if (spec.link() == null) {
                usual = over(usual, spec);
            }
        }
        return usual;
    }

    /** Attaches the machines' addresses and sets the links that a scenario names. */
    static void apply(Scenario scenario, Network network, Map<String, Blueprint> machines) {
        LinkSettings usual = usual(scenario);
        machines.forEach((name, blueprint) -> network.reserve(name, blueprint.addresses()));
        for (LinkSpec spec : scenario.world().network()) {
            Link link = spec.link();
            if (link != null) {
                LinkSettings settings = over(usual, spec);
                network.link(link.from(), link.to(), settings);
                if (link.direction() == Link.Direction.BOTH_WAYS) {
                    network.link(link.to(), link.from(), settings);
                }
            }
        }
    }

    private static LinkSettings over(LinkSettings usual, LinkSpec spec) {
        LinkSettings settings = usual;
        if (spec.latency() != null) {
            settings =
                    settings.withLatency(
                            spec.latency().least().nanos(), spec.latency().most().nanos());
        }
        if (spec.bandwidth() != null) {
            settings = settings.withBandwidth(spec.bandwidth().bitsPerSecond());
        }
        if (spec.lose() != null) {
            settings = settings.losing(spec.lose().fraction());
        }
        if (spec.duplicate() != null) {
            settings = settings.duplicating(spec.duplicate().fraction());
        }
        if (spec.reorder() != null) {
            settings = settings.reordering(spec.reorder().fraction(), USUAL_REORDER_NS);
        }
        if (spec.mtu() != null) {
            settings = settings.withMtu((int) spec.mtu().bytes());
        }
        return settings;
    }
}
