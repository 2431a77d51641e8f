package dev.irpflow.kernel;

/** KSEMAPHORE: signaled while its count is above 0; each wait that it satisfies takes one. */
public final class Semaphore extends WaitObject {
    private final int limit;
    private int count;

    /** A new one; its maker adds it to the machine's objects. */
    public Semaphore(int count, int limit) {
        super(Type.SYNCHRONIZATION);
        this.count = count;
        this.limit = limit;
    }

    /** How many waits it would satisfy now. */
    public int count() {
        reads();
        return count;
    }

    /** The count that it never exceeds. */
    public int limit() {
        return limit;
    }

    @Override
    public boolean isSignaled() {
        return count() > 0;
    }

    @Override
    protected void consume(Strand waiter) {
        writes();
        count--;
    }

    /** KeReleaseSemaphore: waiters are released; false if the limit leaves the count as it was. */
    public boolean release(int adjustment) {
        reads();
        if (adjustment > limit - count) {
            return false;
        }
        writes();
        count += adjustment;
        release();
        return true;
    }

    @Override
    protected String noun() {
        return "semaphore";
    }
}
