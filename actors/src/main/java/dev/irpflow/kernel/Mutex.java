package dev.irpflow.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KMUTEX: a wait makes its strand the owner, as often as it likes; meanwhile normal kernel APCs of
 * the owner are held back. Page: windows-driver-docs-pr/kernel/introduction-to-mutex-objects.md.
 */
public final class Mutex extends WaitObject implements Lock {
    private final int limit;
    private @Nullable Strand owner;
    private int times;

    /** A new one, which nobody owns; its maker adds it to the machine's objects. */
    public Mutex() {
        this(Integer.MAX_VALUE);
    }

    /** The same with another limit than that of Windows, which no run reaches. */
    Mutex(int limit) {
        super(Type.SYNCHRONIZATION);
        this.limit = limit;
    }

    @Override
    public LockKind kind() {
        return LockKind.MUTEX;
    }

    @Override
    public List<Strand> owners() {
        reads();
        return owner == null ? List.of() : List.of(owner);
    }

    /** Its signal state: 1 if nobody owns it, 0 if it is owned once, below 0 if more often. */
    public int state() {
        reads();
        return 1 - times;
    }

    /** Whether its owner may not take it once more: the wait raises a status instead. */
    public boolean isAtLimitFor(Strand waiter) {
        reads();
        return owner == waiter && times == limit;
    }

    @Override
    public boolean isSignaled() {
        reads();
        return owner == null;
    }

    @Override
    protected boolean isSignaledFor(Strand waiter) {
        reads();
        return owner == null || (owner == waiter && times < limit);
    }

    @Override
    protected void consume(Strand waiter) {
        writes();
        times++;
        if (owner != null) {
            return;
        }
        owner = waiter;
        waiter.locks().add(new HeldLocks.Held(this, kind(), HeldLocks.Form.RAISING, waiter.irql()));
        Call wait = waiter.top();
        if (wait != null) {
            waiter.changeApcDisable(wait, -1, 0);
        }
    }

    /** KeReleaseMutex by its owner: with the last release it is signaled, and others go on. */
    public void release(Call by) {
        writes();
        Strand strand = by.strand();
        if (--times == 0) {
            owner = null;
            strand.locks().remove(this);
            strand.changeApcDisable(by, 1, 0);
            release();
        }
    }

    @Override
    protected void tell(Facts facts) {
        super.tell(facts);
        facts.add("owner", owner).add("times", times);
    }

    @Override
    protected String noun() {
        return "mutex";
    }
}
