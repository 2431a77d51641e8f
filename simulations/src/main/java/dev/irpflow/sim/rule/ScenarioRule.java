package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;

/** What a scenario itself demands: a breach of it is a violation like any other. */
public enum ScenarioRule implements Rule {
    STEP_AS_EXPECTED(
            "scenario/step-as-expected",
            "A step returns, completes and gives what the scenario says; what is not said must"
                    + " succeed.",
            new Cure(
                    "the driver, or the expectation",
                    "Read what the step has got in place of what it wants. If the "
                            + "driver is right, say so in the step (returns:, completes:, "
                            + "gives:); under faults an operation may fail: then any, or a set "
                            + "of statuses, is what can be asked for.")),
    STEP_IN_TIME(
            "scenario/step-in-time",
            "A step ends within the time that the scenario allows.",
            new Cure(
                    "find who waits",
                    "Look for the last thing that the operation was waiting for: an "
                            + "answer that was lost and is not asked for again needs a time-out "
                            + "and a retry in the driver; a step that is slow for good reason "
                            + "needs a larger within:.")),
    DEADLOCK(
            "scenario/deadlock",
            "The threads of a scenario do not wait for each other in a circle.",
            new Cure(
                    "break the circle",
                    "Let one of the threads of the circle not wait: in the driver, "
                            + "give back what the others want before waiting; in the scenario, "
                            + "put the wait after the signal.")),
    NEVER(
            "scenario/never",
            "What the scenario rules out does not happen.",
            new Cure(
                    "guard that state",
                    "Find the message that makes it possible in the story above, and "
                            + "check the state there, under the lock that guards it, before "
                            + "going on.")),
    COUNTS(
            "scenario/counts",
            "What the scenario counts happens as often as it says.",
            new Cure(
                    "once for each, whatever happens",
                    "Look at what repeats or leaves out the message: a retry that does "
                            + "not know that the first one arrived, or a failing way that skips "
                            + "it. Let a state decide, not the way through the code.")),
    IN_ORDER(
            "scenario/in-order",
            "What the scenario orders happens in that order.",
            new Cure(
                    "an order that is waited for",
                    "Two things that go different ways arrive in any order. Let the "
                            + "second begin in the completion of the first, or carry a number by "
                            + "which the receiver orders them.")),
    EVENTUALLY(
            "scenario/eventually",
            "After the calm, what the scenario owes comes true within its time.",
            new Cure(
                    "come back after the calm",
                    "After the last fault somebody must try again: a timer or a retry "
                            + "for each thing that is awaited, armed before the wait and not "
                            + "only after an error.")),
    PROGRESS(
            "scenario/progress",
            "After the calm a run comes on: steps end, or operations of the application do.",
            new Cure(
                    "a time-out for each wait",
                    "Find the operation that waits, or goes round in a circle. Each "
                            + "request that can be lost needs a time-out; each retry a limit and "
                            + "a pause, and whoever gives up completes what was waiting.")),
    OUTCOME(
            "scenario/outcome",
            "The run ends as the scenario says.",
            new Cure(
                    "the scenario, or the driver",
                    "Compare the end that the scenario demands with the one that came: "
                            + "either the driver has prevented what was to happen, or the "
                            + "scenario wants something else than it makes happen."));

    private final Statement statement;

    ScenarioRule(String id, String prose, Cure cure) {
        statement =
                new Statement(
                        id,
                        prose,
                        "docs/scenario-language.md",
                        new RealWindows(
                                Answer.SILENT_CORRUPTION, "none: the scenario's own demand"),
                        cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
