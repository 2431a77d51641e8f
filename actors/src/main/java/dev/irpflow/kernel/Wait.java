package dev.irpflow.kernel;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A held call that waits for one, any or all of some objects, perhaps not for ever. */
public final class Wait {
    /** WAIT_TYPE. */
    public enum Type {
        ALL,
        ANY
    }

    private static final long TIMEOUT = Site.key("wait time-out");

    private final Call held;
    private final List<? extends WaitObject> objects;
    private final Type type;
    private final NtStatus onDeadline;
    private @Nullable Deadline deadline;

    private Wait(Call held, List<? extends WaitObject> objects, Type type, NtStatus onDeadline) {
        this.held = held;
        this.objects = objects;
        this.type = type;
        this.onDeadline = onDeadline;
    }

    /**
     * Tries the objects without waiting: the status of a satisfied wait, whose signals it takes, or
     * null.
     */
    public static @Nullable NtStatus attempt(List<? extends WaitObject> objects, Type type) {
        int index = satisfied(objects, type);
        return index < 0 ? null : status(index);
    }

    /**
     * Lets a held call wait; its component has tried the objects, and returns nothing itself.
     *
     * @param timeout in units of 100 ns: an interval if negative, else a date; null for ever
     */
    public static void begin(
            Call held, List<? extends WaitObject> objects, Type type, @Nullable Long timeout) {
        Wait wait = new Wait(held, objects, type, NtStatus.STATUS_TIMEOUT);
        for (WaitObject object : objects) {
            object.waiters().add(wait);
        }
        Strand strand = held.strand();
        strand.waitIn(wait);
        if (timeout == null) {
            Deadlock.look(held);
        } else {
            wait.expireIn(timeout, strand.machine().time().of(timeout));
        }
    }

    /**
     * Lets a held call sleep; it returns STATUS_SUCCESS at the end.
     *
     * @param interval in units of 100 ns: an interval if negative, else a date
     */
    public static void delay(Call held, long interval) {
        Wait wait = new Wait(held, List.of(), Type.ANY, NtStatus.STATUS_SUCCESS);
        held.strand().waitIn(wait);
        wait.expireIn(interval, held.strand().machine().time().exactly(interval));
    }

    /** Ends the wait if its objects allow it now. */
    boolean trySatisfy() {
        int index = satisfied(objects, type);
        if (index < 0) {
            return false;
        }
        end(status(index));
        return true;
    }

    /** The one object without which the wait never ends; null if it may end otherwise. */
    @Nullable WaitObject soleHope() {
        boolean each = type == Type.ALL || objects.size() == 1;
        if (deadline != null || !each) {
            return null;
        }
        for (WaitObject object : objects) {
            if (!object.isSignaled() && object instanceof ThreadObject) {
                return object;
            }
        }
        return null;
    }

    private static int satisfied(List<? extends WaitObject> objects, Type type) {
        int index =
                switch (type) {
                    case ALL -> allSignaled(objects);
                    case ANY -> firstSignaled(objects);
                };
        if (index >= 0) {
            switch (type) {
                case ALL -> objects.forEach(WaitObject::consume);
                case ANY -> objects.get(index).consume();
            }
        }
        return index;
    }

    private static int firstSignaled(List<? extends WaitObject> objects) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).isSignaled()) {
                return i;
            }
        }
        return -1;
    }

    private static int allSignaled(List<? extends WaitObject> objects) {
        for (int i = 0; i < objects.size(); i++) {
            if (!objects.get(i).isSignaled()) {
                return -1;
            }
        }
        return 0;
    }

    // STATUS_WAIT_0 is the other name of STATUS_SUCCESS.
    private static NtStatus status(int index) {
        return NtStatuses.of(NtStatus.STATUS_WAIT_0_VALUE + index);
    }

    private void expireIn(long dueTime, SystemTime.Due due) {
        deadline = new Deadline(dueTime);
        deadline.schedule(due);
    }

    private void end(NtStatus status) {
        for (WaitObject object : objects) {
            object.waiters().remove(this);
        }
        if (deadline != null) {
            deadline.cancel();
        }
        Strand strand = held.strand();
        strand.waitIn(null);
        if (!strand.isEnded()) {
            strand.machine().strands().giveReturn(held.to(), held, status, null);
        }
    }

    private final class Deadline extends Expiration {
        Deadline(long dueTime) {
            super(held.strand().machine(), dueTime);
        }

        @Override
        public long chain() {
            return Site.join(held.path(), TIMEOUT);
        }

        @Override
        public String describe() {
            return held.strand() + ": its wait times out";
        }

        @Override
        void expire() {
            end(onDeadline);
        }
    }
}
