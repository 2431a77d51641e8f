package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EX_RUNDOWN_REF: who uses an object that others own, until it is run down. Page:
 * windows-driver-docs-pr/kernel/run-down-protection.md.
 */
public final class RundownReference extends KernelObject {
    /** How it counts, which its routines have to know. */
    public enum Counts {
        /** EX_RUNDOWN_REF: one count. */
        ONE,
        /** EX_RUNDOWN_REF_CACHE_AWARE: one for each processor; only their sum matters. */
        FOR_EACH_PROCESSOR
    }

    private final Counts counts;
    private final List<Call> waiting = new ArrayList<>(1);
    private Region.@Nullable Kind pool;
    private long count;
    private boolean rundown;

    /** A new one; its maker adds it to the machine's objects. */
    public RundownReference(Counts counts) {
        this.counts = counts;
    }

    /** How it counts. */
    public Counts counts() {
        return counts;
    }

    /** The kernel has allocated it from this pool, before anybody knows it. */
    public void allocatedFrom(Region.Kind kind) {
        pool = kind;
    }

    /** The pool that the kernel has allocated it from; null if it lies in memory of a driver. */
    public Region.@Nullable Kind pool() {
        return pool;
    }

    /** Whether the run-down has begun: then nobody is protected any more. */
    public boolean isRundown() {
        reads();
        return rundown;
    }

    /** How often it protects now. */
    public long count() {
        reads();
        return count;
    }

    /** Protects, so many times. */
    public void acquire(long times) {
        writes();
        count += times;
    }

    /** Ends so many protections, which there are. */
    public void release(long times) {
        writes();
        count -= times;
    }

    /** The run-down begins. */
    public void runDown() {
        writes();
        rundown = true;
    }

    /** Another object begins its life. */
    public void renew() {
        writes();
        rundown = false;
        count = 0;
    }

    /** Lets a held call wait until nobody is protected. */
    public void await(Call call) {
        writes();
        waiting.add(call);
    }

    /** The held calls that may go on now, because nobody is protected. */
    public List<Call> through() {
        reads();
        if (count > 0 || waiting.isEmpty()) {
            return List.of();
        }
        writes();
        List<Call> calls = List.copyOf(waiting);
        waiting.clear();
        return calls;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("run down", rundown).add("count", count);
    }

    @Override
    protected String noun() {
        return "rundown-reference";
    }
}
