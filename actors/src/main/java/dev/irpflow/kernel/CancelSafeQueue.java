package dev.irpflow.kernel;

/**
 * IO_CSQ: a cancel-safe queue. The driver keeps the IRPs and the lock; this knows its routines.
 * Page: windows-driver-docs-pr/kernel/cancel-safe-irp-queues.md.
 */
public final class CancelSafeQueue extends KernelObject {
    /**
     * The addresses of the driver's routines.
     *
     * @param insert CsqInsertIrp, or CsqInsertIrpEx of an extended queue
     * @param remove CsqRemoveIrp
     * @param peek CsqPeekNextIrp
     * @param acquire CsqAcquireLock
     * @param release CsqReleaseLock
     * @param complete CsqCompleteCanceledIrp
     */
    public record Code(
            long insert, long remove, long peek, long acquire, long release, long complete) {}

    private final Place owner;
    private final Code code;
    private final boolean extended;

    /** A new one; its maker adds it to the machine's objects. */
    public CancelSafeQueue(Place owner, Code code, boolean extended) {
        this.owner = owner;
        this.code = code;
        this.extended = extended;
    }

    /** Whose queue it is. */
    public Place owner() {
        return owner;
    }

    /** Its routines. */
    public Code code() {
        return code;
    }

    /** Whether IoCsqInitializeEx made it: then an insertion may fail. */
    public boolean isExtended() {
        return extended;
    }

    @Override
    protected String noun() {
        return "csq";
    }
}
