package dev.irpflow.kernel;

import dev.irpflow.kernel.choice.Choice;

/** What the documentation leaves open about IRQL, waits, memory and Driver Verifier. */
public enum KernelChoice implements Choice {
    SPIN_LOCK_ABOVE_DISPATCH(
            Statement.open(
                    "kernel.spin-lock-above-dispatch",
                    "The page of KeAcquireSpinLockAtDpcLevel allows it at DISPATCH_LEVEL or above;"
                            + " the page on hardware priorities forbids it above.",
                    "windows-driver-docs-pr/kernel/managing-hardware-priorities.md",
                    new Alternative("violation", "Taking a spin lock above breaks a rule."),
                    new Alternative("allowed", "The lock is taken and given back there too."))),
    WAIT_AT_DISPATCH(
            Statement.open(
                    "kernel.wait-at-dispatch",
                    "No page says what a wait at DISPATCH_LEVEL leads to without Driver Verifier if"
                            + " the object is signaled already.",
                    "wdk-ddi-src/content/wdm/nf-wdm-kewaitforsingleobject.md",
                    new Alternative("if-it-blocks", "0xB8 only if the thread would have to wait."),
                    new Alternative("always", "0xB8 at once, signaled or not."))),
    WAIT_AT_DISPATCH_CODE(
            Statement.open(
                    "kernel.wait-at-dispatch-code",
                    "0xC4/0x3B and 0xC4/0x120 to 0x122 mean the same wait at a wrong IRQL; the page"
                            + " does not say when which is shown.",
                    "windows-driver-docs-pr/debugger/bug-check-0xc4--driver-verifier-detected-violation.md",
                    new Alternative("0xC4/0x120", "0x120 to 0x122, by IRQL and time-out."),
                    new Alternative("0xC4/0x3B", "0x3B for all of them."))),
    PAGED_ACCESS_CODE(
            Statement.open(
                    "kernel.paged-access-code",
                    "0xA and 0xD1 have the same parameters, and nearly the same page.",
                    "windows-driver-docs-pr/debugger/bug-check-0xd1--driver-irql-not-less-or-equal.md",
                    new Alternative(
                            "DRIVER_IRQL_NOT_LESS_OR_EQUAL",
                            "A driver's access to paged memory shows 0xD1."),
                    new Alternative(
                            "IRQL_NOT_LESS_OR_EQUAL", "It shows 0xA, like one of the kernel."))),
    DAMAGED_POOL(
            Statement.open(
                    "kernel.damaged-pool",
                    "0x19 names the header of a pool block that was overwritten, 0xC5 and 0xD0 a"
                            + " pointer in damaged pool; no page says which is met first.",
                    "windows-driver-docs-pr/debugger/bug-check-0xc5--driver-corrupted-expool.md",
                    new Alternative(
                            "either",
                            "The run decides: 0x19, or 0xC5 or 0xD0 by the block's size."),
                    new Alternative(
                            "pointer", "0xC5 for a block of less than a page, 0xD0 for others."))),
    UNLOAD_WITH_WORK_ITEMS(
            Statement.open(
                    "kernel.unload-with-work-items",
                    "DriverUnload is called when no references remain to the devices of the driver,"
                            + " says one page; it must ensure that the work items have completed,"
                            + " whose references keep the driver, says another.",
                    "windows-driver-docs-pr/kernel/unload-routine-environment.md",
                    new Alternative(
                            "after-unload-routine",
                            "DriverUnload is called, and the image stays until they have returned."),
                    new Alternative(
                            "before-unload-routine",
                            "DriverUnload is called when they have returned."))),
    IO_VERIFICATION_STOPS(
            Statement.open(
                    "kernel.io-verification-stops",
                    "The codes of 0xC9 from 0x200 on have a severity each, and a debugger may have"
                            + " them ignored.",
                    "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
                    new Alternative("fatal", "All are told; the fatal ones stop the machine."),
                    new Alternative("none", "All are told, and the machine goes on.")));

    private final Statement statement;

    KernelChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
