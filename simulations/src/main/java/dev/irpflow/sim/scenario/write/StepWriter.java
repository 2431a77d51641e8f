package dev.irpflow.sim.scenario.write;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.Step.WaitFor;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.write.Yaml.Block;
import dev.irpflow.sim.scenario.write.Yaml.Line;
import dev.irpflow.sim.scenario.write.Yaml.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes steps. */
final class StepWriter {
    private StepWriter() {}

    static Block step(Step step) {
        Block block = start(step.adverbs());
        switch (step) {
            case Step.Call call -> {
                request(block, "call", call.request());
                expectation(block, call.expects());
            }
            case Step.Begin begin -> {
                request(block, "begin", begin.request());
                results(block, begin.expects());
            }
            case Step.Await await -> {
                block.put("await", operations(await.operations()));
                expectation(block, await.expects());
            }
            case Step.Cancel cancel ->
                    block.put("cancel", "$" + cancel.operation())
                            .put("returns", Yaml.of(cancel.returns()));
            case Step.RunWorkload run -> {
                block.put("run", run.workload()).put("with", ScenarioWriter.settings(run.with()));
                expectation(block, run.expects());
            }
            case Step.BeginWorkload begin -> {
                block.put("begin", begin.workload())
                        .put("with", ScenarioWriter.settings(begin.with()));
                results(block, begin.expects());
            }
            case Step.Together together -> block.put("together", strands(together.strands()));
            case Step.Do repeated ->
                    block.put("do", steps(repeated.steps()))
                            .put("repeat", Long.toString(repeated.repeat()))
                            .put("holding", repeated.holding())
                            .put("if", repeated.when() == null ? null : repeated.when().subject())
                            .put(
                                    "is",
                                    repeated.when() == null ? null : Yaml.of(repeated.when().is()));
            case Step.Wait wait ->
                    block.put("wait", waitFor(wait.what())).put("within", wait.within());
            case Step.Signal signal -> block.put("signal", signal.signal());
            case Step.Check check ->
                    block.put("check", check.subject()).put("is", Yaml.of(check.is()));
            case Step.Inject inject -> block.put("inject", FaultWriter.fault(inject.fault()));
            case Step.End end -> block.put("end", end.fault());
            case Step.Note note -> block.putText("note", note.text());
            case Step.Return answer ->
                    block.put("return", Yaml.of(answer.status()))
                            .put("gives", fields(answer.gives()));
            case Step.Complete complete ->
                    block.put("complete", orUnset(complete.status()))
                            .put("irp", complete.irp())
                            .put(
                                    "information",
                                    complete.information() == null
                                            ? null
                                            : Yaml.of(complete.information()));
        }
        return end(block, step.adverbs());
    }

    private static Yaml orUnset(@Nullable Value status) {
        return status == null ? new Line("unset") : Yaml.of(status);
    }

    private static Block strands(List<Step.Strand> strands) {
        var block = new Block();
        strands.forEach(strand -> block.put(strand.name(), steps(strand.steps())));
        return block;
    }

    private static Rows steps(List<Step> steps) {
        return new Rows(steps.stream().<Yaml>map(StepWriter::step).toList());
    }

    private static Block start(Adverbs adverbs) {
        return new Block().put("on", adverbs.on());
    }

    private static Block end(Block block, Adverbs adverbs) {
        return block.put("as", adverbs.as())
                .put(
                        "processor",
                        adverbs.processor() == null ? null : adverbs.processor().toString())
                .put("irql", adverbs.irql() == null ? null : adverbs.irql().name())
                .putText("about", adverbs.about())
                .put("violates", adverbs.violates())
                .put(
                        "bug-checks",
                        adverbs.bugChecks() == null ? null : adverbs.bugChecks().written());
    }

    private static void request(Block block, String verb, RequestTemplate request) {
        block.put(verb, request.routine().name()).put("with", fields(request.fields()));
    }

    private static @Nullable Block fields(List<RequestTemplate.Field> fields) {
        var block = new Block();
        fields.forEach(field -> block.put(field.spec().name(), Yaml.of(field.value())));
        return fields.isEmpty() ? null : block;
    }

    private static void expectation(Block block, Expectation expects) {
        results(block, expects);
        block.put("takes", expects.takes()).put("within", expects.within());
    }

    private static void results(Block block, Expectation expects) {
        var gives = new Block();
        expects.gives().forEach(given -> gives.put(given.field(), Yaml.of(given.matcher())));
        block.put("returns", Yaml.of(expects.returns()))
                .put("completes", Yaml.of(expects.completes()))
                .put("gives", expects.gives().isEmpty() ? null : gives);
    }

    private static Yaml operations(List<String> names) {
        return names.size() == 1
                ? new Line("$" + names.getFirst())
                : new Rows(names.stream().<Yaml>map(name -> new Line("$" + name)).toList());
    }

    private static @Nullable Yaml waitFor(WaitFor what) {
        return switch (what) {
            case WaitFor.Time time -> new Line(time.length().written());
            case WaitFor.Until until ->
                    new Block().put("until", PropertyWriter.moment(until.moment()));
            case WaitFor.Signalled signalled -> new Block().put("for", signalled.signal());
        };
    }
}
