package dev.irpflow.network;

import dev.irpflow.kernel.Departure;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.stage.DueEvent;

/** A frame under way: it arrives within the window that its link's latency leaves. */
final class Arrival extends DueEvent {
    private final Station to;
    private final Frame frame;
    private final Departure departure;
    private final long chain;

    Arrival(
            Station to,
            Frame frame,
            Departure departure,
            long chain,
            long earliestNs,
            long nominalNs) {
        this.to = to;
        this.frame = frame;
        this.departure = departure;
        this.chain = chain;
        window(earliestNs, nominalNs);
    }

    Station to() {
        return to;
    }

    Frame frame() {
        return frame;
    }

    /** It arrives so much later than it would have, in nanoseconds; it is in no pool now. */
    void later(long byNs) {
        window(earliest() + byNs, nominal() + byNs);
    }

    /** The same frame once more, so much later. */
    Arrival twin(long afterNs) {
        return new Arrival(
                to, frame, departure, Link.twin(chain), earliest() + afterNs, nominal() + afterNs);
    }

    /** The same arrival of a frame that has become another. */
    Arrival with(Frame other) {
        return new Arrival(to, other, departure, chain, earliest(), nominal());
    }

    @Override
    public long chain() {
        return chain;
    }

    @Override
    public String describe() {
        return FrameText.of(frame) + " arrives at " + to.name();
    }

    @Override
    public void fire() {
        to.receive(frame, departure, chain);
    }
}
