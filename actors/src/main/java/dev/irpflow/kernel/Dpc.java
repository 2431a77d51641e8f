package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KDPC: a routine that can be queued to a processor; it is in a queue at most once. */
public final class Dpc extends KernelObject {
    private final Place owner;
    private final long routine;
    private final @Nullable Long context;
    private final long key;
    private @Nullable Strand queued;
    private @Nullable KernelTimer timer;

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param owner whose routine it is
     * @param routine the address of the routine
     * @param context DeferredContext, null for none
     * @param key what led to it, and which of those it is
     */
    public Dpc(Place owner, long routine, @Nullable Long context, long key) {
        this.owner = owner;
        this.routine = routine;
        this.context = context;
        this.key = key;
    }

    /** The address of its routine. */
    public long routine() {
        return routine;
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
     * @param processor in whose queue
     * @param origin what led to it, for the site of choices
     */
    public boolean insert(
            @Nullable Long argument1, @Nullable Long argument2, int processor, long origin) {
        if (isQueued()) {
            return false;
        }
        writes();
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
        Strand strand =
                owner.machine()
                        .strands()
                        .beginDpc(
                                owner,
                                owner.component() + " dpc",
                                request.build(),
                                this,
                                processor,
                                false,
                                Site.join(origin, key));
        strand.isCalled(owner.component() + " dpc " + routine);
        queued = strand;
        return true;
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
                && owner.machine().scheduler().unqueueDpc(strand);
    }

    /** What led to it, and which of those it is, as a key: the same in every run of one story. */
    long key() {
        return key;
    }

    @Override
    protected String noun() {
        return "dpc";
    }
}
