package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON documents of a run folder. */
public final class Documents {
    /** The version of {@code result.json}. */
    private static final int FORMAT = 1;

    private Documents() {}

    /** {@code result.json} of one run: equal for equal runs. */
    public static Map<String, Object> result(FinishedRun run) {
        RunResult result = run.result();
        Map<String, Object> tree = head(run.scenario().name(), run.seed(), run.verdict());
        tree.put("reason", result.reason());
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Parameter parameter : run.scenario().parameters()) {
            parameters.put(parameter.name(), parameter.value());
        }
        tree.put("parameters", parameters);
        tree.put("time_ns", result.timeNs());
        tree.put("messages", result.messages());
        tree.put("decisions", run.events().decisions());
        tree.put("faults", result.faults());
        tree.put("steps", result.steps());
        tree.put("checks", result.checks());
        tree.put("sometimes", sometimes(run));
        List<Object> violations = new ArrayList<>();
        result.violations().forEach(violation -> violations.add(violation(violation)));
        tree.put("violations", violations);
        tree.put("inputs", result.inputs());
        tree.put("trace", Trees.of("events", run.trace().events(), "sha256", run.trace().sha256()));
        return tree;
    }

    /** {@code result.json} while the run goes on: all that is left if the process is killed. */
    public static Map<String, Object> unfinished(String scenario, long seed) {
        return head(scenario, seed, "unfinished");
    }

    private static Map<String, Object> head(String scenario, long seed, String verdict) {
        return Trees.of(
                "irpflow-result", FORMAT,
                "build", Build.fingerprint(),
                "scenario", scenario,
                "seed", seed,
                "verdict", verdict);
    }

    private static List<Object> sometimes(FinishedRun run) {
        List<String> wanted = PropertyText.sometimes(run.scenario());
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            all.add(Trees.of("that", wanted.get(i), "reached", run.result().sometimes().get(i)));
        }
        return all;
    }

    private static Map<String, Object> violation(Violation violation) {
        Map<String, Object> tree =
                Trees.of(
                        "rule", violation.rule().id(),
                        "place", violation.place(),
                        "detail", violation.detail(),
                        "prose", violation.rule().prose(),
                        "page", violation.rule().page(),
                        "real-windows", RulePage.realWindows(violation.rule()));
        if (violation.call() != null) {
            tree.put("routine", violation.call().contract().name());
            tree.put("fidelity", RoutinePage.word(violation.call().contract().fidelity()));
        }
        tree.put("java", violation.stack().lines().toList());
        return tree;
    }
}
