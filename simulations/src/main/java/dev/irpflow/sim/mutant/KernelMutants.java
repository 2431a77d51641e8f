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
                                    new Edit.Skip(Spot.of("add", 1, 2)))),
                    new Mutant(
                            "event-stays-signaled",
                            "A synchronization event stays signaled after it has let a thread go"
                                    + " on.",
                            "three-mutexes",
                            "scenario/step-as-expected",
                            "windows-driver-docs-pr/kernel/defining-and-using-an-event-object.md",
                            new Change.OfClass(
                                    "dev.irpflow.kernel.WaitObject",
                                    "consume",
                                    new Edit.Forget(Spot.only("signaled")))),
                    new Mutant(
                            "spin-lock-taken-by-two",
                            "A spin lock is taken while another strand holds it.",
                            "two-locks",
                            "kernel/lock-held-at-end",
                            "windows-driver-docs-pr/kernel/introduction-to-spin-locks.md",
                            new Change.OfClass(
                                    "dev.irpflow.ke.lock.SpinLocks",
                                    "acquire",
                                    new Edit.Ignore(Spot.jump(2, 2)))),
                    new Mutant(
                            "rundown-waits-for-nobody",
                            "ExWaitForRundownProtectionRelease goes on while others are"
                                    + " protected.",
                            "rundown",
                            "kernel/memory-after-free",
                            "windows-driver-docs-pr/kernel/run-down-protection.md",
                            new Change.OfClass(
                                    "dev.irpflow.ke.lock.Rundowns",
                                    "runDown",
                                    new Edit.Gives(Spot.only("count"), 0))),
                    new Mutant(
                            "resource-shared-beside-its-writer",
                            "A resource is given shared while another thread holds it exclusive.",
                            "resource",
                            "scenario/step-as-expected",
                            "windows-driver-docs-pr/kernel/introduction-to-eresource-routines.md",
                            new Change.OfClass(
                                    "dev.irpflow.kernel.Resource",
                                    "isOpenTo",
                                    new Edit.Gives(Spot.only("isWritten"), 0))));

    private KernelMutants() {}
}
