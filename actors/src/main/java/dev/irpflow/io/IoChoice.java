package dev.irpflow.io;

import dev.irpflow.kernel.choice.Choice;

/** What the documentation leaves open about IRPs. */
public enum IoChoice implements Choice {
    PENDING_CARRIED_UP(
            Statement.fixed(
                    "io.pending-carried-up",
                    "No page says who carries the pending mark up past a location that has no"
                            + " completion routine, or one that is not wanted.",
                    "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
                    new Alternative("io-manager", "The I/O manager marks the location above."),
                    "otherwise a driver that forwards and waits as its page tells, above one that"
                            + " skips its location, would wait for ever")),
    COMPLETED_WITH_PENDING(
            Statement.fixed(
                    "io.completed-with-pending",
                    "The page on completion routines speaks of completing a request with"
                            + " STATUS_PENDING after marking it; bug check 0xC9/0x6 forbids it.",
                    "windows-driver-docs-pr/kernel/implementing-an-iocompletion-routine.md",
                    new Alternative("violation", "It breaks a rule, marked or not."),
                    "a requester that gets STATUS_PENDING as the final status cannot tell that the"
                            + " request has ended")),
    CANCELLED_BEFORE_INSERTION(
            Statement.fixed(
                    "io.cancelled-before-insertion",
                    "A cancel-safe queue does not insert an IRP that is cancelled already; no page"
                            + " says who completes it.",
                    "wdk-ddi-src/content/wdm/nf-wdm-iocsqinsertirpex.md",
                    new Alternative(
                            "queue",
                            "It is marked pending, CsqCompleteCanceledIrp gets it after the lock is"
                                    + " released, and the status is STATUS_SUCCESS."),
                    "IoCsqInsertIrp returns nothing and IoCsqInsertIrpEx only what CsqInsertIrpEx"
                            + " returns, which is not called: a driver could not know that the IRP"
                            + " is still its own")),
    PENDING_WITHOUT_MARK_CODE(
            Statement.fixed(
                    "io.pending-without-mark-code",
                    "0xC9/0x23D and 0x24C have the same text: STATUS_PENDING without a mark.",
                    "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
                    new Alternative("0xC9/0x23D", "The rule names both, 0x23D first."),
                    "neither is fatal, so that no machine stops with it")),
    COMPLETED_AND_PENDING(
            Statement.fixed(
                    "io.completed-and-pending",
                    "The static rule PendedCompletedRequest objects to a dispatch routine that"
                            + " completes the IRP and returns STATUS_PENDING; the page of"
                            + " IoMarkIrpPending demands just that once the IRP is marked.",
                    "windows-driver-docs-pr/devtest/wdm-pendedcompletedrequest.md",
                    new Alternative("if-unmarked", "It breaks a rule only without the mark."),
                    "the pattern of the page on queues, in which whoever takes the IRP from the"
                            + " queue completes it, would break the rule in some runs"));

    private final Statement statement;

    IoChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
