package dev.irpflow.kernel;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The APCs that are queued to one thread, its alert, its end and its suspension. Only a thread to
 * which somebody does one of these has any. Pages: waits-and-apcs.md, disabling-apcs.md of
 * windows-driver-docs-pr/kernel.
 */
public final class ThreadApcs {
    /** MAXIMUM_SUSPEND_COUNT of winnt.h. */
    public static final int MOST_SUSPENSIONS = 127;

    /**
     * What an APC has interrupted: the tag of its call.
     *
     * @param apc the APC
     * @param next the return that is delivered afterwards, null if it was within a wait
     * @param within the wait that goes on afterwards, null if there was none
     */
    record Interrupted(Apc apc, @Nullable Return next, @Nullable Wait within) {}

    private final Strand thread;
    private final Deque<Apc> kernel = new ArrayDeque<>(2);
    private final Deque<Apc> user = new ArrayDeque<>(2);
    private final Deque<Apc> special = new ArrayDeque<>(2);
    private @Nullable List<SpecialApc> heldBack;
    private boolean inKernelApc;
    private boolean userPending; // regular user APCs run at the next return to user mode
    private boolean alerted;
    private boolean ending;
    private int suspensions;
    private boolean stopped;
    private long affinity; // the one that it has when it is not stopped
    private @Nullable Wait stoppedIn;

    ThreadApcs(Strand thread) {
        this.thread = thread;
    }

    /** Queues an APC; what can be delivered now, is. */
    public void queue(Apc apc) {
        thread.writes();
        switch (apc.mode()) {
            case KERNEL -> kernel.add(apc);
            case USER -> user.add(apc);
            case SPECIAL_USER -> special.add(apc);
        }
        if (apc.mode() != Apc.Mode.KERNEL) {
            interruptWait();
        }
        look();
    }

    /** Alerts the thread: its alertable wait ends, or else its next one. */
    public void alert() {
        thread.writes();
        alerted = true;
        interruptWait();
    }

    /** The thread is to end: its waits for its user's sake do, now and later. */
    void end() {
        thread.writes();
        ending = true;
        interruptWait();
    }

    /** Whether it is about to end, and takes no user APCs any more. */
    public boolean isEnding() {
        return ending;
    }

    private void interruptWait() {
        Wait wait = thread.waitsIn();
        NtStatus why = wait == null ? null : interrupts(wait.by());
        if (wait != null && why != null) {
            wait.breakOff(why);
        }
    }

    /**
     * Why a wait of this thread ends that its objects do not satisfy: STATUS_ALERTED, whose alert
     * is taken by that, or STATUS_USER_APC; null if it goes on.
     */
    public @Nullable NtStatus interrupts(Interruptible wait) {
        thread.reads();
        if (alerted && wait.byAlert()) {
            thread.writes();
            alerted = false;
            return NtStatus.STATUS_ALERTED;
        }
        if (thread.areApcsDisabled()) {
            return null;
        }
        if (wait.byUserApc() && !(user.isEmpty() && special.isEmpty())) {
            userPending |= wait.isUserMode();
            return NtStatus.STATUS_USER_APC;
        }
        return ending && wait.byTermination() ? NtStatus.STATUS_USER_APC : null;
    }

    /**
     * Suspends it once more, by a normal kernel APC.
     *
     * @return how often it was suspended before
     */
    public int suspend() {
        thread.writes();
        int before = suspensions++;
        look();
        return before;
    }

    /**
     * Takes one suspension back.
     *
     * @return how often it was suspended before; 0 if it was not
     */
    public int resume() {
        thread.writes();
        int before = suspensions;
        if (before > 0 && --suspensions == 0 && stopped) {
            stopped = false;
            thread.bindTo(affinity);
            Wait wait = stoppedIn;
            stoppedIn = null;
            if (wait != null) {
                wait.goOn();
            }
            look();
        }
        return before;
    }

    /** How often it is suspended. */
    public int suspensions() {
        thread.reads();
        return suspensions;
    }

    /** A normal kernel APC that waits, null for none. */
    @Nullable Apc waitingKernelApc() {
        return kernel.peek();
    }

    /** A special kernel APC waits until the thread lets it in. */
    void holdBack(SpecialApc apc) {
        if (heldBack == null) {
            heldBack = new ArrayList<>(1);
        }
        heldBack.add(apc);
        Wait wait = thread.waitsIn();
        if (wait != null) {
            apc.judge(wait);
        }
    }

    /** The thread begins to wait. */
    void begins(Wait wait) {
        if (heldBack != null) {
            heldBack.forEach(apc -> apc.judge(wait));
        }
        look();
    }

    /** Delivers the special kernel APCs that wait, if they may be. */
    void letIn() {
        List<SpecialApc> waiting = heldBack;
        if (waiting != null && !thread.areAllApcsDisabled()) {
            heldBack = null;
            waiting.forEach(SpecialApc::deliver);
        }
    }

    /** Delivers what may be now: the thread has got a message, begins to wait, or was called. */
    void look() {
        if (thread.isEnded()
                || thread.machine().isDead()
                || thread.irql() != Irql.PASSIVE_LEVEL
                || thread.areApcsDisabled()
                || stopped
                || thread.isStalled()) {
            return;
        }
        if (!inKernelApc && suspensions > 0) {
            stop();
        } else if (!inKernelApc && !kernel.isEmpty()) {
            interruptForKernel();
        } else if (thread.next() instanceof Return answer && answer.to().isOfUserMode()) {
            interruptUserMode(answer);
        }
    }

    // The APC waits until the thread is resumed: no processor is open to it meanwhile.
    private void stop() {
        stopped = true;
        stoppedIn = thread.waitsIn();
        if (stoppedIn != null) {
            stoppedIn.interrupt();
        }
        affinity = thread.bindTo(Strand.NOWHERE);
    }

    // Simplified: within a call that a component holds, it waits for the end of that call.
    private void interruptForKernel() {
        Wait wait = thread.waitsIn();
        if (wait != null) {
            wait.interrupt();
            run(kernel.remove(), null, wait);
        } else if (thread.next() instanceof Return answer) {
            run(kernel.remove(), answer, null);
        }
    }

    private void interruptUserMode(Return answer) {
        Apc apc = special.poll();
        if (apc == null && userPending) {
            userPending = false;
            apc = user.poll();
        }
        if (apc != null) {
            run(apc, answer, null);
        }
    }

    private void run(Apc apc, @Nullable Return next, @Nullable Wait wait) {
        if (next != null) {
            thread.pullBack();
        }
        inKernelApc |= apc.mode() == Apc.Mode.KERNEL;
        Place kernelItself = thread.machine().place("ke");
        Call call =
                new Call(
                        CallKind.CALL,
                        kernelItself,
                        apc.to(),
                        thread,
                        RoutineContract.of(apc.routine()),
                        apc.routine(),
                        new Interrupted(apc, next, wait),
                        apc.cause());
        thread.open(call);
        thread.post(call);
    }

    /** The routine of an APC has returned: what it has interrupted goes on, or the next APC. */
    void goOn(Interrupted interrupted) {
        if (interrupted.apc().mode() == Apc.Mode.KERNEL) {
            inKernelApc = false;
        }
        userPending |= interrupted.apc().mode() == Apc.Mode.USER && !user.isEmpty();
        Wait wait = interrupted.within();
        if (wait != null) {
            wait.goOn();
        } else if (interrupted.next() != null) {
            thread.post(interrupted.next());
            look();
        }
    }
}
