package dev.irpflow.kernel;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A held call that waits for one, any or all of some objects, perhaps not for ever. */
public final class Wait {
    /** WAIT_TYPE. */
    public enum Type {
        ALL,
        ANY
    }

    /** Who goes on when a wait has ended while its call stays held. */
    public interface Ending {
        /** The wait has ended with this status. */
        void waited(NtStatus status);
    }

    private static final long TIMEOUT = Site.key("wait time-out");

    // STATUS_WAIT_0 is the other name of STATUS_SUCCESS.
    private static final int SIGNALED = NtStatus.STATUS_WAIT_0_VALUE;
    private static final int ABANDONED = NtStatus.STATUS_ABANDONED_WAIT_0_VALUE;

    private final Call held;
    private final List<? extends WaitObject> objects;
    private final Type type;
    private final Interruptible by;
    private final NtStatus onDeadline;
    private @Nullable Deadline deadline;
    private @Nullable Ending ending; // null: the held call returns
    private boolean interrupted;
    private boolean expired;

    private Wait(
            Call held,
            List<? extends WaitObject> objects,
            Type type,
            Interruptible by,
            NtStatus onDeadline) {
        this.held = held;
        this.objects = objects;
        this.type = type;
        this.by = by;
        this.onDeadline = onDeadline;
    }

    /**
     * Tries the objects without waiting: the status of a satisfied wait, whose signals it takes, or
     * null.
     */
    public static @Nullable NtStatus attempt(
            Strand waiter, List<? extends WaitObject> objects, Type type) {
        int index = signaled(waiter, objects, type);
        return index < 0 ? null : take(waiter, objects, type, index);
    }

    /**
     * Lets a held call wait; its component has tried the objects, and returns nothing itself.
     *
     * @param by what else may end it
     * @param timeout in units of 100 ns: an interval if negative, else a date; null for ever
     */
    public static void begin(
            Call held,
            List<? extends WaitObject> objects,
            Type type,
            Interruptible by,
            @Nullable Long timeout) {
        Wait wait = new Wait(held, objects, type, by, NtStatus.STATUS_TIMEOUT);
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
        wait.begun(strand);
    }

    private void begun(Strand strand) {
        ThreadApcs apcs = strand.apcQueue();
        if (apcs != null) {
            apcs.begins(this);
        }
    }

    /**
     * Lets a held call wait for one object, for ever; it stays held when the wait is over.
     *
     * @param by what else may end it
     * @param ending who goes on then
     */
    public static void hold(Call held, WaitObject object, Interruptible by, Ending ending) {
        Wait wait = new Wait(held, List.of(object), Type.ANY, by, NtStatus.STATUS_TIMEOUT);
        wait.ending = ending;
        wait.interrupted = true; // it has not begun
        wait.goOn();
    }

    /** Whether no time ends it. */
    boolean isForEver() {
        return deadline == null;
    }

    /**
     * Lets a held call sleep; it returns STATUS_SUCCESS at the end.
     *
     * @param by what else may end it
     * @param interval in units of 100 ns: an interval if negative, else a date
     */
    public static void delay(Call held, Interruptible by, long interval) {
        Wait wait = new Wait(held, List.of(), Type.ANY, by, NtStatus.STATUS_SUCCESS);
        held.strand().waitIn(wait);
        wait.expireIn(interval, held.strand().machine().time().exactly(interval));
        wait.begun(held.strand());
    }

    /** The call that waits. */
    Call held() {
        return held;
    }

    /** Whether it never ends without this object. */
    boolean needs(WaitObject object) {
        return deadline == null
                && objects.contains(object)
                && (type == Type.ALL || objects.size() == 1);
    }

    /** What it waits for, as a report names it. */
    String objectsInWords() {
        return objects.isEmpty()
                ? "its time"
                : String.join(
                        type == Type.ALL ? " and " : " or ",
                        objects.stream().map(WaitObject::label).toList());
    }

    /** What else than its objects may end it. */
    Interruptible by() {
        return by;
    }

    /** Whether its objects would let it end now. */
    boolean isSatisfiable() {
        return signaled(held.strand(), objects, type) >= 0;
    }

    /** Ends the wait, whose objects allow it now. */
    void satisfy() {
        Strand waiter = held.strand();
        end(take(waiter, objects, type, signaled(waiter, objects, type)));
    }

    /** A kernel APC runs within it: what happens to its objects meanwhile, it does not see. */
    void interrupt() {
        interrupted = true;
        for (WaitObject object : objects) {
            object.waiters().remove(this);
        }
        held.strand().waitIn(null);
    }

    /** The kernel APC has run: it begins anew, behind those who wait by now. */
    void goOn() {
        interrupted = false;
        Strand strand = held.strand();
        strand.waitIn(this);
        NtStatus satisfied = attempt(strand, objects, type);
        ThreadApcs apcs = strand.apcQueue();
        NtStatus broken = satisfied != null || apcs == null ? satisfied : apcs.interrupts(by);
        if (broken != null) {
            end(broken);
        } else if (expired) {
            end(onDeadline);
        } else {
            for (WaitObject object : objects) {
                object.waiters().add(this);
            }
            if (deadline == null && ending == null) {
                Deadlock.look(held);
            }
            begun(strand);
        }
    }

    /** Breaks the wait off: STATUS_ALERTED or STATUS_USER_APC. */
    void breakOff(NtStatus why) {
        end(why);
    }

    /** The objects that it waits for. */
    List<? extends WaitObject> objects() {
        return objects;
    }

    /** What it waits for, and whether it may end otherwise. */
    String words() {
        String what =
                objects.isEmpty()
                        ? "sleeps"
                        : objects.size() == 1
                                ? "waits for " + objects.getFirst()
                                : "waits for %s of %s"
                                        .formatted(type == Type.ALL ? "all" : "any", objects);
        return objects.isEmpty() || deadline != null ? what : what + ", without a time-out";
    }

    /** The threads and mutexes without each of which the wait never ends. */
    List<WaitObject> hopes() {
        boolean each = type == Type.ALL || objects.size() == 1;
        if (deadline != null || !each) {
            return List.of();
        }
        Strand waiter = held.strand();
        List<WaitObject> hopes = new ArrayList<>(0);
        for (WaitObject object : objects) {
            boolean hasOwner = object instanceof ThreadObject || object instanceof Mutex;
            if (hasOwner && !object.isSignaledFor(waiter)) {
                hopes.add(object);
            }
        }
        return hopes;
    }

    // The index of the object that satisfies it, 0 if all do; -1 if nothing does.
    private static int signaled(Strand waiter, List<? extends WaitObject> objects, Type type) {
        int missing = -1;
        for (int i = 0; i < objects.size(); i++) {
            boolean isSignaled = objects.get(i).isSignaledFor(waiter);
            if (isSignaled && type == Type.ANY) {
                return i;
            }
            if (!isSignaled) {
                missing = i;
            }
        }
        return type == Type.ALL && missing < 0 ? 0 : -1;
    }

    private static NtStatus take(
            Strand waiter, List<? extends WaitObject> objects, Type type, int index) {
        boolean abandoned = false;
        switch (type) {
            case ALL -> {
                for (WaitObject object : objects) {
                    abandoned |= object.isAbandoned();
                    object.consume(waiter);
                }
            }
            case ANY -> {
                abandoned = objects.get(index).isAbandoned();
                objects.get(index).consume(waiter);
            }
        }
        return NtStatuses.of((abandoned ? ABANDONED : SIGNALED) + index);
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
        if (strand.isEnded()) {
            return;
        }
        if (ending != null) {
            ending.waited(status);
        } else {
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
            if (interrupted) {
                expired = true;
            } else {
                end(onDeadline);
            }
        }
    }
}
