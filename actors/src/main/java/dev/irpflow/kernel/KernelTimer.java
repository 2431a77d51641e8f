package dev.irpflow.kernel;

import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KTIMER: signaled when due, and then its DPC is queued. See {@link SystemTime} for when. */
public final class KernelTimer extends WaitObject {
    private final Machine machine;
    private final long key;
    private @Nullable Expiry expiry;
    private boolean periodic;

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
     * @param tolerableMs how much later it may expire so that others expire with it
     * @param processor on which it is set: its DPC runs there
     * @return whether it was set already
     */
    public boolean set(
            long dueTime, long periodMs, long tolerableMs, @Nullable Dpc dpc, int processor) {
        boolean was = cancel();
        reset();
        periodic = periodMs > 0;
        if (dpc != null) {
            dpc.givenTo(this);
        }
        Setting setting = new Setting(periodMs, tolerableMs, dpc, processor);
        Expiry next = new Expiry(dueTime, setting, machine.causes().origin());
        if (machine.time().hasCome(dueTime)) {
            next.expire();
        } else {
            expiry = next;
            next.schedule(next.due());
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

    /** The DPC that it queues when it expires; null for none, or if it is not set. */
    public @Nullable Dpc dpc() {
        reads();
        return expiry == null ? null : expiry.setting.dpc();
    }

    /** Whether it was periodic when it was set last. */
    public boolean isPeriodic() {
        reads();
        return periodic;
    }

    /** Whether it is in the timer queue. */
    public boolean isSet() {
        reads();
        return expiry != null;
    }

    @Override
    protected void tell(Facts facts) {
        super.tell(facts);
        Expiry set = expiry;
        if (set != null) {
            set.tell(facts);
        }
    }

    @Override
    protected String noun() {
        return "timer";
    }

    private record Setting(long periodMs, long tolerableMs, @Nullable Dpc dpc, int processor) {}

    private final class Expiry extends Expiration {
        private final Setting setting;
        private final long setBy;

        Expiry(long dueTime, Setting setting, long setBy) {
            super(machine, dueTime);
            this.setting = setting;
            this.setBy = setBy;
        }

        // How expirations fall together is up to the system.
        SystemTime.Due due() {
            SystemTime.Due due = machine.time().of(dueTime());
            if (setting.tolerableMs() == 0
                    || machine.chooseWay(chain(), "timer waits for others", 2, null) == 0) {
                return due;
            }
            long later = due.nominalNs() + machine.time().wholeTicks(setting.tolerableMs());
            return new SystemTime.Due(due.earliestNs(), later);
        }

        void tell(Facts facts) {
            facts.add("due in ns of stage time", nominal())
                    .add("period in ms", setting.periodMs() == 0 ? null : setting.periodMs())
                    .add("dpc", setting.dpc())
                    .add("processor", setting.processor());
        }

        @Override
        public long chain() {
            Dpc dpc = setting.dpc();
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
            if (setting.periodMs() > 0) {
                long interval = -10_000 * setting.periodMs();
                expiry = new Expiry(interval, setting, Site.join(setBy, 1));
                expiry.schedule(expiry.due());
            }
            signal();
            Dpc dpc = setting.dpc();
            if (dpc != null) {
                dpc.insert(null, null, setting.processor(), chain());
            }
        }
    }
}
