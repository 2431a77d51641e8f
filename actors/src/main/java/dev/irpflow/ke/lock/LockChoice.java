package dev.irpflow.ke.lock;

import dev.irpflow.kernel.choice.Choice;

/** What the documentation leaves open about locks. */
public enum LockChoice implements Choice {
    RECURSION(
            Statement.open(
                    "kernel.spin-lock-recursion",
                    "Taking a spin lock again is a certain deadlock; 0xF is its bug check, but no"
                            + " page says which Windows detects it.",
                    "windows-driver-docs-pr/debugger/bug-check-0xf--spin-lock-already-owned.md",
                    new Alternative("bug-check", "The machine stops with 0xF."),
                    new Alternative("hang", "The processor spins for ever, which is a deadlock."))),
    RELEASE_CODE(
            Statement.open(
                    "kernel.spin-lock-release-code",
                    "The list of bug check 0xC4 gives 0x4000A to the rule SpinlockRelease, the page"
                            + " of the rule 0x4000B.",
                    "windows-driver-docs-pr/devtest/wdm-spinlockrelease.md",
                    new Alternative("0xC4/0x4000A", "What the list of the bug check says."),
                    new Alternative("0xC4/0x4000B", "What the page of the rule says."))),
    FOREIGN_MUTEX_STATUS(
            Statement.fixed(
                    "kernel.foreign-mutex-status",
                    "KeReleaseMutex by a thread that does not own the mutex raises STATUS_ABANDONED"
                            + " or STATUS_MUTEX_NOT_OWNED, says its page.",
                    "wdk-ddi-src/content/wdm/nf-wdm-kereleasemutex.md",
                    new Alternative("STATUS_MUTANT_NOT_OWNED", "This status is raised."),
                    "no header has STATUS_MUTEX_NOT_OWNED, and STATUS_ABANDONED is a success code,"
                            + " which is no exception"));

    private final Statement statement;

    LockChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
