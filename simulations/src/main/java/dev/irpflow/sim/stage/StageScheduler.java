package dev.irpflow.sim.stage;

import com.typesafe.config.Config;
import java.io.Closeable;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko's scheduler on the simulation stage. Modelled time lies in the stage's pool, never here:
 * the stage's actors set no Pekko timer, and what Pekko itself schedules (its own housekeeping)
 * never comes due.
 */
public final class StageScheduler extends AbstractScheduler implements Closeable {
    /** Called by Pekko. */
    public StageScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext context) {
        return new Never();
    }

    @Override
    @Deprecated // AbstractScheduler still wants it
    public Cancellable schedule(
            FiniteDuration initial,
            FiniteDuration interval,
            Runnable task,
            ExecutionContext context) {
        return new Never();
    }

    @Override
    public double maxFrequency() {
        return 1e9;
    }

    @Override
    public void close() {}

    private static final class Never implements Cancellable {
        private boolean cancelled;

        @Override
        public boolean cancel() {
            boolean first = !cancelled;
            cancelled = true;
            return first;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
