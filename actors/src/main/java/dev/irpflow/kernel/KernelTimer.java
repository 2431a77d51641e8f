package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * KTIMER: signaled when due, and then its DPC is queued. A relative timer may expire up to one tick
 * early or late (windows-driver-docs-pr/kernel/timer-accuracy.md).
 */
public final class KernelTimer extends WaitObject {
    /** Makes the request with which the timer's DPC is called. */
    @FunctionalInterface
    public interface DpcRequest {
        /** The in-parameters of KDEFERRED_ROUTINE. */
        GeneratedMessage of(Dpc dpc);
    }

    private static final long EXPIRY = Site.key("timer");

    private final Machine machine;
    private final boolean notification;
    private @Nullable Expiry expiry;

    /** A new one; its maker adds it to the machine's objects. */
    public KernelTimer(Machine machine, boolean notification) {
        this.machine = machine;
        this.notification = notification;
    }

    /**
     * KeSetTimerEx with a relative due time: an earlier setting is cancelled.
     *
     * @param afterNs when, from now, in nanoseconds
     * @param periodNs how often from then on, 0 for once
     * @return whether it was set already
     */
    public boolean set(long afterNs, long periodNs, @Nullable Dpc dpc, DpcRequest request) {
        boolean was = cancel();
        reset();
        schedule(new Expiry(machine.stage().now() + afterNs, periodNs, dpc, request));
        return was;
    }

    /** KeCancelTimer: whether it was set. */
    public boolean cancel() {
        Expiry old = expiry;
        expiry = null;
        return old != null && machine.stage().pool().cancel(old);
    }

    @Override
    public boolean isNotification() {
        return notification;
    }

    @Override
    protected String noun() {
        return "timer";
    }

    private void schedule(Expiry next) {
        expiry = next;
        Pool pool = machine.stage().pool();
        pool.schedule(next);
    }

    private final class Expiry extends DueEvent {
        private final long due;
        private final long period;
        private final @Nullable Dpc dpc;
        private final DpcRequest request;

        Expiry(long due, long period, @Nullable Dpc dpc, DpcRequest request) {
            this.due = due;
            this.period = period;
            this.dpc = dpc;
            this.request = request;
            window(Math.max(machine.stage().now(), due - machine.settings().tickNs()), due);
        }

        @Override
        public long chain() {
            return Site.join(Site.join(machine.key(), EXPIRY), dpc == null ? 0 : Site.key(dpc.name()));
        }

        @Override
        public String describe() {
            return machine.name() + " " + label() + " expires" + (dpc == null ? "" : ": " + dpc.name());
        }

        @Override
        public void fire() {
            expiry = null;
            if (period > 0) {
                schedule(new Expiry(due + period, period, dpc, request));
            }
            signal();
            if (dpc != null) {
                dpc.insert(request.of(dpc), 0, false, chain());
            }
        }
    }
}
