package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.Rate;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.yaml.Where;
import org.jspecify.annotations.Nullable;

/**
 * How a link carries frames. What is null is as in the default, and in the default as in the
 * network's own.
 *
 * @param link null for the default of all links
 * @param reorder the share of frames that a later one may overtake
 * @param mtu the largest IP packet that it carries
 */
public record LinkSpec(
        @Nullable Link link,
        @Nullable TimeRange latency,
        @Nullable Rate bandwidth,
        @Nullable Share lose,
        @Nullable Share reorder,
        @Nullable Share duplicate,
        @Nullable Size mtu,
        Where where) {
    /** The same of this link. */
    public LinkSpec of(Link one) {
        return new LinkSpec(one, latency, bandwidth, lose, reorder, duplicate, mtu, where);
    }
}
