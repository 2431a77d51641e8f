package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of drivers that are written in a scenario, in how they cancel. */
final class CancelScriptMutants {
    private static final String KERNEL = "windows-driver-docs-pr/kernel/";
    private static final String ROUTINES = "wdk-ddi-src/content/wdm/";

    static final List<Mutant> ALL =
            List.of(
                    mutant(
                            "timed-cancel-ends-twice",
                            "The completion routine lets the IRP end while it is being "
                                    + "cancelled.",
                            "timed-cancel",
                            "io/irp-completed-once",
                            KERNEL + "canceling-irps.md",
                            new Replacement(
                                    "- return: STATUS_MORE_PROCESSING_REQUIRED",
                                    "- return: STATUS_CONTINUE_COMPLETION")),
                    mutant(
                            "timed-cancel-never-ends",
                            "The completion that was stopped for the cancel's sake is not "
                                    + "resumed.",
                            "timed-cancel",
                            "io/irp-never-completed",
                            KERNEL + "canceling-irps.md",
                            new Replacement(
                                    """
                                    - call: IoCompleteRequest
                                      with: { irp: $request.returned, priority_boost: 0 }
                                    """,
                                    "- note: forgotten")),
                    mutant(
                            "timed-cancel-does-not-ask",
                            "The IRP is cancelled although its completion came first.",
                            "timed-cancel",
                            "io/irp-after-free",
                            KERNEL + "canceling-irps.md",
                            new Replacement(
                                    """
                                      if: $before-cancel.returned
                                      is: 0
                                    """,
                                    """
                                      if: $before-cancel.returned
                                      is: not 7
                                    """)),
                    mutant(
                            "timed-cancel-does-not-wait",
                            "A sender that has cancelled does not wait for the end of the "
                                    + "IRP.",
                            "timed-cancel",
                            "kernel/lent-memory-kept",
                            ROUTINES + "nf-wdm-iobuildsynchronousfsdrequest.md",
                            new Replacement(
                                    """
                                          if: $before-cancel.returned
                                          is: 0
                                        - call: KeWaitForSingleObject
                                          with: { object: $done.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    """,
                                    """
                                          if: $before-cancel.returned
                                          is: 0
                                    """)),
                    mutant(
                            "answer-ignores-the-exchange",
                            "A DPC completes a read whose cancel routine has been called.",
                            "own-cancel",
                            "kernel/object-after-close",
                            KERNEL + "synchronizing-irp-cancellation.md",
                            new Replacement(
                                    """
                                    - do:
                                        - complete: STATUS_SUCCESS
                                          irp: $IRP_MJ_READ.irp
                                          information: 8
                                      if: $won.returned
                                      is: not unset
                                    """,
                                    """
                                    - complete: STATUS_SUCCESS
                                      irp: $IRP_MJ_READ.irp
                                      information: 8
                                    """)),
                    mutant(
                            "cancel-leaves-it-in-the-queue",
                            "A cancel routine completes a read and leaves it where the "
                                    + "DPC finds it.",
                            "own-cancel",
                            "kernel/object-after-close",
                            KERNEL + "implementing-a-cancel-routine.md",
                            new Replacement(
                                    """
                                    - call: KeResetEvent
                                      with: { event: $waiting.event }
                                      returns: any
                                    - call: KeReleaseSpinLock
                                    """,
                                    "- call: KeReleaseSpinLock")),
                    mutant(
                            "cancel-keeps-the-cancel-lock",
                            "A cancel routine does not release the cancel spin lock.",
                            "own-cancel",
                            "kernel/locks-at-call",
                            KERNEL + "implementing-a-cancel-routine.md",
                            new Replacement(
                                    """
                                    - call: IoReleaseCancelSpinLock
                                      with: { irql: $call.cancel_irql }
                                    """,
                                    "")),
                    mutant(
                            "cancelled-with-information",
                            "A cancelled read says that it has read something.",
                            "own-cancel",
                            "io/cancelled-with-information",
                            KERNEL + "implementing-a-cancel-routine.md",
                            new Replacement("  information: 0", "  information: 8")),
                    mutant(
                            "read-marked-late",
                            "A read is marked pending after the lock was released under "
                                    + "which others find it.",
                            "own-cancel",
                            "kernel/object-after-close",
                            ROUTINES + "nf-wdm-iomarkirppending.md",
                            new Replacement(
                                    """
                                    - call: IoMarkIrpPending
                                    - call: KeSetEvent
                                    """,
                                    "- call: KeSetEvent"),
                            new Replacement(
                                    """
                                    - call: KeSetTimer
                                      with: { timer: $timer.timer, due_time: 2 ms, dpc: $dpc.dpc }
                                      returns: any
                                    """,
                                    """
                                    - call: KeSetTimer
                                      with: { timer: $timer.timer, due_time: 2 ms, dpc: $dpc.dpc }
                                      returns: any
                                    - call: IoMarkIrpPending
                                    """)),
                    mutant(
                            "answer-without-the-lock",
                            "A DPC takes a read out of its place without the lock.",
                            "own-cancel",
                            "kernel/object-after-close",
                            KERNEL + "synchronizing-irp-cancellation.md",
                            new Replacement(
                                    """
                                    - call: KeAcquireSpinLockAtDpcLevel
                                      with: { spin_lock: $lock.spin_lock }
                                    """,
                                    ""),
                            new Replacement(
                                    """
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $lock.spin_lock }
                                    - do:
                                    """,
                                    "- do:"),
                            new Replacement(
                                    """
                                    - do:
                                        - call: KeReleaseSpinLockFromDpcLevel
                                          with: { spin_lock: $lock.spin_lock }
                                      if: $there.returned
                                      is: 0
                                    """,
                                    "")));

    private CancelScriptMutants() {}

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
