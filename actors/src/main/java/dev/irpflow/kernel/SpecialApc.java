package dev.irpflow.kernel;

/**
 * The special kernel APC that ends a threaded IRP for its thread: held back while the thread is in
 * a guarded region or at APC_LEVEL and above. Page: windows-driver-docs-pr/kernel/types-of-apcs.md.
 *
 * @param request what it ends
 * @param irp the completed IRP
 * @param by the component that has completed it
 * @param cause the message with which it was completed
 */
record SpecialApc(ThreadedRequest request, Irp irp, Place by, long cause) {
    void deliver() {
        by.machine().causes().because(cause, () -> request.tell(irp, by));
    }
}
