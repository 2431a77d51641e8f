package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of threads that are written in a scenario, in how they wait for each other. */
final class ThreadScriptMutants {
    private static final String KERNEL = "windows-driver-docs-pr/kernel/";
    private static final String ROUTINES = "wdk-ddi-src/content/wdm/";

    static final List<Mutant> ALL =
            List.of(
                    mutant(
                            "locks-in-the-other-order",
                            "One of two threads takes two spin locks in the other order.",
                            "two-locks",
                            "ke/lock-order",
                            KERNEL + "preventing-errors-and-deadlocks-while-using-spin-locks.md",
                            new Replacement(
                                    """
                                    - call: KeAcquireSpinLock
                                      with: { spin_lock: $outer.spin_lock }
                                      as: second-outer
                                    - call: KeAcquireSpinLockAtDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    """,
                                    """
                                    - call: KeAcquireSpinLock
                                      with: { spin_lock: $inner.spin_lock }
                                      as: second-outer
                                    - call: KeAcquireSpinLockAtDpcLevel
                                      with: { spin_lock: $outer.spin_lock }
                                    """),
                            new Replacement(
                                    """
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    - call: KeReleaseSpinLock
                                      with: { spin_lock: $outer.spin_lock, new_irql: $second-outer.old_irql }
                                    """,
                                    """
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $outer.spin_lock }
                                    - call: KeReleaseSpinLock
                                      with: { spin_lock: $inner.spin_lock, new_irql: $second-outer.old_irql }
                                    """)),
                    mutant(
                            "raised-and-not-locked",
                            "A thread raises the IRQL on one processor and takes no lock.",
                            "two-locks",
                            "scenario/step-as-expected",
                            KERNEL + "introduction-to-spin-locks.md",
                            new Replacement(
                                    """
                                    - call: KeAcquireSpinLock
                                      with: { spin_lock: $outer.spin_lock }
                                      as: second-outer
                                    - call: KeAcquireSpinLockAtDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    """,
                                    """
                                    - call: KeRaiseIrqlToDpcLevel
                                      as: second-outer
                                    """),
                            new Replacement(
                                    """
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    - call: KeReleaseSpinLock
                                      with: { spin_lock: $outer.spin_lock, new_irql: $second-outer.old_irql }
                                    """,
                                    """
                                    - call: KeLowerIrql
                                      with: { new_irql: $second-outer.returned }
                                    """)),
                    mutant(
                            "lock-released-early",
                            "A thread releases its locks before it has finished.",
                            "two-locks",
                            "scenario/step-as-expected",
                            KERNEL + "introduction-to-spin-locks.md",
                            new Replacement(
                                    """
                                    - call: KeClearEvent
                                      with: { event: $inside.event }
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    - call: KeReleaseSpinLock
                                      with: { spin_lock: $outer.spin_lock, new_irql: $first-outer.old_irql }
                                    """,
                                    """
                                    - call: KeReleaseSpinLockFromDpcLevel
                                      with: { spin_lock: $inner.spin_lock }
                                    - call: KeReleaseSpinLock
                                      with: { spin_lock: $outer.spin_lock, new_irql: $first-outer.old_irql }
                                    - call: KeClearEvent
                                      with: { event: $inside.event }
                                    """)),
                    mutant(
                            "wrong-irql-on-the-way-back",
                            "A thread goes back to another IRQL than the one that it came "
                                    + "from.",
                            "two-locks",
                            "ke/spin-lock-old-irql",
                            ROUTINES + "nf-wdm-kereleasespinlock.md",
                            new Replacement(
                                    "  with: { spin_lock: $outer.spin_lock, new_irql: $first-outer.old_irql }",
                                    "  with: { spin_lock: $outer.spin_lock, new_irql: APC_LEVEL }")),
                    mutant(
                            "three-threads-in-a-circle",
                            "One of three threads takes its two in the other order.",
                            "three-mutexes",
                            "scenario/step-in-time",
                            KERNEL + "defining-and-using-an-event-object.md",
                            new Replacement(
                                    """
                                    - call: KeWaitForSingleObject
                                      with: { object: $a.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    - note: between the two
                                    - call: KeWaitForSingleObject
                                      with: { object: $c.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    """,
                                    """
                                    - call: KeWaitForSingleObject
                                      with: { object: $c.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    - note: between the two
                                    - call: KeWaitForSingleObject
                                      with: { object: $a.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    """)),
                    mutant(
                            "signal-cleared-before-the-wait",
                            "A thread clears an event and then waits for it: what came "
                                    + "before is lost.",
                            "lost-wake-up",
                            "scenario/step-in-time",
                            ROUTINES + "nf-wdm-keclearevent.md",
                            new Replacement(
                                    """
                                    - call: KeWaitForSingleObject
                                      with: { object: $filled.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    """,
                                    """
                                    - call: KeClearEvent
                                      with: { event: $filled.event }
                                    - call: KeWaitForSingleObject
                                      with: { object: $filled.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                                    """)),
                    mutant(
                            "signal-taken-back",
                            "A thread takes the signal back at once: who does not wait "
                                    + "yet misses it.",
                            "lost-wake-up",
                            "scenario/step-in-time",
                            ROUTINES + "nf-wdm-kesetevent.md",
                            new Replacement(
                                    """
                                    - call: KeSetEvent
                                      with: { event: $emptied.event, increment: 0, wait: false }
                                    """,
                                    """
                                    - call: KeSetEvent
                                      with: { event: $emptied.event, increment: 0, wait: false }
                                    - call: KeClearEvent
                                      with: { event: $emptied.event }
                                    """)),
                    mutant(
                            "writer-holds-it-shared",
                            "A thread changes what a resource protects and holds it " + "shared.",
                            "resource",
                            "scenario/step-as-expected",
                            KERNEL + "introduction-to-eresource-routines.md",
                            new Replacement(
                                    """
                                    - call: ExAcquireResourceExclusiveLite
                                      with: { resource: $resource.resource, wait: true }
                                    """,
                                    """
                                    - call: ExAcquireResourceSharedLite
                                      with: { resource: $resource.resource, wait: true }
                                    """)),
                    mutant(
                            "reader-does-not-hold-it",
                            "A thread looks at what a resource protects and does not hold " + "it.",
                            "resource",
                            "scenario/step-as-expected",
                            KERNEL + "introduction-to-eresource-routines.md",
                            new Replacement(
                                    """
                                    - call: ExAcquireResourceSharedLite
                                      with: { resource: $resource.resource, wait: true }
                                      about: the reader's
                                    """,
                                    ""),
                            new Replacement(
                                    """
                                      gives: { returned: 0 }
                                    - call: ExReleaseResourceLite
                                      with: { resource: $resource.resource }
                                    """,
                                    "  gives: { returned: 0 }")));

    private ThreadScriptMutants() {}

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
