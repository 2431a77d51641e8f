package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.Rule.Answer.BUG_CHECK;
import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;
import static dev.irpflow.kernel.Rule.Answer.STATIC_RULE;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.LockCures;

/** The rules of regions and of all locks but the plain spin lock. */
public enum LockRule implements Rule {
    QUEUED_AND_PLAIN(
            "ke/spin-lock-queued-and-plain",
            "A spin lock is used either as a queued lock or as a plain one, never as both.",
            "wdk-ddi-src/content/wdm/nf-wdm-keacquireinstackqueuedspinlock.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1008, 0xC4/0x1009 at a release"),
            LockCures.SAME_FORM),
    QUEUE_HANDLE_UNWOUND(
            "ke/queue-handle-unwound",
            "A queued spin lock is given back before the routine returns on whose stack its handle"
                    + " lies.",
            "wdk-ddi-src/content/wdm/nf-wdm-keacquireinstackqueuedspinlock.md",
            new RealWindows(SILENT_CORRUPTION, "whatever lies on the stack is taken for a handle"),
            LockCures.RELEASE_ON_EVERY_WAY),
    SHARED_LOCK_MODE(
            "ke/shared-lock-mode",
            "Whoever has a reader-writer spin lock for reading gives it back as a reader, whoever has"
                    + " it for writing as a writer.",
            "windows-driver-docs-pr/kernel/reader-writer-spin-locks.md",
            new RealWindows(SILENT_CORRUPTION, "a wrong count of readers"),
            LockCures.SAME_FORM),
    LOCK_OF_ANOTHER_KIND(
            "ke/lock-of-another-kind",
            "A lock is used by the routines of its own kind.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1008, 0xC4/0x1009 at a release"),
            LockCures.SAME_FORM),
    LOCK_NOT_INITIALIZED(
            "ke/lock-not-initialized",
            "A lock is initialised before it is used.",
            "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1002"),
            LockCures.INITIALISE_ONCE),
    MUTEX_RECURSION(
            "ke/mutex-recursion",
            "A thread does not take a fast mutex or a guarded mutex that it holds: it would wait for"
                    + " itself.",
            "windows-driver-docs-pr/kernel/fast-mutexes-and-guarded-mutexes.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1000, else the thread hangs"),
            LockCures.NOT_TWICE),
    MUTEX_NOT_HELD(
            "ke/mutex-not-held",
            "A mutex is released by the thread that holds it.",
            "wdk-ddi-src/content/wdm/nf-wdm-kereleasemutex.md",
            new RealWindows(
                    DRIVER_VERIFIER,
                    "0xC4/0x1007 if nobody holds it, 0xC4/0x1004 if another thread does; else"
                            + " KeReleaseMutex raises STATUS_MUTANT_NOT_OWNED"),
            LockCures.RELEASE_ON_EVERY_WAY),
    MUTEX_LEVEL(
            "ke/mutex-level",
            "A mutex object that was taken at DISPATCH_LEVEL is released there, and one that was"
                    + " taken below it is released below.",
            "wdk-ddi-src/content/wdm/nf-wdm-kereleasemutex.md",
            new RealWindows(SILENT_CORRUPTION, "STATUS_MUTANT_NOT_OWNED is raised"),
            LockCures.SAME_FORM),
    MUTEX_RELEASE_FORM(
            "ke/mutex-release-form",
            "A fast mutex that was taken without raising is given back without lowering, and the"
                    + " other way round.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreleasefastmutex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1009"),
            LockCures.SAME_FORM),
    MUTEX_RELEASE_ORDER(
            "ke/mutex-release-order",
            "Fast mutexes are given back in the opposite order, so that none is held below APC_LEVEL.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreleasefastmutex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1003"),
            LockCures.OLD_IRQL_LOCAL),
    MUTEX_UNSAFE(
            "ke/mutex-unsafe",
            "The Unsafe routines of mutexes are for code at APC_LEVEL or in a region that holds back"
                    + " APCs.",
            "wdk-ddi-src/content/wdm/nf-wdm-exacquirefastmutexunsafe.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x39, 0xC4/0x3A at the release"),
            LockCures.REGION_AROUND),
    RESOURCE_APCS_ENABLED(
            "ke/resource-apcs-enabled",
            "A resource is taken and given back with normal kernel APCs disabled.",
            "wdk-ddi-src/content/wdm/nf-wdm-exacquireresourceexclusivelite.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x37, 0xC4/0x38 at the release"),
            LockCures.REGION_AROUND),
    RESOURCE_UPGRADED(
            "ke/resource-upgraded",
            "Whoever has a resource for reading gives it back before it waits to write.",
            "wdk-ddi-src/content/wdm/nf-wdm-exacquireresourceexclusivelite.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x1000, else the thread hangs"),
            LockCures.NOT_TWICE),
    RESOURCE_NOT_HELD(
            "ke/resource-not-held",
            "A resource is released for a thread that has it, and converted by its writer.",
            "windows-driver-docs-pr/debugger/bug-check-0xe3--resource-not-owned.md",
            new RealWindows(BUG_CHECK, "0xE3"),
            LockCures.RELEASE_ON_EVERY_WAY),
    RESOURCE_DELETED_OWNED(
            "ke/resource-deleted-owned",
            "A resource is deleted, or made new, while nobody has it.",
            "wdk-ddi-src/content/wdm/nf-wdm-exdeleteresourcelite.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x100B"),
            LockCures.DELETE_AT_THE_END),
    RESOURCE_OF_OTHER_THREAD(
            "ke/resource-of-other-thread",
            "A thread gives back a resource of another one only after that one has said by"
                    + " ExSetResourceOwnerPointerEx who owns it.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreleaseresourceforthreadlite.md",
            new RealWindows(
                    SILENT_CORRUPTION, "the owner may have ended, and its thread object is gone"),
            LockCures.OWNER_SAID),
    RESOURCE_OWNER_POINTER(
            "ke/resource-owner-pointer",
            "The two lowest bits of an owner pointer are set: they tell it from a thread.",
            "wdk-ddi-src/content/wdm/nf-wdm-exsetresourceownerpointerex.md",
            new RealWindows(SILENT_CORRUPTION, "the pointer is taken for a thread"),
            LockCures.OWNER_SAID),
    PUSH_LOCK_RECURSION(
            "ke/push-lock-recursion",
            "Whoever has a push lock does not take it again; a reader may read again.",
            "wdk-ddi-src/content/wdm/nf-wdm-exacquirepushlockexclusive.md",
            new RealWindows(SILENT_CORRUPTION, "the thread hangs"),
            LockCures.NOT_TWICE),
    PUSH_LOCK_NOT_HELD(
            "ke/push-lock-not-held",
            "A push lock is given back by the thread that has it, as a reader or as a writer.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreleasepushlockexclusive.md",
            new RealWindows(SILENT_CORRUPTION, "a corrupt lock"),
            LockCures.RELEASE_ON_EVERY_WAY),
    PUSH_LOCK_APCS_ENABLED(
            "ke/push-lock-apcs-enabled",
            "A push lock is taken with normal kernel APCs disabled.",
            "wdk-ddi-src/content/wdm/nf-wdm-exacquirepushlockexclusive.md",
            new RealWindows(SILENT_CORRUPTION, "the thread may be suspended while it has the lock"),
            LockCures.REGION_AROUND),
    REMOVE_LOCK_HIGH_WATERMARK(
            "ke/remove-lock-high-watermark",
            "A remove lock is not acquired more often at the same time than its HighWatermark says.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioinitializeremovelock.md",
            new RealWindows(DRIVER_VERIFIER, "a message in the debugger"),
            LockCures.REMOVE_LOCK_LIMITS),
    REMOVE_LOCK_HELD_TOO_LONG(
            "ke/remove-lock-held-too-long",
            "A remove lock is released within the minutes that its MaxLockedMinutes says.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioinitializeremovelock.md",
            new RealWindows(DRIVER_VERIFIER, "a message in the debugger"),
            LockCures.REMOVE_LOCK_LIMITS),
    REMOVE_LOCK_TAG(
            "ke/remove-lock-tag",
            "A remove lock is released with the tag of its acquisition.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioreleaseremovelock.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xD5, 0xC4/0xD6 by IoReleaseRemoveLockAndWait"),
            LockCures.REMOVE_LOCK_PAIRS),
    REMOVE_LOCK_NOT_HELD(
            "ke/remove-lock-not-held",
            "A remove lock is released once for each time that it was acquired.",
            "windows-driver-docs-pr/devtest/wdm-removelock.md",
            new RealWindows(SILENT_CORRUPTION, "the device goes too early"),
            LockCures.REMOVE_LOCK_PAIRS),
    REMOVE_LOCK_WAIT_PLACE(
            "ke/remove-lock-wait-place",
            "IoReleaseRemoveLockAndWait is called only by the dispatch routine for"
                    + " IRP_MN_REMOVE_DEVICE.",
            "windows-driver-docs-pr/devtest/wdm-ioreleaseremovelockandwaitoutsideremovedevice.md",
            new RealWindows(STATIC_RULE, "IoReleaseRemoveLockAndWaitOutsideRemoveDevice"),
            LockCures.REMOVE_LOCK_WAIT),
    RUNDOWN_NOT_HELD(
            "ke/rundown-not-held",
            "Run-down protection is released once for each time that it was acquired.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreleaserundownprotection.md",
            new RealWindows(SILENT_CORRUPTION, "the object goes too early"),
            LockCures.REMOVE_LOCK_PAIRS),
    RUNDOWN_FREED_IN_USE(
            "ke/rundown-freed-in-use",
            "A run-down reference is freed only while it protects nobody.",
            "wdk-ddi-src/content/wdm/nf-wdm-exfreecacheawarerundownprotection.md",
            new RealWindows(SILENT_CORRUPTION, "a count in memory of somebody else"),
            LockCures.DELETE_AT_THE_END),
    RUNDOWN_NOT_ENDED(
            "ke/rundown-not-ended",
            "A run-down is said to be complete, and its reference used again, only after"
                    + " ExWaitForRundownProtectionRelease.",
            "wdk-ddi-src/content/wdm/nf-wdm-exreinitializerundownprotection.md",
            new RealWindows(SILENT_CORRUPTION, "the old object is used as the new one"),
            LockCures.RUNDOWN_IN_ORDER),
    REGION_NOT_ENTERED(
            "ke/region-not-entered",
            "A thread leaves a critical or guarded region as often as it has entered one, and no"
                    + " more.",
            "windows-driver-docs-pr/kernel/critical-regions-and-guarded-regions.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x3E, 0xC4/0x4000E for a guarded region"),
            LockCures.RELEASE_ON_EVERY_WAY);

    private final Statement statement;

    LockRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
