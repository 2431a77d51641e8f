package dev.irpflow.kernel;

import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strand that waits for one, any or all of some objects, perhaps not for ever. */
public final class Wait {
    /** What ends a wait. */
    @FunctionalInterface
    public interface Ending {
        /** The object of this index satisfied it (0 for all); -1 for the time-out. */
        void ended(int index);
    }

    /** The index that stands for a time-out. */
    public static final int TIMED_OUT = -1;

    private static final long TIMEOUT = Site.key("wait time-out");

    private final Strand strand;
    private final List<? extends WaitObject> objects;
    private final boolean all;
    private final Ending ending;
    private final @Nullable TimeOut timeOut;
    private boolean over;

    private Wait(Strand strand, List<? extends WaitObject> objects, boolean all, long timeoutNs,
            Ending ending) {
        this.strand = strand;
        this.objects = objects;
        this.all = all;
        this.ending = ending;
        this.timeOut = timeoutNs < 0 ? null : new TimeOut(timeoutNs);
    }

    /**
     * Waits on a strand whose newest call is held until {@code ending} is told.
     *
     * @param timeoutNs how long at most, in nanoseconds; negative for ever
     */
    public static void begin(Strand strand, List<? extends WaitObject> objects, boolean all,
            long timeoutNs, Ending ending) {
        Wait wait = new Wait(strand, objects, all, timeoutNs, ending);
        if (wait.trySatisfy()) {
            return;
        }
        if (timeoutNs == 0) {
            ending.ended(TIMED_OUT);
            return;
        }
        for (WaitObject object : objects) {
            object.waiters().add(wait);
        }
        if (wait.timeOut != null) {
            strand.machine().stage().pool().schedule(wait.timeOut);
        }
    }

    /** Ends the wait if its objects allow it now. */
    boolean trySatisfy() {
        int index = all ? allSignaled() : firstSignaled();
        if (index < 0) {
            return false;
        }
        if (all) {
            objects.forEach(WaitObject::consume);
        } else {
            objects.get(index).consume();
        }
        end(index);
        return true;
    }

    private int firstSignaled() {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).isSignaled()) {
                return i;
            }
        }
        return -1;
    }

    private int allSignaled() {
        for (WaitObject object : objects) {
            if (!object.isSignaled()) {
                return -1;
            }
        }
        return 0;
    }

    private void end(int index) {
        if (over) {
            return;
        }
        over = true;
        for (WaitObject object : objects) {
            object.waiters().remove(this);
        }
        if (timeOut != null) {
            strand.machine().stage().pool().cancel(timeOut);
        }
        if (!strand.isEnded()) {
            ending.ended(index);
        }
    }

    // Never early, and late by up to a tick: nf-wdm-kedelayexecutionthread.md.
    private final class TimeOut extends DueEvent {
        TimeOut(long timeoutNs) {
            long due = strand.machine().stage().now() + timeoutNs;
            window(due, due);
        }

        @Override
        public long chain() {
            return Site.join(strand.origin(), TIMEOUT);
        }

        @Override
        public String describe() {
            return strand + ": its wait times out";
        }

        @Override
        public void fire() {
            end(TIMED_OUT);
        }
    }
}
