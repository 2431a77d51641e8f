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

/** The rules of pools, locked pages and copying. */
public enum PoolRule implements Rule {
    ZERO_BYTES(
            "ke/pool-zero-bytes",
            "An allocation asks for one byte at least.",
            "wdk-ddi-src/content/wdm/nf-wdm-exallocatepool2.md",
            new RealWindows(BUG_CHECK, "0xC2/0x0, with Driver Verifier 0xC4/0x0"),
            MemoryCures.LENGTH_FIRST),
    FREE_OF_BAD_ADDRESS(
            "ke/pool-free-of-bad-address",
            "What is freed is the start of a pool allocation.",
            "wdk-ddi-src/content/ntddk/nf-ntddk-exfreepool.md",
            new RealWindows(BUG_CHECK, "0xC2/0x46, with Driver Verifier 0xC4/0x10"),
            MemoryCures.FREE_AS_ALLOCATED),
    DOUBLE_FREE(
            "ke/pool-double-free",
            "An allocation is freed once.",
            "wdk-ddi-src/content/ntddk/nf-ntddk-exfreepool.md",
            new RealWindows(BUG_CHECK, "0xC2/0x7, with Driver Verifier 0xC4/0x13"),
            MemoryCures.LIFE_BY_REFERENCE),
    FREE_WITH_WRONG_TAG(
            "ke/pool-free-with-wrong-tag",
            "An allocation is freed with the tag that it was made with.",
            "wdk-ddi-src/content/wdm/nf-wdm-exfreepoolwithtag.md",
            new RealWindows(BUG_CHECK, "0xC2/0xA"),
            MemoryCures.FREE_AS_ALLOCATED),
    FREE_OF_IRP(
            "ke/pool-free-of-irp",
            "An IRP is released by IoFreeIrp, and not as pool.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(BUG_CHECK, "0xC2/0x46, with Driver Verifier 0xC4/0x105"),
            IrpCures.FREE_BY_THE_MAKER),
    WRITTEN_BEYOND_END(
            "ke/pool-written-beyond-end",
            "Nobody writes beyond the end of an allocation; without special pool that shows when it"
                    + " is freed.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(BUG_CHECK, "0x19, 0xC5 or 0xD0, with Driver Verifier 0xC4/0x51"),
            MemoryCures.LENGTH_FIRST),
    QUOTA_IN_DPC(
            "ke/pool-quota-in-dpc",
            "Pool is charged to the quota of a process only where the process is known.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x10B"),
            MemoryCures.QUOTA_OF_A_PROCESS),
    UNSAFE_ALLOCATE(
            "ke/pool-unsafe-allocate",
            "Memory comes from a routine that zeroes it, such as ExAllocatePool2.",
            "windows-driver-docs-pr/devtest/wdm-unsafeallocatepool.md",
            new RealWindows(STATIC_RULE, "UnSafeAllocatePool"),
            MemoryCures.ZEROED_POOL),
    FREE_WITH_ACTIVE_TIMER(
            "ke/pool-free-with-active-timer",
            "Memory that holds a timer is freed only after the timer was cancelled.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0xC7/0x0, with Driver Verifier 0xC4/0x15"),
            StrandCures.TIMER_BEFORE_MEMORY),
    FREE_WITH_QUEUED_DPC(
            "ke/pool-free-with-queued-dpc",
            "Memory that holds a DPC is freed only after the DPC has left its queue.",
            "windows-driver-docs-pr/debugger/bug-check-0xc7--timer-or-dpc-invalid.md",
            new RealWindows(BUG_CHECK, "0xC7/0x1"),
            StrandCures.TIMER_BEFORE_MEMORY),
    FREE_WITH_HELD_LOCK(
            "ke/pool-free-with-held-lock",
            "Memory that holds a lock is freed only while nobody holds the lock.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x100B"),
            LockCures.DELETE_AT_THE_END),
    FREE_WITH_RESOURCE(
            "ke/pool-free-with-resource",
            "A resource is deleted by ExDeleteResourceLite before its memory is freed.",
            "wdk-ddi-src/content/wdm/nf-wdm-exinitializeresourcelite.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x17"),
            LockCures.DELETE_AT_THE_END),
    FREE_WITH_WAITERS(
            "ke/pool-free-with-waiters",
            "Memory that holds an event or timer is freed only while nobody waits for" + " it.",
            "windows-driver-docs-pr/kernel/introduction-to-kernel-dispatcher-objects.md",
            new RealWindows(BUG_CHECK, "0x139, P1 3, at the next use of the wait list"),
            StrandCures.TIMER_BEFORE_MEMORY),
    FREE_OF_LOCKED_PAGES(
            "ke/pool-free-of-locked-pages",
            "Memory is unlocked before it is freed.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmunlockpages.md",
            new RealWindows(SILENT_CORRUPTION, "the device writes into foreign memory"),
            MemoryCures.UNLOCK_ON_EVERY_END),
    UNLOCK_OF_UNLOCKED(
            "ke/pool-unlock-of-unlocked",
            "MmUnlockPages is called once for each MmProbeAndLockPages that succeeded.",
            "windows-driver-docs-pr/debugger/bug-check-0x76--process-has-locked-pages.md",
            new RealWindows(BUG_CHECK, "0x76, with Driver Verifier 0xC4/0x7C"),
            MemoryCures.LOCK_AND_UNLOCK_ONCE),
    PAGED_CODE(
            "ke/paged-code",
            "Code in a pageable section runs below DISPATCH_LEVEL, unless the section is locked.",
            "windows-driver-docs-pr/devtest/wdm-pagedcode.md",
            new RealWindows(BUG_CHECK, "0xD3 if the page is not in memory; static rule PagedCode"),
            MemoryCures.NONPAGED_ABOVE),
    SECTION_NOT_LOCKED(
            "ke/section-not-locked",
            "MmUnlockPagableImageSection is called once for each lock of the section.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmunlockpagableimagesection.md",
            new RealWindows(SILENT_CORRUPTION, "the section is paged out while others run it"),
            MemoryCures.SECTION_LOCK_PAIRS),
    COPY_OVERLAPS(
            "ke/pool-copy-overlaps",
            "The two buffers of RtlCopyMemory do not overlap.",
            "wdk-ddi-src/content/wdm/nf-wdm-rtlcopymemory.md",
            new RealWindows(SILENT_CORRUPTION, "wrong bytes"),
            MemoryCures.MOVE_NOT_COPY);

    private final Statement statement;

    PoolRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
