// This file is one thing because a strand has one state, which scheduler, waits and locks change.
package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.stage.Candidate;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * One stack of open calls: a thread, a DPC or a work item. At each moment it either has its next
 * message to deliver, or its newest call is held by a component, which means that it waits.
 */
public final class Strand extends Candidate {
    private static final long RETURN = Site.key("return");
    private static final long STRAND = Site.key("strand");

    /** Instead of a mask of processors: it may run on none. */
    static final long NOWHERE = -1; // nobody is bound to all 64 of them: that is 0

    private final Machine machine;
    private final StrandKind kind;
    private final long id;
    private String name;
    private final long origin;
    private @Nullable Processor processor;
    private int lastProcessor;
    private long affinity; // the mask of its processors, 0 for all
    private Irql irql;
    private @Nullable Call top;
    private @Nullable Message next;
    private @Nullable Turn turn;
    private long turnNumber; // among those of its kind within the newest open call
    private boolean ended;
    private @Nullable Lock wanted;
    private boolean spinning;
    private @Nullable Wait wait;
    private @Nullable ThreadObject thread;
    private boolean stalled;
    private boolean begun;
    private @Nullable Object owner;
    private @Nullable HeldLocks locks;
    private @Nullable ThreadIrps irps;

    private @Nullable StackFrames locals;

    // Its place in the list of the scheduler.
    boolean hasWork;
    @Nullable Strand workBefore;
    @Nullable Strand workAfter;

    // Its place among the strands of the machine.
    @Nullable Strand older;
    @Nullable Strand newer;

    Strand(Machine machine, StrandKind kind, long id, String name, long origin) {
        this.machine = machine;
        this.kind = kind;
        this.id = id;
        this.name = name;
        this.origin = Site.join(machine.root(), Site.join(Site.key(name), origin));
        this.irql = kind == StrandKind.DPC ? Irql.DISPATCH_LEVEL : Irql.PASSIVE_LEVEL;
    }

    /** The machine it runs on. */
    public Machine machine() {
        return machine;
    }

    /** Thread, work item or DPC. */
    public StrandKind kind() {
        return kind;
    }

    /** Its number within the machine. */
    public long id() {
        return id;
    }

    /**
     * Gives it another name in the trace than the one in its chain, such as one with an address in
     * it: addresses follow the order in which things happened, and chains must not.
     */
    public void isCalled(String printed) {
        this.name = printed;
    }

    /** Its name in the trace; several DPCs of one source share it. */
    public String name() {
        return name;
    }

    /** Where it comes from, as a key: the root of the paths of its calls. */
    public long origin() {
        return origin;
    }

    /** The IRQL it runs at. */
    public Irql irql() {
        return irql;
    }

    /** Whether its bottom routine is code of an application. */
    public boolean isOfUserMode() {
        Call bottom = bottom();
        return bottom != null && bottom.to().isOfUserMode();
    }

    /** The call with which it began, null when it has no open call. */
    @Nullable Call bottom() {
        Call bottom = top;
        while (bottom != null && bottom.outer() != null) {
            bottom = bottom.outer();
        }
        return bottom;
    }

    /** Whether it is at DISPATCH_LEVEL or above: nothing may wait there. */
    public boolean isAtDispatch() {
        return irql.compareTo(Irql.DISPATCH_LEVEL) >= 0;
    }

    /** The newest open call, null when the strand has none. */
    public @Nullable Call top() {
        return top;
    }

    /** Whether its bottom call has returned, or its machine has died. */
    public boolean isEnded() {
        return ended;
    }

    /** The processor it is on, or was on last. */
    public int processorNumber() {
        return processor == null ? lastProcessor : processor.number();
    }

    /** Lets it run on one processor only. */
    public void pin(int number) {
        lastProcessor = number;
        bindTo(1L << number);
    }

    /**
     * Lets it run on the processors of a mask only, 0 for all: at once, or as soon as it comes
     * below DISPATCH_LEVEL.
     *
     * @return the mask before
     */
    public long bindTo(long mask) {
        writes();
        long before = affinity;
        affinity = mask;
        machine.scheduler().isBound(this);
        return before;
    }

    /** The mask of the processors that it may run on, 0 for all. */
    long affinity() {
        return affinity;
    }

    /** Whether it may run on a processor. */
    boolean mayRunOn(int number) {
        return affinity == 0 || (affinity != NOWHERE && (affinity & (1L << number)) != 0);
    }

    /** The spin locks and mutexes it holds, newest last. */
    public HeldLocks locks() {
        if (locks == null) {
            locks = new HeldLocks();
        }
        return locks;
    }

    /** The IRPs that were built for it. */
    public ThreadIrps irps() {
        if (irps == null) {
            irps = new ThreadIrps();
        }
        return irps;
    }

    /** Whether any IRP was ever built for it; cheaper than {@link #irps}. */
    public boolean hasIrps() {
        return irps != null;
    }

    /** Whether it holds any lock; cheaper than {@link #locks}. */
    public boolean holdsLocks() {
        return locks != null && !locks.isEmpty();
    }

    /** Whether it acts for a client. */
    public boolean impersonates() {
        return locks != null && locks.impersonates();
    }

    /** Whether KeSetEvent promised that a wait comes next; cheaper than {@link #locks}. */
    public boolean promisesWait() {
        return locks != null && locks.promisedWait() != null;
    }

    /** How often its APCs are disabled: KernelApcDisable and SpecialApcDisable of the thread. */
    public ApcDisable.Counts apcDisable() {
        ApcDisable apcs = apcs();
        return apcs == null ? ApcDisable.Counts.NONE : apcs.now();
    }

    /** The same with who did it; null if they were never disabled. */
    @Nullable ApcDisable apcs() {
        return locks == null ? null : locks.apcs();
    }

    /** KeAreApcsDisabled: whether normal kernel APCs are held back. */
    public boolean areApcsDisabled() {
        return !apcDisable().equals(ApcDisable.Counts.NONE);
    }

    /** KeAreAllApcsDisabled: whether special kernel APCs are held back too. */
    public boolean areAllApcsDisabled() {
        return irql.compareTo(Irql.APC_LEVEL) >= 0 || apcDisable().special() != 0;
    }

    /**
     * Enters or leaves critical regions (or takes and gives mutexes) and guarded regions.
     *
     * @param during the routine of the kernel that does it, on this strand
     * @param kernel what KernelApcDisable changes by: -1 to disable, 1 to enable
     * @param special what SpecialApcDisable changes by
     */
    public void changeApcDisable(Call during, int kernel, int special) {
        Call routine = during.outer();
        writes();
        locks().apcsOrNew().change(routine == null ? 0 : routine.depth(), kernel, special);
        deliverApcs();
    }

    /** The APCs that are queued to it, with alert and suspension; null if it never had any. */
    public @Nullable ThreadApcs apcQueue() {
        return locks == null ? null : locks.queue();
    }

    /** The same, made at first mention. */
    public ThreadApcs apcQueueOrNew() {
        return locks().queueOrNew(this);
    }

    /** A special kernel APC waits until this thread lets it in. */
    public void holdBack(SpecialApc apc) {
        writes();
        apcQueueOrNew().holdBack(apc);
    }

    private void deliverApcs() {
        ThreadApcs queue = apcQueue();
        if (queue != null) {
            queue.letIn();
        }
    }

    /** What the code that runs on this strand keeps with it: a driver's Java stack. */
    public @Nullable Object owner() {
        return owner;
    }

    /** Sets {@link #owner}. */
    public void own(@Nullable Object code) {
        this.owner = code;
    }

    /**
     * The object of the thread that its processor runs: its own, or that of the one which a DPC has
     * interrupted; null if there is none.
     */
    public @Nullable ThreadObject currentThread() {
        Strand running = this;
        if (kind == StrandKind.DPC) {
            running = processor == null ? null : processor.thread();
            machine.footprint().everything(); // rare, and whoever was interrupted matters
        }
        return running == null ? null : running.objectOrNew();
    }

    /** KTHREAD of a thread, made at first mention. */
    public ThreadObject objectOrNew() {
        return thread == null ? machine.objects().add(new ThreadObject(this)) : thread;
    }

    @Nullable Processor processor() {
        return processor;
    }

    void put(@Nullable Processor on) {
        if (on != null) {
            lastProcessor = on.number();
        }
        this.processor = on;
    }

    /** Raises or lowers the IRQL: other strands may lose the processor by it, or get it. */
    public void changeIrql(Irql to) {
        if (irql != to) {
            machine.scheduler().levelChanges(this, to);
            irql = to;
            machine.scheduler().levelChanged(this);
            deliverApcs();
        }
    }

    /** KTHREAD of a system thread; null for any other strand. */
    public @Nullable ThreadObject thread() {
        return thread;
    }

    void thread(ThreadObject object) {
        this.thread = object;
    }

    /** The wait that its newest call is in, null if it is in none. */
    @Nullable Wait waitsIn() {
        return wait;
    }

    void waitIn(@Nullable Wait in) {
        this.wait = in;
    }

    /** The local variables of its routines that others can reach; null for none. */
    public @Nullable StackFrames locals() {
        return locals;
    }

    /** A routine on it declares a local variable that others can reach. */
    public void declares(Call routine, Region local) {
        if (locals == null) {
            locals = new StackFrames();
        }
        locals.add(routine, local);
    }

    /** Whether its first message was delivered. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether a fault holds its next message back: it keeps its processor meanwhile. */
    boolean isStalled() {
        return stalled;
    }

    void stall(boolean yes) {
        writes();
        this.stalled = yes;
    }

    boolean isSpinning() {
        return spinning;
    }

    /** The lock for which it spins or waits, null for none. */
    @Nullable Lock wanted() {
        return wanted;
    }

    /** The lock for which it has tried so often that it may be said to spin; null for none. */
    @Nullable Lock triesFor() {
        return locks == null ? null : locks.triedFor(Deadlock.TRIES);
    }

    void wants(@Nullable Lock lock, boolean spins) {
        this.wanted = lock;
        this.spinning = spins;
    }

    /** Whether a message waits to be delivered on it. */
    boolean hasNext() {
        return next != null || turn != null;
    }

    /** The turn that is taken next instead of a message; null for none. */
    @Nullable Turn turn() {
        return turn;
    }

    void await(Turn access) {
        if (hasNext()) {
            throw new IllegalStateException(name + " has something to do already");
        }
        turn = access;
        turnNumber = top == null ? 0 : top.ask(access.key());
        writes();
        machine.scheduler().hasWork(this);
    }

    void takesTurn() {
        turn = null;
    }

    /** The message that will be delivered next; null while the strand waits. */
    @Nullable Message next() {
        return next;
    }

    void open(Call call) {
        this.top = call;
    }

    /** Sets the message that is delivered when the strand runs next: never on a dead machine. */
    void post(Message message) {
        if (machine.isDead()) {
            return;
        }
        if (hasNext()) {
            throw new IllegalStateException(name + " has a message to deliver: " + next);
        }
        next = message;
        writes();
        machine.scheduler().hasWork(this);
    }

    /** Notes for the footprint of the present step that it is changed, or runs. */
    void writes() {
        if (machine.footprint().isOn()) {
            machine.footprint().write(cell());
        }
    }

    /** Notes for the footprint of the present step that it matters what it does. */
    void reads() {
        if (machine.footprint().isOn()) {
            machine.footprint().read(cell());
        }
    }

    private long cell() {
        return Site.join(Site.join(machine.key(), STRAND), id);
    }

    Message unpost() {
        Message message = next;
        if (message == null) {
            throw new IllegalStateException(name + " has nothing to deliver");
        }
        next = null;
        begun = true;
        return message;
    }

    /** Takes back the message that was to be delivered next. */
    void pullBack() {
        machine.scheduler().forget(this);
        next = null;
    }

    void close(Call call) {
        this.top = call.outer();
    }

    void end() {
        machine.strands().live().remove(this);
        ended = true;
        next = null;
        turn = null;
        top = null;
    }

    @Override
    public long chain() {
        return origin;
    }

    @Override
    public long step() {
        Message message = next;
        if (message instanceof Call call) {
            return call.path();
        }
        if (message instanceof Return answer) {
            return Site.join(answer.call().path(), RETURN);
        }
        if (turn != null && top != null) {
            return Site.join(top.path(), turn.key() + turnNumber);
        }
        return origin;
    }

    @Override
    public String describe() {
        Message message = next;
        String what =
                message instanceof Call call
                        ? call.contract().name()
                        : message instanceof Return answer
                                ? "return of " + answer.call().contract().name()
                                : turn == null ? "nothing" : turn.describe();
        return machine.name() + " " + name + ": " + what;
    }

    @Override
    public void take() {
        machine.scheduler().run(this);
    }

    @Override
    public String toString() {
        return machine.name() + "/" + name;
    }
}
