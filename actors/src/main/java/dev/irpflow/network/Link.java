package dev.irpflow.network;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.Machine;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** The way from one machine to another, in one direction. */
public final class Link {
    private static final long BITS = 8;
    private static final long NS_PER_SECOND = 1_000_000_000;

    private static final long FRAME = Site.key("frame");
    private static final long LOSE = Site.key("lose");
    private static final long DUPLICATE = Site.key("duplicate");
    private static final long REORDER = Site.key("reorder");
    private static final long LATENCY = Site.key("latency");

    private final Station from;
    private final Station to;
    private final long key;
    private LinkSettings settings;
    private @Nullable Troubles troubles; // null: nothing is wrong with it
    private long freeAt; // stage time at which the last frame has entered the link
    private long lastNominal; // when the last frame arrives that was not held back
    private long frames;
    private long octets;
    private long lost;
    private long duplicated;
    private long reordered;

    /** A frame on its way: who sent it, what led to it as a key, and within which call. */
    private record Crossing(Machine sender, Frame frame, long chain, @Nullable Call during) {
        Departure departure() {
            return Departure.of(sender, during);
        }

        /** The second copy of the same frame. */
        Crossing twin() {
            return new Crossing(sender, frame, Link.twin(chain), during);
        }

        Crossing with(Frame other) {
            return new Crossing(sender, other, chain, during);
        }
    }

    Link(Station from, Station to, LinkSettings settings) {
        this.from = from;
        this.to = to;
        this.key = Site.join(from.key(), to.key());
        this.settings = settings;
    }

    /** The name of the machine that sends into it. */
    public String from() {
        return from.name();
    }

    /** The name of the machine at its other end. */
    public String to() {
        return to.name();
    }

    /** How it treats frames. */
    public LinkSettings settings() {
        return settings;
    }

    /** Whether every frame is lost at the moment. */
    public boolean isCut() {
        return cutBy() != null;
    }

    private @Nullable String cutBy() {
        return troubles == null ? null : troubles.cutBy();
    }

    /** What it has done so far. */
    public LinkStatistics statistics() {
        return new LinkStatistics(frames, octets, lost, duplicated, reordered);
    }

    void settings(LinkSettings to) {
        this.settings = to;
    }

    /** Something goes wrong with it, for what enters it from now on. */
    void begin(Trouble trouble) {
        if (troubles == null) {
            troubles = new Troubles();
        }
        troubles.begin(trouble);
    }

    void end(Trouble trouble) {
        if (troubles != null) {
            troubles.end(trouble);
        }
    }

    /** What led to the second copy of a frame. */
    static long twin(long chain) {
        return Site.join(chain, DUPLICATE);
    }

    /** Whether a frame that is under way is on this link. */
    boolean carries(Arrival arrival) {
        Frame frame = arrival.frame();
        return arrival.to() == to
                && from.addresses().contains(IpAddress.of(frame.getSource(), frame.getSource6()));
    }

    /** One that was under way is lost. */
    void isLost() {
        lost++;
    }

    /** One that was under way arrives twice. */
    void isDoubled() {
        duplicated++;
    }

    /** One that was under way is held back. */
    void isLate() {
        reordered++;
    }

    /** How much longer it takes a frame to enter, of which that was to end at a moment. */
    long stretched(long entersAt, long now, Trouble.Slow slow) {
        long speed = settings.bitsPerSecond();
        long less = slow.bitsPerSecond();
        if (entersAt <= now || speed == 0 || less == 0 || less >= speed) {
            return 0;
        }
        return (long) ((entersAt - now) * ((double) speed / less)) - (entersAt - now);
    }

    /** It is slow from now on, and the last of those that are under way comes at a moment. */
    void slows(long now, long last, Trouble.Slow slow) {
        freeAt += stretched(freeAt, now, slow);
        lastNominal = Math.max(lastNominal, last);
    }

    /** A fault has struck a frame that is under way on it. */
    void tell(String fault, String what, long site) {
        Machine witness = to.machine() == null ? from.machine() : to.machine();
        if (witness != null) {
            witness.log().fault(fault, what, null, site);
        }
    }

    /** Takes a frame: it is lost, or arrives once or twice. */
    void transmit(Machine sender, Frame frame, FrameFaults faults, @Nullable Call during) {
        int size = Payload.size(frame, settings.mtu());
        sender.footprint().write(key);
        frames++;
        octets += size;
        long wait = waitFor(sender.stageTime(), size);
        Crossing crossing =
                new Crossing(sender, frame, Site.join(key, sender.frameChain()), during);
        FrameFaults.Fate fate = faults.onFrame(this, frame, crossing.chain());
        String cutBy = cutBy();
        if (cutBy != null) {
            lose(crossing, cutBy, 0);
        } else if (!Payload.fits(frame, settings.mtu())) {
            lose(crossing, "mtu", 0);
        } else if (settings.isUncertain()) {
            passByChance(crossing, wait, fate);
        } else {
            pass(crossing, wait, settings.minLatencyNs(), fate);
        }
    }

    private void passByChance(Crossing crossing, long wait, FrameFaults.@Nullable Fate fate) {
        Chooser chooser = crossing.sender().stage().chooser();
        long site = crossing.sender().stage().site(crossing.chain(), FRAME);
        if (happens(chooser, site, LOSE, settings.lose())) {
            lose(crossing, "lose", Site.join(site, LOSE));
            return;
        }
        long latency = latency(chooser, Site.join(site, LATENCY));
        FrameFaults.Fate weather = fate;
        if (weather == null && happens(chooser, site, REORDER, settings.reorder())) {
            long draw = chooser.draw(Site.join(Site.join(site, REORDER), LATENCY));
            long by = 1 + Long.remainderUnsigned(draw, settings.reorderNs());
            weather = new FrameFaults.Fate.Delay("reorder", by, Site.join(site, REORDER));
        }
        pass(crossing, wait, latency, weather);
        if (happens(chooser, site, DUPLICATE, settings.duplicate())) {
            duplicated++;
            tell(crossing, "duplicate", Site.join(site, DUPLICATE));
            long second = latency(chooser, Site.join(Site.join(site, DUPLICATE), LATENCY));
            arrive(crossing.twin(), wait, Math.max(latency, second), 0);
        }
    }

    private void pass(Crossing crossing, long wait, long latency, FrameFaults.@Nullable Fate fate) {
        switch (fate) {
            case null -> arriveInOrder(crossing, wait, latency);
            case FrameFaults.Fate.Lose lose -> lose(crossing, lose.fault(), lose.site());
            case FrameFaults.Fate.Corrupt corrupt -> {
                tell(crossing, corrupt.fault(), corrupt.site());
                Frame damaged = Damaged.frame(crossing.frame(), corrupt);
                arriveInOrder(crossing.with(damaged), wait, latency);
            }
            case FrameFaults.Fate.Delay delay -> {
                reordered++;
                tell(crossing, delay.fault(), delay.site());
                arrive(crossing, wait, latency, delay.byNs());
            }
            case FrameFaults.Fate.Duplicate duplicate -> {
                duplicated++;
                tell(crossing, duplicate.fault(), duplicate.site());
                arriveInOrder(crossing, wait, latency);
                arrive(crossing.twin(), wait, latency, duplicate.afterNs());
            }
        }
    }

    // In the boring schedule no frame overtakes the one before it, whatever latency each has drawn.
    private void arriveInOrder(Crossing crossing, long wait, long latency) {
        long now = crossing.sender().stageTime();
        long later = later(crossing);
        lastNominal = Math.max(now + wait + latency + later, lastNominal);
        long least = wait + settings.minLatencyNs() + later;
        to.carry(
                crossing.frame(), crossing.departure(), least, lastNominal - now, crossing.chain());
    }

    private void arrive(Crossing crossing, long wait, long latency, long lateBy) {
        long later = lateBy + later(crossing);
        long least = wait + settings.minLatencyNs() + later;
        long nominal = wait + latency + later;
        to.carry(crossing.frame(), crossing.departure(), least, nominal, crossing.chain());
    }

    private long later(Crossing crossing) {
        return troubles == null ? 0 : troubles.later(crossing.sender().stage(), crossing.chain());
    }

    private void lose(Crossing crossing, String fault, long site) {
        lost++;
        tell(crossing, fault, site);
    }

    private void tell(Crossing crossing, String fault, long site) {
        Machine sender = crossing.sender();
        if (sender.stage().trace().isOn()) {
            String where = from.name() + " -> " + to.name() + ": ";
            String what = where + FrameText.of(crossing.frame());
            sender.log().fault(fault, what, crossing.during(), site);
        }
    }

    private long latency(Chooser chooser, long site) {
        long range = settings.maxLatencyNs() - settings.minLatencyNs();
        return range == 0
                ? settings.minLatencyNs()
                : settings.minLatencyNs() + Long.remainderUnsigned(chooser.draw(site), range + 1);
    }

    /** How long a frame takes to enter the link: after those before it, at the link's speed. */
    private long waitFor(long now, int size) {
        long speed = settings.bitsPerSecond();
        if (troubles != null) {
            speed = troubles.speed(speed);
        }
        if (speed == 0) {
            return 0;
        }
        freeAt = Math.max(freeAt, now) + size * BITS * NS_PER_SECOND / speed;
        return freeAt - now;
    }

    private static boolean happens(Chooser chooser, long site, long what, double share) {
        return share > 0 && chooser.happens(Site.join(site, what), share);
    }
}
