package dev.irpflow.kernel;

import static dev.irpflow.kernel.Rule.Answer.BUG_CHECK;
import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.IrpCures;
import dev.irpflow.kernel.cure.LockCures;
import dev.irpflow.kernel.cure.MemoryCures;
import dev.irpflow.kernel.cure.StrandCures;

/** The rules that hold for every routine, from its contract and from the flow of messages. */
public enum KernelRule implements Rule {
    IRQL_AT_CALL(
            "kernel/irql-at-call",
            "A routine is called only at an IRQL that its page allows.",
            "windows-driver-docs-pr/kernel/managing-hardware-priorities.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4 with a DDI compliance code, or 0xA / 0xD1"),
            StrandCures.LOWER_FIRST),
    IRQL_AT_RETURN(
            "kernel/irql-at-return",
            "A callback returns at the IRQL at which it was called.",
            "windows-driver-docs-pr/devtest/wdm-irqlreturn.md",
            new RealWindows(
                    DRIVER_VERIFIER,
                    "0xC9/0x5, 0xC4/0xFA, 0xC4/0x2001D; always 0xC8 for a callout, 0xE1 for a"
                            + " work item"),
            StrandCures.SAME_IRQL_OUT),
    IRQL_AT_SYSTEM_SERVICE(
            "kernel/irql-at-system-service",
            "A system service returns to user mode at PASSIVE_LEVEL.",
            "windows-driver-docs-pr/debugger/bug-check-0x4a--irql-gt-zero-at-system-service.md",
            new RealWindows(BUG_CHECK, "0x4A"),
            StrandCures.SAME_IRQL_OUT),
    LOCKS_AT_CALL(
            "kernel/locks-at-call",
            "A routine that must not be called with a lock held is not, and one that needs a lock"
                    + " is called with it.",
            "windows-driver-docs-pr/kernel/preventing-errors-and-deadlocks-while-using-spin-locks.md",
            new RealWindows(Answer.STATIC_RULE, "SpinLockSafe"),
            LockCures.LESS_UNDER_LOCK),
    PLACE_OF_CALL(
            "kernel/place-of-call",
            "A routine is called only from the kinds of routine that its page allows.",
            "windows-driver-docs-pr/network/winsock-kernel-events.md",
            new RealWindows(SILENT_CORRUPTION, ""),
            StrandCures.RIGHT_PLACE),
    ROUTINE_ABSENT(
            "kernel/routine-absent",
            "A routine that this version declares but does not model is not called: nothing could"
                    + " be said of what follows.",
            "docs/FIDELITY.md",
            new RealWindows(SILENT_CORRUPTION, "none: the limit is this emulation's"),
            StrandCures.OTHER_ROUTINE),
    RETURN_EXACTLY_ONCE(
            "kernel/return-exactly-once",
            "Each call ends with exactly one return.",
            "windows-driver-docs-pr/kernel/dispatch-routines-and-irqls.md",
            new RealWindows(SILENT_CORRUPTION, ""),
            StrandCures.RETURN_ONCE),
    UNDOCUMENTED_STATUS(
            "kernel/undocumented-status",
            "A routine whose page lists all its statuses answers with one of them.",
            "windows-driver-docs-pr/kernel/using-ntstatus-values.md",
            new RealWindows(SILENT_CORRUPTION, ""),
            IrpCures.STATUS_FROM_THE_HEADER),
    WAIT_AT_DISPATCH(
            "kernel/wait-at-dispatch",
            "Nothing waits at DISPATCH_LEVEL or above: the dispatcher cannot switch threads there.",
            "windows-driver-docs-pr/debugger/bug-check-0xb8--attempted-switch-from-dpc.md",
            new RealWindows(BUG_CHECK, "0xB8, with Driver Verifier 0xC4/0x121 or 0x122"),
            StrandCures.NO_WAIT_ABOVE),
    PAGED_MEMORY_AT_DISPATCH(
            "kernel/paged-memory-at-dispatch",
            "Pageable memory is not touched at DISPATCH_LEVEL or above.",
            "windows-driver-docs-pr/kernel/managing-hardware-priorities.md",
            new RealWindows(BUG_CHECK, "0xD1 or 0xA"),
            MemoryCures.NONPAGED_ABOVE),
    THREADED_DPC_LIMITS(
            "kernel/threaded-dpc-limits",
            "What runs in a threaded DPC at PASSIVE_LEVEL does nothing that DISPATCH_LEVEL forbids:"
                    + " it touches no pageable memory or code, and calls no routine that is limited"
                    + " to a lower level.",
            "windows-driver-docs-pr/kernel/introduction-to-threaded-dpcs.md",
            new RealWindows(
                    SILENT_CORRUPTION,
                    "nothing while threaded DPCs are enabled, perhaps a late DPC; 0xD1, 0xD3 or the"
                            + " routine's own bug check where ThreadDpcEnable is 0"),
            StrandCures.AS_AN_ORDINARY_DPC),
    MEMORY_AFTER_FREE(
            "kernel/memory-after-free",
            "Memory is not touched after it was freed.",
            "windows-driver-docs-pr/debugger/bug-check-0xd5--driver-page-fault-in-freed-special-pool.md",
            new RealWindows(DRIVER_VERIFIER, "0xD5 with special pool, else silent corruption"),
            MemoryCures.LIFE_BY_REFERENCE),
    STACK_BUFFER_GONE(
            "kernel/stack-buffer-gone",
            "A local variable is not used after the routine that declared it has returned.",
            "windows-driver-docs-pr/kernel/using-the-kernel-stack.md",
            new RealWindows(SILENT_CORRUPTION, "other variables of the thread are overwritten"),
            MemoryCures.HEAP_NOT_STACK),
    STACK_BUFFER_OF_IRP(
            "kernel/stack-buffer-of-irp",
            "A routine whose local variable is the I/O status block or the event of an IRP returns"
                    + " only after the IRP was completed.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0xC or 0xC9/0xD"),
            MemoryCures.HEAP_NOT_STACK),
    STACK_BUFFER_IN_USE(
            "kernel/stack-buffer-in-use",
            "A routine returns only after nobody waits for, or has been lent, its local variables,"
                    + " and no timer or DPC among them is still to come.",
            "windows-driver-docs-pr/kernel/using-the-kernel-stack.md",
            new RealWindows(SILENT_CORRUPTION, "a corrupt list of the kernel"),
            MemoryCures.HEAP_NOT_STACK),
    LOCKED_PAGES_AT_EXIT(
            "kernel/locked-pages-at-exit",
            "A process ends only after every driver has unlocked the pages of its buffers.",
            "windows-driver-docs-pr/debugger/bug-check-0x76--process-has-locked-pages.md",
            new RealWindows(BUG_CHECK, "0x76, or 0xCB where locked pages are tracked"),
            MemoryCures.UNLOCK_ON_EVERY_END),
    MEMORY_IN_BOUNDS(
            "kernel/memory-in-bounds",
            "Memory is touched only within the buffer that was given.",
            "windows-driver-docs-pr/debugger/bug-check-0xd6--driver-page-fault-beyond-end-of-allocation.md",
            new RealWindows(DRIVER_VERIFIER, "0xD6 with special pool, else 0x19 or 0x50"),
            MemoryCures.LENGTH_FIRST),
    LENT_MEMORY_KEPT(
            "kernel/lent-memory-kept",
            "Memory that is lent to an operation is neither freed nor unlocked before the operation"
                    + " has ended.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md",
            new RealWindows(SILENT_CORRUPTION, "the operation goes on in memory of somebody else"),
            MemoryCures.LENT_UNTIL_THE_END),
    LENT_MEMORY_UNCHANGED(
            "kernel/lent-memory-unchanged",
            "Memory that is lent for reading is written by nobody before the operation has ended.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md",
            new RealWindows(SILENT_CORRUPTION, "the old bytes, the new ones or a mixture are used"),
            MemoryCures.LENT_UNTIL_THE_END),
    LENT_MEMORY_UNTOUCHED(
            "kernel/lent-memory-untouched",
            "Memory that is lent for writing is neither read nor written by its giver before the"
                    + " operation has ended.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md",
            new RealWindows(SILENT_CORRUPTION, "whatever lies there at that moment is read"),
            MemoryCures.LENT_UNTIL_THE_END),
    MEMORY_AFTER_LOAN(
            "kernel/memory-after-loan",
            "Whoever was lent memory does not touch it after the operation has ended.",
            "wdk-ddi-src/content/lowio/nf-lowio-rxlowiocompletion.md",
            new RealWindows(SILENT_CORRUPTION, "0x50 or 0xD5 if it was freed meanwhile"),
            MemoryCures.COPY_BEFORE_YOU_END),
    OBJECT_AFTER_CLOSE(
            "kernel/object-after-close",
            "An object is not used after it was freed, closed or deleted.",
            "windows-driver-docs-pr/kernel/life-cycle-of-an-object.md",
            new RealWindows(SILENT_CORRUPTION, "0x18, 0x50 or 0xD5 at some later moment"),
            MemoryCures.LIFE_BY_REFERENCE),
    VALUE_OUT_OF_RANGE(
            "kernel/value-out-of-range",
            "A parameter or an answer that is one of a fixed set of values, such as an IRQL or an"
                    + " NTSTATUS, is one of them.",
            "windows-driver-docs-pr/kernel/using-ntstatus-values.md",
            new RealWindows(SILENT_CORRUPTION, "what the routine makes of it"),
            LockCures.SANE_NUMBERS),
    INFORMATION_BEYOND_BUFFER(
            "kernel/information-beyond-buffer",
            "The Information of a request that transfers data counts bytes of its buffer: it is not"
                    + " negative and not larger than the buffer.",
            "windows-driver-docs-pr/kernel/completing-irps.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x312"),
            IrpCures.COUNT_OF_BYTES),
    LEAK_AT_END(
            "kernel/leak-at-end",
            "When everything has ended, no operation, handle, region or reference is left over.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x60 or 0x62 when the driver unloads"),
            StrandCures.CLEAN_UP_BACKWARDS),
    RELEASED_ONCE(
            "kernel/released-once",
            "What a routine has given is given back once for each time that it was taken.",
            "windows-driver-docs-pr/kernel/life-cycle-of-an-object.md",
            new RealWindows(SILENT_CORRUPTION, "a count too low, and 0x18 or 0x50 later"),
            LockCures.ONE_RELEASE),
    DEVICE_QUEUE_NOT_BUSY(
            "kernel/device-queue-not-busy",
            "An entry is taken out of a device queue only while the queue is busy: for each time that"
                    + " an IRP was to be processed at once.",
            "wdk-ddi-src/content/wdm/nf-wdm-keremovedevicequeue.md",
            new RealWindows(BUG_CHECK, "0x2"),
            IrpCures.DEVICE_QUEUE_BUSY),
    DEVICE_QUEUE_ENTRY_TWICE(
            "kernel/device-queue-entry-twice",
            "An IRP is in one device queue, and once.",
            "windows-driver-docs-pr/kernel/setting-up-and-using-device-queues.md",
            new RealWindows(SILENT_CORRUPTION, "a corrupt list"),
            IrpCures.ONE_OWNER),
    DEADLOCK(
            "kernel/deadlock",
            "Strands do not wait for each other in a circle.",
            "windows-driver-docs-pr/devtest/deadlock-detection.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1001, else the machine hangs"),
            LockCures.ONE_ORDER),
    LIVELOCK(
            "kernel/livelock",
            "Strands do not try for each other's locks for ever, while each holds what another one"
                    + " tries for.",
            "windows-driver-docs-pr/debugger/bug-check-0x133-dpc-watchdog-violation.md",
            new RealWindows(
                    SILENT_CORRUPTION,
                    "0x133 or 0x101 where a processor stays at DISPATCH_LEVEL for it, else the"
                            + " threads hang"),
            LockCures.GIVE_UP_ALL),
    APC_COUNT_AT_RETURN(
            "kernel/apc-count-at-return",
            "A routine of a driver returns with as many critical regions, guarded regions and"
                    + " mutexes as it was called with.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xC5, or 0xC4/0xFB for a completion routine"),
            LockCures.RELEASE_ON_EVERY_WAY),
    APC_INDEX_MISMATCH(
            "kernel/apc-index-mismatch",
            "A system call, a work item, a DPC and a system thread end in no critical or guarded"
                    + " region.",
            "windows-driver-docs-pr/debugger/bug-check-0x1--apc-index-mismatch.md",
            new RealWindows(BUG_CHECK, "0x1, 0x20 for a thread that ends, 0xC7/0x4 for a DPC"),
            LockCures.RELEASE_ON_EVERY_WAY),
    MUTEX_HELD_AT_END(
            "kernel/mutex-held-at-end",
            "A thread or work item releases every mutex before it ends.",
            "windows-driver-docs-pr/debugger/bug-check-0x39--system-exit-owned-mutex.md",
            new RealWindows(
                    BUG_CHECK,
                    "0x39 for a work item, 0x4000008A for a thread, with Driver Verifier"
                            + " 0xC4/0x100A"),
            LockCures.RELEASE_ON_EVERY_WAY),
    LOCK_HELD_AT_END(
            "kernel/lock-held-at-end",
            "A thread, DPC or work item gives back every lock before it ends.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x100A for a thread"),
            LockCures.RELEASE_ON_EVERY_WAY),
    DRIVER_EXCEPTION(
            "kernel/driver-exception",
            "A driver does not raise an exception that nobody handles.",
            "windows-driver-docs-pr/debugger/bug-check-0x1e--kmode-exception-not-handled.md",
            new RealWindows(BUG_CHECK, "0x1E"),
            StrandCures.CATCH_AT_THE_BORDER),
    DRIVER_LOOPS(
            "kernel/driver-loops",
            "A routine of a driver calls the kernel or returns after a while: meanwhile nothing else"
                    + " happens on its processor.",
            "windows-driver-docs-pr/debugger/bug-check-0x133-dpc-watchdog-violation.md",
            new RealWindows(SILENT_CORRUPTION, "0x133 in a DPC, else the processor is lost"),
            StrandCures.SHORT_DPC),
    CODE_AFTER_UNLOAD(
            "kernel/code-after-unload",
            "Nothing of a driver runs after it was unloaded: its timers are cancelled, its work"
                    + " items have run and its threads have ended before.",
            "windows-driver-docs-pr/debugger/bug-check-0xce--driver-unloaded-without-cancelling-pending-operations.md",
            new RealWindows(BUG_CHECK, "0xCE"),
            StrandCures.STOP_BEFORE_UNLOAD),
    TIMER_LEFT_SET(
            "kernel/timer-left-set",
            "A timer is cancelled before the memory in which it lies goes.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0xC7, P1 0"),
            StrandCures.TIMER_BEFORE_MEMORY),
    LOOKASIDE_LEFT(
            "kernel/lookaside-left",
            "A lookaside list is deleted before the image in which it lies goes.",
            "windows-driver-docs-pr/debugger/bug-check-0xd4--system-scan-at-raised-irql-caught-improper-driver-unlo.md",
            new RealWindows(BUG_CHECK, "0xD4 when the system looks at its lists again"),
            MemoryCures.LOOKASIDE_END),
    IMPERSONATES_AT_END(
            "kernel/impersonates-at-end",
            "A work item that has impersonated a client ends that before it returns.",
            "windows-driver-docs-pr/debugger/bug-check-0xdf--impersonating-worker-thread.md",
            new RealWindows(BUG_CHECK, "0xDF"),
            StrandCures.REVERT_FIRST),
    STACK_OVERFLOW(
            "kernel/stack-overflow",
            "The routines that are open on a thread fit into its kernel stack of 24 KB, or into what"
                    + " it was expanded by: a driver does not call itself again and again.",
            "windows-driver-docs-pr/kernel/using-the-kernel-stack.md",
            new RealWindows(BUG_CHECK, "0x7F, P1 8 (double fault)"),
            StrandCures.LESS_STACK),
    CLOCK_WATCHDOG(
            "kernel/clock-watchdog",
            "A processor does not stay at HIGH_LEVEL, where it takes no clock interrupt, until the"
                    + " others miss it.",
            "windows-driver-docs-pr/debugger/bug-check-0x101---clock-watchdog-timeout.md",
            new RealWindows(BUG_CHECK, "0x101; a single processor hangs"),
            StrandCures.SHORT_DPC),
    WORKERS_EXHAUSTED(
            "kernel/workers-exhausted",
            "The system worker threads are few, and work items are short: none waits for what"
                    + " another one would do that finds no worker any more.",
            "windows-driver-docs-pr/kernel/system-worker-threads.md",
            new RealWindows(SILENT_CORRUPTION, "the system deadlocks"),
            StrandCures.WORKERS_DO_NOT_WAIT),
    NEVER_UNLOADED(
            "kernel/never-unloaded",
            "The work items that a driver has queued end, and so do the completion routines that it"
                    + " has set with IoSetCompletionRoutineEx: until then each holds a reference to"
                    + " its device, and the driver stays.",
            "windows-driver-docs-pr/kernel/releasing-driver-allocated-resources.md",
            new RealWindows(SILENT_CORRUPTION, "the driver is never unloaded"),
            StrandCures.STOP_BEFORE_UNLOAD),
    WAIT_FOR_OWN_APC(
            "kernel/wait-for-own-apc",
            "A thread that holds its special kernel APCs back (in a guarded region, at APC_LEVEL)"
                    + " does not wait for the end of an IRP of its own: only such an APC signals"
                    + " the event.",
            "windows-driver-docs-pr/kernel/disabling-apcs.md",
            new RealWindows(SILENT_CORRUPTION, "the thread waits for ever"),
            IrpCures.THREADED_AT_PASSIVE),
    DPC_WATCHDOG(
            "kernel/dpc-watchdog",
            "A DPC ends, and a processor comes below DISPATCH_LEVEL, before the watchdog loses its"
                    + " patience. A DPC should take 100 microseconds at most.",
            "windows-driver-docs-pr/debugger/bug-check-0x133-dpc-watchdog-violation.md",
            new RealWindows(BUG_CHECK, "0x133: P1 0 for a single DPC, 1 for the sum of them"),
            StrandCures.SHORT_DPC),
    DRIVER_BLOCKS(
            "kernel/driver-blocks",
            "A driver waits only by calling the kernel. Java that blocks by itself (a sleep, a lock"
                    + " that another thread holds) is woken from outside of the run.",
            "docs/FIDELITY.md",
            new RealWindows(SILENT_CORRUPTION, "none: the limit is this emulation's"),
            StrandCures.WAIT_THROUGH_THE_KERNEL);

    private final Statement statement;

    KernelRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
