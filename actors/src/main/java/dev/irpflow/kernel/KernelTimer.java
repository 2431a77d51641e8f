package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KTIMER: signaled when due, and then its DPC is queued. See {@link SystemTime} for when. */
public final class KernelTimer extends WaitObject {
    private final Machine machine;
    private final long key;
    private @Nullable Expiry expiry;

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param key what led to it, and which of those it is
     */
    public KernelTimer(Machine machine, Type type, long key) {
        super(type);
        this.key = key;
        this.machine = machine;
    }

    /**
     * KeSetTimerEx: an earlier setting is cancelled.
     *
     * @param dueTime in units of 100 ns: an interval if negative, else a date
     * @param periodMs how often from then on, in milliseconds; 0 for once
     * @param processor on which it is set: its DPC runs there
     * @return whether it was set already
     */
    public boolean set(long dueTime, long periodMs, @Nullable Dpc dpc, int processor) {
        boolean was = cancel();
        reset();
        if (dpc != null) {
            dpc.givenTo(this);
        }
        Expiry next = new Expiry(dueTime, periodMs, dpc, processor, machine.causes().origin());
        if (machine.time().hasCome(dueTime)) {
            next.expire();
        } else {
            expiry = next;
            next.schedule(machine.time().of(dueTime));
        }
        return was;
    }

    /** KeCancelTimer: whether it was set. */
    public boolean cancel() {
        writes();
        Expiry old = expiry;
        expiry = null;
        return old != null && old.cancel();
    }

    /** Whether it is in the timer queue. */
    public boolean isSet() {
        reads();
        return expiry != null;
    }

    @Override
    protected String noun() {
        return "timer";
    }

    private final class Expiry extends Expiration {
        private final long periodMs;
        private final @Nullable Dpc dpc;
        private final int processor;
        private final long setBy;

        Expiry(long dueTime, long periodMs, @Nullable Dpc dpc, int processor, long setBy) {
            super(machine, dueTime);
            this.setBy = setBy;
            this.periodMs = periodMs;
            this.dpc = dpc;
            this.processor = processor;
        }

        @Override
        public long chain() {
            return Site.join(Site.join(key, dpc == null ? 0 : dpc.key()), setBy);
        }

        @Override
        public String describe() {
            return machine.name() + " " + label() + " expires";
        }

        @Override
        void expire() {
            writes();
            expiry = null;
            if (periodMs > 0) {
                long interval = -10_000 * periodMs;
                expiry = new Expiry(interval, periodMs, dpc, processor, Site.join(setBy, 1));
                expiry.schedule(machine.time().of(interval));
            }
            signal();
            if (dpc != null) {
                dpc.insert(null, null, processor, chain());
            }
        }
    }
}
