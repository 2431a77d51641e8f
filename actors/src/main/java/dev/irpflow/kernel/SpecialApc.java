package dev.irpflow.kernel;

/**
 * The special kernel APC that ends an IRP for the thread that has asked for it: held back while the
 * thread is in a guarded region or at APC_LEVEL and above. Page:
 * windows-driver-docs-pr/kernel/types-of-apcs.md.
 *
 * @param end what it does
 * @param by the component that has completed the IRP
 * @param cause the message with which that was completed
 */
public record SpecialApc(Runnable end, Place by, long cause) {
    /** One for what the present message has completed. */
    public static SpecialApc of(Runnable end, Place by) {
        return new SpecialApc(end, by, by.machine().causes().cause());
    }

    void deliver() {
        by.machine().causes().because(cause, end);
    }
}
