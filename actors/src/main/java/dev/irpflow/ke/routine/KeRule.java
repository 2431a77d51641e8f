package dev.irpflow.ke.routine;

import static dev.irpflow.kernel.Rule.Answer.BUG_CHECK;
import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;
import static dev.irpflow.kernel.Rule.Answer.STATIC_RULE;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.IrpCures;
import dev.irpflow.kernel.cure.LockCures;
import dev.irpflow.kernel.cure.MemoryCures;
import dev.irpflow.kernel.cure.StrandCures;

/** The rules of IRQL, spin locks, waits, timers, DPCs, work items and threads. */
public enum KeRule implements Rule {
    IRQL_RAISE(
            "ke/irql-raise",
            "KeRaiseIrql never lowers: the new level is the current one or above, and"
                    + " at most HIGH_LEVEL.",
            "wdk-ddi-src/content/wdm/nf-wdm-keraiseirql.md",
            new RealWindows(BUG_CHECK, "0x9, with Driver Verifier 0xC4/0x30"),
            StrandCures.RAISE_UP_LOWER_DOWN),
    IRQL_LOWER(
            "ke/irql-lower",
            "KeLowerIrql never raises.",
            "wdk-ddi-src/content/wdm/nf-wdm-kelowerirql.md",
            new RealWindows(BUG_CHECK, "0xA, with Driver Verifier 0xC4/0x31"),
            StrandCures.RAISE_UP_LOWER_DOWN),
    IRQL_LOWER_TO_SAVED(
            "ke/irql-lower-to-saved",
            "KeLowerIrql restores the level that the last KeRaiseIrql found, and no" + " other.",
            "windows-driver-docs-pr/devtest/wdm-irqlkeraiselower2.md",
            new RealWindows(BUG_CHECK, "fatal, no code is documented (rule IrqlKeRaiseLower2)"),
            LockCures.OLD_IRQL_LOCAL),
    IRQL_BELOW_LOCK(
            "ke/irql-below-lock",
            "Whoever holds a spin lock stays at DISPATCH_LEVEL.",
            "windows-driver-docs-pr/debugger/bug-check-0xf--spin-lock-already-owned.md",
            new RealWindows(
                    SILENT_CORRUPTION, "0xF when another thread of the processor takes the lock"),
            LockCures.LESS_UNDER_LOCK),
    LOCK_RECURSION(
            "ke/spin-lock-recursion",
            "A strand does not take a spin lock that it holds: it would wait for" + " itself.",
            "windows-driver-docs-pr/debugger/bug-check-0xf--spin-lock-already-owned.md",
            new RealWindows(BUG_CHECK, "0xF"),
            LockCures.NOT_TWICE),
    LOCK_NOT_HELD(
            "ke/spin-lock-not-held",
            "A spin lock is released by the strand that took it, once.",
            "windows-driver-docs-pr/devtest/wdm-spinlockrelease.md",
            new RealWindows(
                    DRIVER_VERIFIER, "0xC4/0x1007 if nobody holds it, 0xC4/0x1004 if another does"),
            LockCures.RELEASE_ON_EVERY_WAY),
    LOCK_RELEASE_FORM(
            "ke/spin-lock-release-form",
            "A spin lock that was taken by KeAcquireSpinLock is released by"
                    + " KeReleaseSpinLock, one taken at DPC level by"
                    + " KeReleaseSpinLockFromDpcLevel: otherwise the IRQL is not restored.",
            "windows-driver-docs-pr/devtest/wdm-spinlockrelease.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x4000A"),
            LockCures.SAME_FORM),
    LOCK_OLD_IRQL(
            "ke/spin-lock-old-irql",
            "A spin lock is released with the level that its acquisition found.",
            "windows-driver-docs-pr/devtest/wdm-irqlkereleasespinlock.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x20015"),
            LockCures.OLD_IRQL_LOCAL),
    LOCK_RELEASE_ORDER(
            "ke/spin-lock-release-order",
            "A release that lowers the IRQL is that of the last spin lock held.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1003"),
            LockCures.OLD_IRQL_LOCAL),
    LOCK_ORDER(
            "ke/lock-order",
            "Spin locks, mutexes and fast mutexes are taken in one order everywhere: two"
                    + " strands that take two of them in opposite orders can wait for each"
                    + " other for ever.",
            "windows-driver-docs-pr/devtest/deadlock-detection.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1001"),
            LockCures.ONE_ORDER),
    OBJECT_IN_PAGEABLE_MEMORY(
            "ke/object-in-pageable-memory",
            "Events, timers, DPCs and spin locks lie in memory that is never paged out.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xE1"),
            MemoryCures.NONPAGED_ABOVE),
    LOCK_INITIALIZED_TWICE(
            "ke/lock-initialized-twice",
            "A lock is initialised once.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(
                    DRIVER_VERIFIER,
                    "0xC4/0x1005, 0xC4/0xD0 for an ERESOURCE, 0xC4/0xD7 for a remove lock"),
            LockCures.INITIALISE_ONCE),
    USER_WAIT_ON_STACK(
            "ke/user-wait-on-stack-object",
            "A wait for an object on the kernel stack is in kernel mode: in user mode the stack may be"
                    + " paged out.",
            "wdk-ddi-src/content/wdm/nf-wdm-kewaitforsingleobject.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x123"),
            LockCures.KERNEL_MODE_WAIT),
    OBJECT_OVERWRITTEN(
            "ke/object-overwritten",
            "An object that is in use (a timer that is set, a DPC that is queued, an"
                    + " event that is waited for) is not initialised again.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0x139, P1 3, for a wait list; a corrupt queue else"),
            LockCures.INITIALISE_ONCE),
    NO_SUCH_OBJECT(
            "ke/no-such-object",
            "A routine is given an object of the kind that it takes, never NULL or" + " another.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesetevent.md",
            new RealWindows(SILENT_CORRUPTION, "0xD1 or 0x50 at the first use"),
            IrpCures.VALID_POINTER),
    WAIT_OBJECTS(
            "ke/wait-objects",
            "KeWaitForMultipleObjects takes at most 3 objects without a wait block"
                    + " array and at most 64 with one.",
            "wdk-ddi-src/content/wdm/nf-wdm-kewaitformultipleobjects.md",
            new RealWindows(BUG_CHECK, "0xC"),
            LockCures.WAIT_BLOCKS),
    SET_EVENT_THEN_WAIT(
            "ke/set-event-then-wait",
            "KeSetEvent with Wait TRUE is followed at once by a KeWait routine.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesetevent.md",
            new RealWindows(SILENT_CORRUPTION, "the thread goes on at DISPATCH_LEVEL"),
            LockCures.NO_WAIT_TRUE),
    TIMER_DPC_BY_HAND(
            "ke/timer-dpc-by-hand",
            "A DPC that was given to a timer is not also given to KeInsertQueueDpc.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesettimer.md",
            new RealWindows(SILENT_CORRUPTION, "one of the two calls is lost"),
            StrandCures.TIMER_OWNS_ITS_DPC),
    WORK_ITEM_QUEUED_TWICE(
            "ke/work-item-queued-twice",
            "A work item that is still in its queue is not queued again.",
            "windows-driver-docs-pr/kernel/system-worker-threads.md",
            new RealWindows(BUG_CHECK, "0x139, P1 3, at the next use of the queue"),
            StrandCures.WORK_ITEM_ONCE),
    WORK_ITEM_FREED_QUEUED(
            "ke/work-item-freed-queued",
            "A work item that is still in its queue is not freed.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofreeworkitem.md",
            new RealWindows(BUG_CHECK, "0x139, P1 3, at the next use of the queue"),
            StrandCures.WORK_ITEM_ONCE),
    WORK_ITEM_NOT_UNINITIALIZED(
            "ke/work-item-not-uninitialized",
            "A work item is uninitialised before the memory in which it lies is freed.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioinitializeworkitem.md",
            new RealWindows(SILENT_CORRUPTION, "the reference to its device stays for ever"),
            StrandCures.WORK_ITEM_PAIRS),
    DANGLING_REFERENCE(
            "ke/dangling-device-reference",
            "A driver gives every reference of IoGetAttachedDeviceReference back before it is"
                    + " unloaded.",
            "windows-driver-docs-pr/devtest/wdm-danglingdeviceobjectreference.md",
            new RealWindows(
                    STATIC_RULE, "DanglingDeviceObjectReference; the device is never deleted"),
            LockCures.ONE_RELEASE),
    OBJECT_REFERENCE_COUNT(
            "ke/object-reference-count",
            "An object is dereferenced once for each time that it was referenced.",
            "windows-driver-docs-pr/debugger/bug-check-0x18--reference-by-pointer.md",
            new RealWindows(BUG_CHECK, "0x18, with Driver Verifier 0xC4/0x3F"),
            LockCures.ONE_RELEASE),
    TERMINATE_IN_CALLBACK(
            "ke/terminate-in-callback",
            "A system thread ends itself from its own routine, not from a callback: the"
                    + " routines below would never be returned to.",
            "wdk-ddi-src/content/wdm/nf-wdm-psterminatesystemthread.md",
            new RealWindows(
                    SILENT_CORRUPTION,
                    "a bug check within EXPAND_STACK_CALLOUT; no page says which"),
            StrandCures.RIGHT_PLACE),
    DEVICE_DELETED_ATTACHED(
            "ke/device-deleted-attached",
            "A device is detached from the one below before it is deleted.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x201"),
            IrpCures.REMOVE_IN_ORDER);

    private final Statement statement;

    KeRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
