package dev.irpflow.sim.rule;

import dev.irpflow.kernel.Rule;

/** What a scenario itself demands: a breach of it is a violation like any other. */
public enum ScenarioRule implements Rule {
    STEP_AS_EXPECTED(
            "scenario/step-as-expected",
            "A step returns, completes and gives what the scenario says; what is not said must"
                    + " succeed."),
    STEP_IN_TIME("scenario/step-in-time", "A step ends within the time that the scenario allows."),
    DEADLOCK(
            "scenario/deadlock",
            "The threads of a scenario do not wait for each other in a circle."),
    NEVER("scenario/never", "What the scenario rules out does not happen."),
    COUNTS("scenario/counts", "What the scenario counts happens as often as it says."),
    IN_ORDER("scenario/in-order", "What the scenario orders happens in that order."),
    EVENTUALLY(
            "scenario/eventually",
            "After the calm, what the scenario owes comes true within its time."),
    PROGRESS(
            "scenario/progress",
            "After the calm a run comes on: steps end, or operations of the application do."),
    OUTCOME("scenario/outcome", "The run ends as the scenario says.");

    private final Statement statement;

    ScenarioRule(String id, String prose) {
        statement =
                new Statement(
                        id,
                        prose,
                        "docs/scenario-language.md",
                        new RealWindows(
                                Answer.SILENT_CORRUPTION, "none: the scenario's own demand"));
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
