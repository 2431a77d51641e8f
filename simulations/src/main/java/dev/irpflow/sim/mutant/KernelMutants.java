package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of the emulated kernel. */
final class KernelMutants {
    private static final String CANCEL_SAFE_PAGE =
            "windows-driver-docs-pr/kernel/cancel-safe-irp-queues.md";

    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "csq-gives-out-what-is-cancelled",
                            "A cancel-safe queue gives out a read whose cancel routine has been"
                                    + " called.",
                            "reads-cancel-safe",
                            "kernel/object-after-close",
                            CANCEL_SAFE_PAGE,
                            new Change.OfClass(
                                    "dev.irpflow.io.CsqRemoval",
                                    "take",
                                    new Edit.Ignore(Spot.jump(4, 5)))),
                    new Mutant(
                            "remove-lock-waits-for-nobody",
                            "IoReleaseRemoveLockAndWait goes on while others hold the lock.",
                            "device-removal",
                            "kernel/memory-after-free",
                            "windows-driver-docs-pr/kernel/using-remove-locks.md",
                            new Change.OfClass(
                                    "dev.irpflow.ke.lock.RemoveLockRoutines",
                                    "releaseAndWait",
                                    new Edit.Gives(Spot.only("count"), 0))),
                    new Mutant(
                            "flush-forgets-the-running-dpc",
                            "KeFlushQueuedDpcs waits for the DPCs that are queued, and not for"
                                    + " the one that runs.",
                            "timer-and-buffer",
                            "kernel/memory-after-free",
                            "wdk-ddi-src/content/wdm/nf-wdm-keflushqueueddpcs.md",
                            new Change.OfClass(
                                    "dev.irpflow.kernel.DpcQueues",
                                    "all",
                                    new Edit.Skip(Spot.of("add", 1, 2)))));

    private KernelMutants() {}
}
