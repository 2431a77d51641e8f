package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.ExpectedEnd;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.yaml.Node;
import org.jspecify.annotations.Nullable;

/** Reads {@code outcome}: how the run must end. */
final class OutcomeReader {
    private final Scope scope;
    private final Scalars scalars;
    private final Moments moments;

    OutcomeReader(Scope scope, Scalars scalars, Moments moments) {
        this.scope = scope;
        this.scalars = scalars;
        this.moments = moments;
    }

    /** The announced end; null if none is announced. */
    @Nullable ExpectedEnd read(@Nullable Node node, boolean isCaught) {
        if (node == null) {
            return null;
        }
        if (isCaught) {
            scope.problem(
                    node.where(),
                    "a scenario has outcome (it must end so) or caught-by (it is a broken twin),"
                            + " not both");
        }
        Keys keys = scope.keys(node, "outcome");
        Node bugCheck = keys.take("bug-check");
        Node violates = keys.take("violates");
        ExpectedEnd end = null;
        if (bugCheck != null && violates == null) {
            end =
                    new ExpectedEnd.ByBugCheck(
                            moments.bugCheck(bugCheck),
                            parameter(keys.take("p2")),
                            parameter(keys.take("p3")),
                            parameter(keys.take("p4")),
                            bugCheck.where());
        } else if (violates != null && bugCheck == null) {
            end = new ExpectedEnd.ByViolation(moments.rule(violates), violates.where());
        } else {
            scope.problem(node.where(), "outcome has exactly one of bug-check and violates");
        }
        keys.done();
        return end;
    }

    private @Nullable Long parameter(@Nullable Node node) {
        return node == null
                ? null
                : scalars.read(node, "a number, like 0x103", Numbers::literal, 0L);
    }
}
