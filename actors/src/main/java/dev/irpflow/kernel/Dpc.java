package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import org.jspecify.annotations.Nullable;

/** KDPC: a routine that can be queued to a processor; it is in a queue at most once. */
public final class Dpc extends KernelObject {
    private final Place owner;
    private final String name;
    private final Object context;
    private @Nullable Strand queued;

    /** A new one; its maker adds it to the machine's objects. */
    public Dpc(Place owner, String name, Object context) {
        this.owner = owner;
        this.name = name;
        this.context = context;
    }

    /** Who is called. */
    public Place owner() {
        return owner;
    }

    /** Its name in the trace, from its owner. */
    public String name() {
        return name;
    }

    /** What the owner gave to know it again: a driver's routine, a component's tag. */
    public Object context() {
        return context;
    }

    /** KeInsertQueueDpc: false if it is queued already; the new request is lost then. */
    public boolean insert(GeneratedMessage request, int processor, boolean atHead, long origin) {
        if (queued != null && !queued.hasBegun() && !queued.isEnded()) {
            return false;
        }
        queued = owner.machine().beginDpc(owner, name, request, context, processor, atHead, origin);
        return true;
    }

    /** KeRemoveQueueDpc: true if it was queued and will not run. */
    public boolean remove() {
        Strand strand = queued;
        queued = null;
        return strand != null
                && !strand.hasBegun()
                && owner.machine().scheduler().unqueueDpc(strand);
    }

    @Override
    protected String noun() {
        return "dpc";
    }
}
