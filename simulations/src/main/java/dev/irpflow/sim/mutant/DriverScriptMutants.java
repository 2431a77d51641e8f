package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of drivers that are written in a scenario, in what they do with memory and IRPs. */
final class DriverScriptMutants {
    private static final String KERNEL = "windows-driver-docs-pr/kernel/";
    private static final String ROUTINES = "wdk-ddi-src/content/wdm/";

    static final List<Mutant> ALL =
            List.of(
                    mutant(
                            "removal-without-waiting",
                            "The removal releases its remove lock and does not wait for "
                                    + "others.",
                            "device-removal",
                            "kernel/memory-after-free",
                            KERNEL + "using-remove-locks.md",
                            new Replacement(
                                    "- call: IoReleaseRemoveLockAndWait",
                                    "- call: IoReleaseRemoveLock")),
                    mutant(
                            "removal-lock-released-early",
                            "A read gives the remove lock back before it touches what the "
                                    + "removal frees.",
                            "device-removal",
                            "kernel/memory-after-free",
                            KERNEL + "using-remove-locks.md",
                            new Replacement(
                                    """
                                    - call: MemoryRead
                                      with: { from: $buffer.returned }
                                    - complete: STATUS_SUCCESS
                                    - call: IoReleaseRemoveLock
                                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                                    """,
                                    """
                                    - call: IoReleaseRemoveLock
                                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                                    - call: MemoryRead
                                      with: { from: $buffer.returned }
                                    - complete: STATUS_SUCCESS
                                    """)),
                    mutant(
                            "removal-lock-kept-without-memory",
                            "A read that gets no memory ends and keeps the remove lock.",
                            "device-removal",
                            "io/irp-never-completed",
                            KERNEL + "using-remove-locks.md",
                            new Replacement(
                                    """
                                    - call: IoReleaseRemoveLock
                                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                                    - complete: STATUS_INSUFFICIENT_RESOURCES
                                    """,
                                    "- complete: STATUS_INSUFFICIENT_RESOURCES")),
                    mutant(
                            "removal-lock-not-looked-at",
                            "A read goes on although it did not get the remove lock.",
                            "device-removal",
                            "kernel/memory-after-free",
                            ROUTINES + "nf-wdm-ioacquireremovelock.md",
                            new Replacement(
                                    """
                                      if: $acquired.status
                                      is: STATUS_DELETE_PENDING
                                    """,
                                    """
                                      if: $acquired.status
                                      is: STATUS_PENDING
                                    """)),
                    mutant(
                            "removal-memory-not-looked-at",
                            "A read uses the IRP that it has allocated without looking "
                                    + "whether there is one.",
                            "device-removal",
                            "scenario/step-as-expected",
                            ROUTINES + "nf-wdm-ioallocateirp.md",
                            new Replacement(
                                    """
                                    - do:
                                        - call: IoReleaseRemoveLock
                                          with: { remove_lock: $lock.remove_lock, tag: $irp }
                                        - complete: STATUS_INSUFFICIENT_RESOURCES
                                        - return: STATUS_INSUFFICIENT_RESOURCES
                                      if: $own.returned
                                      is: unset
                                    """,
                                    "")),
                    mutant(
                            "timer-not-cancelled",
                            "The buffer of a timer is freed while the timer is set.",
                            "timer-and-buffer",
                            "kernel/timer-left-set",
                            ROUTINES + "nf-wdm-kecanceltimer.md",
                            new Replacement(
                                    """
                                    - call: KeCancelTimer
                                      with: { timer: $timer.timer }
                                      returns: any
                                    """,
                                    "")),
                    mutant(
                            "dpcs-not-flushed",
                            "The buffer of a DPC is freed while the DPC may be queued.",
                            "timer-and-buffer",
                            "kernel/memory-after-free",
                            ROUTINES + "nf-wdm-keflushqueueddpcs.md",
                            new Replacement("- call: KeFlushQueuedDpcs", "")),
                    mutant(
                            "freed-before-the-flush",
                            "The buffer is freed before the DPCs are flushed.",
                            "timer-and-buffer",
                            "kernel/memory-after-free",
                            ROUTINES + "nf-wdm-keflushqueueddpcs.md",
                            new Replacement(
                                    """
                                    - call: KeFlushQueuedDpcs
                                    - call: ExFreePool
                                      with: { p: $buffer.returned }
                                    """,
                                    """
                                    - call: ExFreePool
                                      with: { p: $buffer.returned }
                                    - call: KeFlushQueuedDpcs
                                    """)),
                    mutant(
                            "flushed-before-the-cancel",
                            "The DPCs are flushed while the timer can still queue one.",
                            "timer-and-buffer",
                            "kernel/memory-after-free",
                            ROUTINES + "nf-wdm-keflushqueueddpcs.md",
                            new Replacement(
                                    """
                                    - call: KeCancelTimer
                                      with: { timer: $timer.timer }
                                      returns: any
                                    - call: KeFlushQueuedDpcs
                                    """,
                                    """
                                    - call: KeFlushQueuedDpcs
                                    - call: KeCancelTimer
                                      with: { timer: $timer.timer }
                                      returns: any
                                    """)),
                    mutant(
                            "irp-touched-after-it-was-sent",
                            "A filter looks at an IRP that it has sent on.",
                            "forwarding",
                            "ke/irp-touched-after-send",
                            KERNEL + "passing-irps-down-the-driver-stack.md",
                            new Replacement(
                                    """
                                    - call: MemoryRead
                                      with: { from: $context.returned }
                                    """,
                                    """
                                    - call: IrpGetIoStatus
                                    - call: MemoryRead
                                      with: { from: $context.returned }
                                    """)),
                    mutant(
                            "context-freed-by-the-completion",
                            "A completion routine frees what the dispatch routine still "
                                    + "looks at.",
                            "forwarding",
                            "kernel/memory-after-free",
                            KERNEL + "implementing-an-iocompletion-routine.md",
                            new Replacement(
                                    """
                                    - call: MemoryRead
                                      with: { from: $context.returned }
                                    - call: ExFreePool
                                      with: { p: $context.returned }
                                    - return: $sent.status
                                    """,
                                    """
                                    - call: MemoryRead
                                      with: { from: $context.returned }
                                    - return: $sent.status
                                    """),
                            new Replacement(
                                    """
                                    - call: IrpGetPendingReturned
                                      as: pending
                                    """,
                                    """
                                    - call: ExFreePool
                                      with: { p: $context.returned }
                                    - call: IrpGetPendingReturned
                                      as: pending
                                    """)),
                    mutant(
                            "mark-not-passed-up",
                            "A completion routine does not pass the mark of the driver "
                                    + "below up.",
                            "forwarding",
                            "io/pending-not-propagated",
                            KERNEL + "implementing-an-iocompletion-routine.md",
                            new Replacement(
                                    """
                                    - do:
                                        - call: IoMarkIrpPending
                                      if: $pending.returned
                                      is: true
                                    """,
                                    "")),
                    mutant(
                            "rundown-not-awaited",
                            "Memory is freed without waiting for those who use it.",
                            "rundown",
                            "kernel/memory-after-free",
                            KERNEL + "run-down-protection.md",
                            new Replacement(
                                    """
                                    - call: ExWaitForRundownProtectionRelease
                                      with: { run_ref: $users.run_ref }
                                    """,
                                    "")),
                    mutant(
                            "rundown-released-early",
                            "A user gives the protection back before its last access.",
                            "rundown",
                            "kernel/memory-after-free",
                            KERNEL + "run-down-protection.md",
                            new Replacement(
                                    """
                                    - call: MemoryRead
                                      with: { from: $memory.returned }
                                    - call: ExReleaseRundownProtection
                                      with: { run_ref: $users.run_ref }
                                    """,
                                    """
                                    - call: ExReleaseRundownProtection
                                      with: { run_ref: $users.run_ref }
                                    - call: MemoryRead
                                      with: { from: $memory.returned }
                                    """)),
                    mutant(
                            "rundown-not-looked-at",
                            "A user goes on although the rundown has begun.",
                            "rundown",
                            "kernel/memory-after-free",
                            ROUTINES + "nf-wdm-exacquirerundownprotection.md",
                            new Replacement(
                                    """
                                    - do:
                                        - call: MemoryRead
                                          with: { from: $memory.returned }
                                        - call: ExReleaseRundownProtection
                                          with: { run_ref: $users.run_ref }
                                      if: $user.returned
                                      is: true
                                    """,
                                    """
                                    - call: MemoryRead
                                      with: { from: $memory.returned }
                                    - call: ExReleaseRundownProtection
                                      with: { run_ref: $users.run_ref }
                                    """)));

    private DriverScriptMutants() {}

    private static Mutant mutant(
            String name,
            String about,
            String scenario,
            String rule,
            String page,
            Replacement... replacements) {
        return new Mutant(
                name, about, scenario, rule, page, new Change.OfScript(List.of(replacements)));
    }
}
