package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The special kernel APC that ends an IRP for the thread that has asked for it: held back while the
 * thread is in a guarded region or at APC_LEVEL and above. Page:
 * windows-driver-docs-pr/kernel/types-of-apcs.md.
 *
 * @param irp which has been completed
 * @param tells what it signals; null for nothing
 * @param end what it does
 * @param by the component that has completed the IRP
 * @param cause the message with which that was completed
 */
public record SpecialApc(Irp irp, @Nullable WaitObject tells, Runnable end, Place by, long cause) {
    /** One for what the present message has completed. */
    public static SpecialApc of(Irp irp, @Nullable WaitObject tells, Runnable end, Place by) {
        return new SpecialApc(irp, tells, end, by, by.machine().causes().cause());
    }

    void deliver() {
        by.machine().causes().because(cause, end);
    }

    /** Judges a wait of the thread that holds this one back: it must not need its event. */
    void judge(Wait wait) {
        if (tells == null || !wait.needs(tells)) {
            return;
        }
        Strand thread = wait.held().strand();
        by.machine()
                .violated(
                        KernelRule.WAIT_FOR_OWN_APC,
                        wait.held().from(),
                        "%s waits for %s at %s%s; only an APC of that thread would tell of the end of %s"
                                .formatted(
                                        thread,
                                        tells,
                                        thread.irql(),
                                        thread.apcDisable().special() == 0
                                                ? ""
                                                : " in a guarded region",
                                        irp),
                        wait.held());
    }
}
