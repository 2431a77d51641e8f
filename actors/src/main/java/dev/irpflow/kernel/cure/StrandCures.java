package dev.irpflow.kernel.cure;

/** How rules about IRQL, threads, DPCs, timers, work items and unloading are usually kept. */
public final class StrandCures {
    public static final Cure LOWER_FIRST =
            new Cure(
                    "go down by a work item",
                    "Move the call to where the level is low enough: collect what is "
                            + "needed, release the lock, or queue a work item (IoQueueWorkItem), "
                            + "which runs at PASSIVE_LEVEL. Completion routines and DPCs run at "
                            + "up to DISPATCH_LEVEL, even if most times they do not.");

    public static final Cure SAME_IRQL_OUT =
            new Cure(
                    "leave at the level you came",
                    "Pair each raise and each spin lock with its end on every way out "
                            + "of the routine, exceptions included, and keep the old level in a "
                            + "local variable.");

    public static final Cure NO_WAIT_ABOVE =
            new Cure(
                    "do not wait, be called",
                    "At DISPATCH_LEVEL, in a DPC, in a completion routine or in an "
                            + "event callback, nobody waits: give the operation a completion "
                            + "routine and go on there, or hand the rest to a work item that may "
                            + "wait.");

    public static final Cure AS_AN_ORDINARY_DPC =
            new Cure(
                    "write it as an ordinary DPC",
                    "Write a threaded DPC as if it ran at DISPATCH_LEVEL: nonpaged "
                            + "memory, no waits, spin locks by KeAcquireSpinLockForDpc. What "
                            + "needs PASSIVE_LEVEL goes to a work item.");

    public static final Cure RIGHT_PLACE =
            new Cure(
                    "call it from where its page says",
                    "Do the work in the routine that the page names; where that is not "
                            + "possible, remember it and queue a work item or a thread of your "
                            + "own that does it.");

    public static final Cure RAISE_UP_LOWER_DOWN =
            new Cure(
                    "raise up, lower down",
                    "Call KeRaiseIrql only towards a higher level and KeLowerIrql with "
                            + "what it gave you; ask KeGetCurrentIrql if a routine may be called "
                            + "at several levels.");

    public static final Cure SHORT_DPC =
            new Cure(
                    "short, then a work item",
                    "Do in the DPC, and under the spin lock, only what cannot wait, a "
                            + "bounded number of things at a time; queue the DPC anew or a work "
                            + "item for the rest. Poll hardware with a timer, not in a loop.");

    public static final Cure STOP_BEFORE_UNLOAD =
            new Cure(
                    "stop, wait, then unload",
                    "Before DriverUnload returns: refuse new work, cancel the timers "
                            + "(KeCancelTimer, then KeFlushQueuedDpcs), wait for work items and "
                            + "for threads (a reference on the thread object, "
                            + "KeWaitForSingleObject), cancel requests that are under way and "
                            + "wait for their completions.");

    public static final Cure TIMER_BEFORE_MEMORY =
            new Cure(
                    "cancel, flush, then free",
                    "Call KeCancelTimer, then KeFlushQueuedDpcs (its DPC may have "
                            + "begun already), and wake whoever waits; only then free the memory "
                            + "in which timer, DPC or event lie.");

    public static final Cure WORK_ITEM_ONCE =
            new Cure(
                    "one work item, one flag",
                    "Guard it with an interlocked flag: only who sets it queues the "
                            + "work item, and the routine clears it first. Free it in its own "
                            + "routine or after the routine has run (a count, an event), or "
                            + "allocate one for each piece of work.");

    public static final Cure WORK_ITEM_PAIRS =
            new Cure(
                    "work items end as they began",
                    "IoAllocateWorkItem ends with IoFreeWorkItem; IoInitializeWorkItem "
                            + "with IoUninitializeWorkItem, before its memory goes.");

    public static final Cure WORK_ITEM_EX =
            new Cure(
                    "IoQueueWorkItemEx for driver objects",
                    "Allocate the work item with a device object, which also keeps the "
                            + "driver in memory; where there is only a driver object, queue it "
                            + "by IoQueueWorkItemEx.");

    public static final Cure WORKERS_DO_NOT_WAIT =
            new Cure(
                    "a thread of your own for what waits",
                    "Keep work items short. What waits for other work items, or for "
                            + "long, runs in a system thread of the driver "
                            + "(PsCreateSystemThread), or goes on in a completion routine.");

    public static final Cure WORK_QUEUE_OF_DRIVERS =
            new Cure(
                    "DelayedWorkQueue",
                    "Queue to DelayedWorkQueue, or CriticalWorkQueue for what others "
                            + "wait for.");

    public static final Cure TIMER_OWNS_ITS_DPC =
            new Cure(
                    "a DPC has one source",
                    "Give the timer a DPC of its own, and queue another KDPC by hand; "
                            + "both may call the same routine.");

    public static final Cure REVERT_FIRST =
            new Cure(
                    "revert before you return",
                    "Call PsRevertToSelf (or SeStopImpersonatingClient) on every way "
                            + "out of the work item that has impersonated a client.");

    public static final Cure LESS_STACK =
            new Cure(
                    "a loop in place of recursion",
                    "Make a loop of it, or queue the next step as a work item; move "
                            + "large local variables to the pool. A driver that calls itself "
                            + "through a completion routine that runs inline needs a queue in "
                            + "between. KeExpandKernelStackAndCallout helps where deep calls are "
                            + "unavoidable.");

    public static final Cure CATCH_AT_THE_BORDER =
            new Cure(
                    "catch where it may be raised",
                    "Put try/except around probes and accesses of user memory, "
                            + "locking, and routines whose page says that they raise, and turn "
                            + "the exception into a status. Everything else that is raised is a "
                            + "bug at the line that is named above.");

    public static final Cure NO_BREAKPOINTS =
            new Cure(
                    "no breakpoints in what is shipped",
                    "Keep DbgBreakPoint and failing assertions to checked builds, and "
                            + "answer with a status in the others.");

    public static final Cure WAIT_THROUGH_THE_KERNEL =
            new Cure(
                    "wait by the kernel's routines",
                    "Replace sleeps, Java locks and futures by KeDelayExecutionThread, "
                            + "KeWaitForSingleObject and the locks of the kernel, and share "
                            + "state in a Cell.");

    public static final Cure CLEAN_UP_BACKWARDS =
            new Cure(
                    "give everything back, backwards",
                    "Let DriverUnload, or the failing way through DriverEntry, give "
                            + "everything back in the opposite order of its making, and let each "
                            + "operation that you began end before: what is left is named above, "
                            + "with who made it.");

    public static final Cure RETURN_ONCE =
            new Cure(
                    "one call, one return",
                    "Let each routine return once and not be given up in between. A "
                            + "driver cannot get there by ordinary Java: if it has, that is a "
                            + "finding about Irpflow.");

    public static final Cure OTHER_ROUTINE =
            new Cure(
                    "another way, or another version",
                    "Use a routine that does the same and is modelled (`irpflow list "
                            + "routines` says which), or keep this way out of the scenario; real "
                            + "Windows has the routine.");

    public static final Cure READ_THE_DUMP =
            new Cure(
                    "read the dump",
                    "Open the crash dump (irpflow dump FOLDER, then !analyze): the "
                            + "code and its four parameters say what the kernel found. If the "
                            + "machine was meant to stop, say so in the scenario: outcome: { "
                            + "bug-check: ... }.");

    private StrandCures() {}
}
