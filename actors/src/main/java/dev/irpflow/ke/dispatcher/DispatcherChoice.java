package dev.irpflow.ke.dispatcher;

import dev.irpflow.kernel.choice.Choice;

/** What the documentation leaves open about raising, lowering and timers. */
public enum DispatcherChoice implements Choice {
    LOWER_IRQL(
            Statement.open(
                    "kernel.lower-irql",
                    "The page of KeLowerIrql allows only the value that the last raise has given;"
                            + " that of KeRaiseIrql calls every lower one valid.",
                    "wdk-ddi-src/content/wdm/nf-wdm-kelowerirql.md",
                    new Alternative("to-saved", "Lowering to another value breaks a rule."),
                    new Alternative("to-any", "Any value that is not higher is taken."))),
    CANCELLED_TIMER_DPC(
            Statement.open(
                    "kernel.cancelled-timer-dpc",
                    "KeCancelTimer cancels the DPC of the timer too, says its page, and then that a"
                            + " periodic timer's DPC may be queued or running afterwards.",
                    "wdk-ddi-src/content/wdm/nf-wdm-kecanceltimer.md",
                    new Alternative("stays-queued", "A DPC that is in its queue runs."),
                    new Alternative(
                            "leaves-queue",
                            "If the timer was set, its DPC leaves the queue and does not run."))),
    CANCEL_OF_UNSET_PERIODIC(
            Statement.open(
                    "kernel.cancel-of-unset-periodic-timer",
                    "KeCancelTimer always returns TRUE for a periodic timer, says its page, which"
                            + " also says that TRUE means the timer was in the queue.",
                    "wdk-ddi-src/content/wdm/nf-wdm-kecanceltimer.md",
                    new Alternative("as-queued", "FALSE for one that is not set."),
                    new Alternative(
                            "always-true", "TRUE, if it was periodic when it was set last.")));

    private final Statement statement;

    DispatcherChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
