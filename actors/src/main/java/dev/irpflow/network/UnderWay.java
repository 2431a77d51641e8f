package dev.irpflow.network;

import dev.irpflow.protocol.network.Frame;
import dev.irpflow.stage.Stage;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames that are under way on the links of a stage, for what strikes them there. */
final class UnderWay {
    private final Stage stage;

    UnderWay(Stage stage) {
        this.stage = stage;
    }

    /** Something goes wrong with a link: what is on the wire feels it too. */
    void begins(Link link, Trouble trouble) {
        switch (trouble) {
            case Trouble.Cut cut -> on(link).forEach(frame -> lose(link, frame, cut.fault(), 0));
            case Trouble.Slow slow -> slow(link, slow);
        }
    }

    /** A fault on frames begins: it is asked about each of those that are under way. */
    void ask(Network network, FrameFaults faults) {
        for (Arrival arrival : stage.pool().scheduled(Arrival.class)) {
            Link link = network.linkOf(arrival);
            FrameFaults.Fate fate =
                    link == null ? null : faults.onFrame(link, arrival.frame(), arrival.chain());
            if (link != null && fate != null) {
                strike(link, arrival, fate);
            }
        }
    }

    private void strike(Link link, Arrival arrival, FrameFaults.Fate fate) {
        switch (fate) {
            case FrameFaults.Fate.Lose lose -> lose(link, arrival, lose.fault(), lose.site());
            case FrameFaults.Fate.Delay delay -> {
                link.isLate();
                tell(arrival, link, delay.fault(), delay.site());
                later(arrival, delay.byNs());
            }
            case FrameFaults.Fate.Duplicate duplicate -> {
                link.isDoubled();
                tell(arrival, link, duplicate.fault(), duplicate.site());
                stage.pool().schedule(arrival.twin(duplicate.afterNs()));
            }
            case FrameFaults.Fate.Corrupt corrupt -> {
                tell(arrival, link, corrupt.fault(), corrupt.site());
                Frame damaged = Damaged.frame(arrival.frame(), corrupt);
                stage.pool().cancel(arrival);
                stage.pool().schedule(arrival.with(damaged));
            }
        }
    }

    private void slow(Link link, Trouble.Slow slow) {
        long now = stage.now();
        long last = 0;
        List<Arrival> arrivals =
                on(link).stream().sorted(Comparator.comparingLong(Arrival::nominal)).toList();
        for (Arrival arrival : arrivals) {
            long by =
                    Troubles.drawn(slow, stage, arrival.chain())
                            + link.stretched(
                                    arrival.earliest() - link.settings().minLatencyNs(), now, slow);
            last = Math.max(last, arrival.nominal() + by); // none overtakes another by this alone
            later(arrival, Math.max(by, last - arrival.nominal()));
        }
        link.slows(now, last, slow);
    }

    private void later(Arrival arrival, long byNs) {
        stage.pool().cancel(arrival);
        arrival.later(byNs);
        stage.pool().schedule(arrival);
    }

    private void lose(Link link, Arrival arrival, String fault, long site) {
        stage.pool().cancel(arrival);
        link.isLost();
        tell(arrival, link, fault, site);
    }

    private void tell(Arrival arrival, Link link, String fault, long site) {
        @Nullable String what =
                stage.trace().isOn()
                        ? "%s -> %s, under way: %s"
                                .formatted(link.from(), link.to(), FrameText.of(arrival.frame()))
                        : null;
        if (what != null) {
            link.tell(fault, what, site);
        }
    }

    private List<Arrival> on(Link link) {
        return stage.pool().scheduled(Arrival.class).stream().filter(link::carries).toList();
    }
}
