package dev.irpflow.ke.routine;

import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.LockCures;
import dev.irpflow.kernel.cure.MemoryCures;

/** The rules of MDLs and lookaside lists. */
public enum MdlRule implements Rule {
    NOT_LOCKED(
            "ke/mdl-not-locked",
            "The pages of an MDL are mapped only after they were locked, unless they are nonpaged"
                    + " pool.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmgetsystemaddressformdlsafe.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB3"),
            MemoryCures.MAP_SAFELY),
    LOCKED_AGAIN(
            "ke/mdl-locked-again",
            "MmProbeAndLockPages is called neither for an MDL of nonpaged pool nor for one that is"
                    + " locked.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmprobeandlockpages.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB0"),
            MemoryCures.LOCK_AND_UNLOCK_ONCE),
    UNLOCK_OF_NONPAGED(
            "ke/mdl-unlock-of-nonpaged",
            "An MDL of nonpaged pool is never unlocked.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmunlockpages.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x7D"),
            MemoryCures.LOCK_AND_UNLOCK_ONCE),
    UNLOCK_OF_PARTIAL(
            "ke/mdl-unlock-of-partial",
            "The pages of a partial MDL are unlocked by the MDL that it is a part of.",
            "wdk-ddi-src/content/wdm/nf-wdm-iobuildpartialmdl.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB4"),
            MemoryCures.LOCK_AND_UNLOCK_ONCE),
    PARTIAL_OF_UNLOCKED(
            "ke/mdl-partial-of-unlocked",
            "A partial MDL is built of one whose pages are locked or nonpaged pool.",
            "wdk-ddi-src/content/wdm/nf-wdm-iobuildpartialmdl.md",
            new RealWindows(SILENT_CORRUPTION, "it describes pages of somebody else"),
            MemoryCures.PARTIAL_WITHIN),
    PARTIAL_OUTSIDE(
            "ke/mdl-partial-outside",
            "A partial MDL describes a part of its source, and has room for it.",
            "wdk-ddi-src/content/wdm/nf-wdm-iobuildpartialmdl.md",
            new RealWindows(SILENT_CORRUPTION, "it describes pages of somebody else"),
            MemoryCures.PARTIAL_WITHIN),
    MAPPED_AGAIN(
            "ke/mdl-mapped-again",
            "MmMapLockedPagesSpecifyCache is called once for a system address, and never for"
                    + " nonpaged pool, which has one.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmmaplockedpagesspecifycache.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB2"),
            MemoryCures.MAP_SAFELY),
    SECONDARY_WITHOUT_FIRST(
            "ke/mdl-secondary-without-first",
            "SecondaryBuffer of IoAllocateMdl is TRUE only for an IRP that has an MDL already.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioallocatemdl.md",
            new RealWindows(SILENT_CORRUPTION, "a NULL pointer is followed"),
            MemoryCures.FIRST_MDL_FIRST),
    OF_PAGED_MEMORY(
            "ke/mdl-of-paged-memory",
            "MmBuildMdlForNonPagedPool is called for nonpaged memory only.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmbuildmdlfornonpagedpool.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x7F"),
            MemoryCures.RIGHT_MDL_ROUTINE),
    FREED_IN_USE(
            "ke/mdl-freed-in-use",
            "An MDL is freed only after its pages were unmapped and unlocked.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofreemdl.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB8"),
            MemoryCures.UNLOCK_ON_EVERY_END),
    BUG_CHECK_ON_FAILURE(
            "ke/mdl-bug-check-on-failure",
            "MmMapLockedPagesSpecifyCache is called with BugCheckOnFailure FALSE.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmmaplockedpagesspecifycache.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x82"),
            MemoryCures.MAP_SAFELY),
    LIST_INITIALIZED_TWICE(
            "ke/lookaside-initialized-twice",
            "A lookaside list is initialized once.",
            "wdk-ddi-src/content/wdm/nf-wdm-exinitializelookasidelistex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xCA"),
            LockCures.INITIALISE_ONCE),
    LIST_FREED_IN_USE(
            "ke/lookaside-freed-in-use",
            "Memory that holds a lookaside list is freed only after the list was deleted.",
            "wdk-ddi-src/content/wdm/nf-wdm-exdeletelookasidelistex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xCC"),
            MemoryCures.LOOKASIDE_END);

    private final Statement statement;

    MdlRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
