package dev.irpflow.ke.routine;

import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;

import dev.irpflow.kernel.Rule;

/** The rules of MDLs and lookaside lists. */
public enum MdlRule implements Rule {
    NOT_LOCKED(
            "ke/mdl-not-locked",
            "The pages of an MDL are mapped only after they were locked, unless they are nonpaged"
                    + " pool.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmgetsystemaddressformdlsafe.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB3")),
    LOCKED_AGAIN(
            "ke/mdl-locked-again",
            "MmProbeAndLockPages is called neither for an MDL of nonpaged pool nor for one that is"
                    + " locked.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmprobeandlockpages.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB0")),
    UNLOCK_OF_NONPAGED(
            "ke/mdl-unlock-of-nonpaged",
            "An MDL of nonpaged pool is never unlocked.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmunlockpages.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x7D")),
    OF_PAGED_MEMORY(
            "ke/mdl-of-paged-memory",
            "MmBuildMdlForNonPagedPool is called for nonpaged memory only.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmbuildmdlfornonpagedpool.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x7F")),
    FREED_IN_USE(
            "ke/mdl-freed-in-use",
            "An MDL is freed only after its pages were unmapped and unlocked.",
            "wdk-ddi-src/content/wdm/nf-wdm-iofreemdl.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xB8")),
    BUG_CHECK_ON_FAILURE(
            "ke/mdl-bug-check-on-failure",
            "MmMapLockedPagesSpecifyCache is called with BugCheckOnFailure FALSE.",
            "wdk-ddi-src/content/wdm/nf-wdm-mmmaplockedpagesspecifycache.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0x82")),
    LIST_INITIALIZED_TWICE(
            "ke/lookaside-initialized-twice",
            "A lookaside list is initialized once.",
            "wdk-ddi-src/content/wdm/nf-wdm-exinitializelookasidelistex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xCA")),
    LIST_FREED_IN_USE(
            "ke/lookaside-freed-in-use",
            "Memory that holds a lookaside list is freed only after the list was deleted.",
            "wdk-ddi-src/content/wdm/nf-wdm-exdeletelookasidelistex.md",
            new RealWindows(DRIVER_VERIFIER, "0xC4/0xCC"));

    private final Statement statement;

    MdlRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
