package dev.irpflow.sim.run;

import dev.irpflow.network.FrameFaults;
import dev.irpflow.network.Payload;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;

/** What a fault of the network does to a frame that it is about. */
final class FrameFate {
    // A copy, or a frame that others overtake, is late by up to this long unless the fault says
    // more.
    private static final TimeRange HELD_BACK =
            new TimeRange(new TimeSpan(1_000), new TimeSpan(5_000_000));

    private FrameFate() {}

    static FrameFaults.Fate of(Fault.OnFrames fault, ArmedFault armed, Chooser chooser, long site) {
        String name = armed.name();
        long decided = armed.decidedAt(site, fault.share());
        return switch (fault) {
            case Fault.Lose lose -> new FrameFaults.Fate.Lose(name, decided);
            case Fault.Duplicate duplicate ->
                    new FrameFaults.Fate.Duplicate(
                            name, DrawnTime.in(HELD_BACK, chooser, site), decided);
            case Fault.Corrupt corrupt ->
                    new FrameFaults.Fate.Corrupt(
                            name,
                            switch (corrupt.leaving()) {
                                case NOTHING -> FrameFaults.Leaving.NOTHING;
                                case FRAME_CHECK -> FrameFaults.Leaving.FRAME_CHECK;
                                case CHECKSUMS -> FrameFaults.Leaving.CHECKSUMS;
                            },
                            chooser.draw(Site.join(site, 2)),
                            decided);
            case Fault.Reorder reorder ->
                    new FrameFaults.Fate.Delay(
                            name,
                            DrawnTime.in(
                                    reorder.by() == null ? HELD_BACK : reorder.by(), chooser, site),
                            decided);
        };
    }

    /** Whether it can do anything to a frame: where the checks stay right, only to data. */
    static boolean canStrike(Fault.OnFrames fault, Frame frame) {
        return !(fault instanceof Fault.Corrupt corrupt
                && corrupt.leaving() == Fault.Leaving.CHECKSUMS
                && Payload.data(frame).isEmpty());
    }

    /** Whether a frame of this kind, from one machine to another, is a subject. */
    static boolean isSubject(Fault.Frames frames, String from, String to, String kind) {
        if (frames.kind() != null && !frames.kind().equals(kind)) {
            return false;
        }
        if (frames.links().isEmpty()) {
            return true;
        }
        for (Link link : frames.links()) {
            if (link.carries(from, to)) {
                return true;
            }
        }
        return false;
    }
}
