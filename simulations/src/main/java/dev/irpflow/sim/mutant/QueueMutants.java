package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of the shipped driver whose reads wait in a queue. */
final class QueueMutants {
    private static final String OWN = "dev.irpflow.queue.OwnLockQueue";
    private static final String DRIVER = "dev.irpflow.queue.QueueDriver";
    private static final String OWN_LOCK_PAGE =
            "windows-driver-docs-pr/kernel/using-a-driver-supplied-spin-lock.md";
    private static final String SYNCHRONIZING_PAGE =
            "windows-driver-docs-pr/kernel/synchronizing-irp-cancellation.md";
    private static final String RACE = "reads-own-lock";

    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "queue-ignores-the-exchange",
                            "Who takes a read out of the queue completes it, whether or not its"
                                    + " cancel routine has been called.",
                            RACE,
                            "kernel/object-after-close",
                            SYNCHRONIZING_PAGE,
                            new Change.OfClass(OWN, "take", new Edit.Ignore(Spot.jump(5, 5)))),
                    new Mutant(
                            "queue-keeps-what-is-cancelled",
                            "The cancel routine completes a read and leaves it in the queue.",
                            RACE,
                            "kernel/object-after-close",
                            OWN_LOCK_PAGE,
                            new Change.OfClass(OWN, "run", new Edit.Skip(Spot.only("remove")))),
                    new Mutant(
                            "queue-marks-late",
                            "A read is marked pending when others can find it already.",
                            RACE,
                            "kernel/object-after-close",
                            OWN_LOCK_PAGE,
                            new Change.OfClass(
                                    OWN,
                                    "insert",
                                    new Edit.After(
                                            Spot.only("markIrpPending"),
                                            Spot.only("releaseSpinLock")))),
                    new Mutant(
                            "queue-timer-before-insert",
                            "The timer is set before the read is in the queue, and may find"
                                    + " nothing there.",
                            RACE,
                            "io/irp-never-completed",
                            OWN_LOCK_PAGE,
                            new Change.OfClass(
                                    DRIVER,
                                    "read",
                                    new Edit.After(Spot.only("insert"), Spot.only("setTimer")))),
                    new Mutant(
                            "queue-forgets-to-cancel-its-timer",
                            "The driver unloads without cancelling its timer.",
                            RACE,
                            "kernel/timer-left-set",
                            "wdk-ddi-src/content/wdm/nc-wdm-driver_unload.md",
                            new Change.OfClass(
                                    DRIVER,
                                    "driverUnload",
                                    new Edit.Skip(Spot.only("cancelTimer")))));

    private QueueMutants() {}
}
