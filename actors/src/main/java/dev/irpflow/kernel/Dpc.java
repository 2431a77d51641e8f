package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.CustomThreadedDpc;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KDPC: a routine that can be queued to a processor; it is in a queue at most once. */
public final class Dpc extends KernelObject {
    private static final int CURRENT = -1;

    private final Place owner;
    private final boolean threaded;
    private final long routine;
    private final @Nullable Long context;
    private final long key;
    private DpcImportance importance = DpcImportance.MEDIUM;
    private int target = CURRENT;
    private @Nullable Strand queued;
    private @Nullable KernelTimer timer;

    /** An ordinary one; its maker adds it to the machine's objects. */
    public Dpc(Place owner, long routine, @Nullable Long context, long key) {
        this(owner, false, routine, context, key);
    }

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param owner whose routine it is
     * @param threaded whether it is a threaded one
     * @param routine the address of the routine
     * @param context DeferredContext, null for none
     * @param key what led to it, and which of those it is
     */
    public Dpc(Place owner, boolean threaded, long routine, @Nullable Long context, long key) {
        this.owner = owner;
        this.threaded = threaded;
        this.routine = routine;
        this.context = context;
        this.key = key;
    }

    /** Whose routine it is. */
    public Place owner() {
        return owner;
    }

    /** The address of its routine. */
    public long routine() {
        return routine;
    }

    /** KeSetImportanceDpc: for the next time that it is queued. */
    public void importance(DpcImportance from) {
        writes();
        importance = from;
    }

    /** KeSetTargetProcessorDpc: for the next time that it is queued. */
    public void target(int processor) {
        writes();
        target = processor;
    }

    /** Whether it is put at the beginning of its queue. */
    boolean isFirst() {
        return importance == DpcImportance.HIGH;
    }

    /** Whether it is in a queue: it leaves the queue before its routine runs. */
    public boolean isQueued() {
        reads();
        if (queued != null) {
            queued.reads();
        }
        return queued != null && !queued.hasBegun() && !queued.isEnded();
    }

    /** The timer that it was given to last; null if it was given to none. */
    public @Nullable KernelTimer timer() {
        reads();
        return timer;
    }

    void givenTo(KernelTimer owning) {
        writes();
        this.timer = owning;
    }

    /**
     * KeInsertQueueDpc: false if it is queued already; the new arguments are lost then.
     *
     * @param current the processor that asks for it
     * @param origin what led to it, for the site of choices
     */
    public boolean insert(
            @Nullable Long argument1, @Nullable Long argument2, int current, long origin) {
        if (isQueued()) {
            return false;
        }
        writes();
        Machine machine = owner.machine();
        boolean runsInThread = threaded && machine.settings().dpcs().threaded();
        int processor = target == CURRENT ? current : target;
        GeneratedMessage request = request(argument1, argument2);
        Strand strand =
                machine.strands()
                        .beginDpc(
                                runsInThread ? StrandKind.THREADED_DPC : StrandKind.DPC,
                                this,
                                request,
                                processor,
                                runsInThread || isProcessedAtOnce(processor, current),
                                Site.join(origin, key));
        strand.isCalled(owner.component() + " dpc " + routine);
        queued = strand;
        return true;
    }

    // windows-driver-docs-pr/kernel/organization-of-dpc-queues.md.
    private boolean isProcessedAtOnce(int processor, int current) {
        Machine machine = owner.machine();
        DpcSettings limits = machine.settings().dpcs();
        long tick = machine.time().ticks();
        DpcAccount account = machine.scheduler().dpcs().account(processor);
        boolean isSlow = account.rate(tick) < limits.minimumRate();
        account.requested(tick);
        boolean mayBePutOff =
                switch (importance) {
                    case LOW -> processor != current || !isSlow;
                    case MEDIUM -> processor != current;
                    case MEDIUM_HIGH, HIGH -> false;
                };
        if (!mayBePutOff || machine.scheduler().dpcs().depth(processor) >= limits.depthLimit()) {
            return true;
        }
        if (limits.minimumRate() > 0) {
            new DeferredDrain(machine, processor).schedule();
        }
        return false;
    }

    private GeneratedMessage request(@Nullable Long argument1, @Nullable Long argument2) {
        return threaded ? threadedCall(argument1, argument2) : call(argument1, argument2);
    }

    private KDeferredRoutine call(@Nullable Long argument1, @Nullable Long argument2) {
        KDeferredRoutine.Builder request =
                KDeferredRoutine.newBuilder().setDpc(id()).setRoutine(routine);
        if (context != null) {
            request.setDeferredContext(context);
        }
        if (argument1 != null) {
            request.setSystemArgument1(argument1);
        }
        if (argument2 != null) {
            request.setSystemArgument2(argument2);
        }
        return request.build();
    }

    private CustomThreadedDpc threadedCall(@Nullable Long argument1, @Nullable Long argument2) {
        CustomThreadedDpc.Builder request =
                CustomThreadedDpc.newBuilder().setDpc(id()).setRoutine(routine);
        if (context != null) {
            request.setDeferredContext(context);
        }
        if (argument1 != null) {
            request.setSystemArgument1(argument1);
        }
        if (argument2 != null) {
            request.setSystemArgument2(argument2);
        }
        return request.build();
    }

    /** KeRemoveQueueDpc: true if it was queued and will not run. */
    public boolean remove() {
        writes();
        Strand strand = queued;
        if (strand != null) {
            strand.reads();
        }
        queued = null;
        return strand != null
                && !strand.hasBegun()
                && owner.machine().scheduler().dpcs().unqueue(strand);
    }

    /** What led to it, and which of those it is, as a key: the same in every run of one story. */
    long key() {
        return key;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("driver", owner)
                .add("routine", routine)
                .add("context", context)
                .add(
                        "queued to processor",
                        isQueued() && queued != null ? queued.processorNumber() : null)
                .add("timer", timer);
    }

    @Override
    protected String noun() {
        return "dpc";
    }
}
