package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run leaves out of its scenario, in words, each with its line.
 *
 * @param steps that are not played, without those within them
 * @param faults that are not there
 * @param smaller what is repeated less often, or has fewer bytes
 * @param drawn parameters that have another value than was drawn
 */
public record LeftOut(
        List<String> steps, List<String> faults, List<String> smaller, List<String> drawn) {
    /** Nothing is left out. */
    public static final LeftOut NOTHING = new LeftOut(List.of(), List.of(), List.of(), List.of());

    private static final int MOST = 6; // in a line for a reader

    /**
     * What it leaves out.
     *
     * @param whole the scenario with everything in it
     * @param values the parameters that the run has
     */
    public static LeftOut of(Scenario whole, Reduction less, List<Parameter> values) {
        LeftOut out =
                new LeftOut(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        out.addSteps(whole.steps(), less);
        FaultPlan plan = whole.faults();
        for (int i = 0; i < plan.faults().size(); i++) {
            Fault fault = plan.faults().get(i);
            if (less.leftOut().contains(fault.where().toString())) {
                out.faults.add(plan.names().get(i) + at(fault.where()));
            }
        }
        for (Parameter parameter : whole.parameters()) {
            for (Parameter now : values) {
                if (now.name().equals(parameter.name()) && !now.value().equals(parameter.value())) {
                    out.drawn.add(
                            "%s = %s, not %s"
                                    .formatted(now.name(), now.value(), parameter.value()));
                }
            }
        }
        return out;
    }

    /** Without what was drawn. */
    LeftOut ofWorkAndFaults() {
        return new LeftOut(steps, faults, smaller, List.of());
    }

    /** The words in lines, each with a term of at most eight letters before it. */
    public List<Map.Entry<String, String>> lines() {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        add(lines, "without", counted(steps, "step"));
        add(lines, "without", counted(faults, "fault"));
        add(lines, "smaller", few(smaller));
        add(lines, "drawn", few(drawn));
        return lines;
    }

    /** The same for a program. */
    public Map<String, Object> tree() {
        return Trees.of("steps", steps, "faults", faults, "smaller", smaller, "drawn", drawn);
    }

    private static void add(List<Map.Entry<String, String>> lines, String term, String words) {
        if (!words.isEmpty()) {
            lines.add(Map.entry(term, words));
        }
    }

    private static String counted(List<String> all, String noun) {
        return all.isEmpty()
                ? ""
                : "%d %s%s: %s".formatted(all.size(), noun, all.size() == 1 ? "" : "s", few(all));
    }

    private static String few(List<String> all) {
        String words = String.join(", ", all.subList(0, Math.min(MOST, all.size())));
        return all.size() > MOST ? words + " and %d more".formatted(all.size() - MOST) : words;
    }

    private void addSteps(List<Step> all, Reduction less) {
        for (Step step : all) {
            if (less.leftOut().contains(step.where().toString())) {
                steps.add(words(step) + at(step.where()));
                continue;
            }
            switch (step) {
                case Step.Do block -> {
                    addRepeats(block, less);
                    addSteps(block.steps(), less);
                }
                case Step.Together together ->
                        together.strands().forEach(strand -> addStrand(strand, less));
                case Step.OfWorkload work -> addSizes(work.with(), less);
                case Step.OfRoutine call -> addSizes(call.request(), less);
                case Step.Simple _ -> {}
            }
        }
    }

    private void addStrand(Step.Strand strand, Reduction less) {
        if (less.leftOut().contains(strand.where().toString())) {
            steps.add("thread " + strand.name() + at(strand.where()));
        } else {
            addSteps(strand.steps(), less);
        }
    }

    private void addRepeats(Step.Do block, Reduction less) {
        Long repeat = less.repeats().get(block.where().toString());
        if (repeat != null && repeat < block.repeat()) {
            smaller.add(
                    "repeat %,d, not %,d".formatted(repeat, block.repeat()) + at(block.where()));
        }
    }

    private void addSizes(List<Setting> settings, Reduction less) {
        settings.forEach(one -> addSize(one.name(), one.value(), one.where(), less));
    }

    private void addSizes(RequestTemplate request, Reduction less) {
        request.fields().forEach(one -> addSize(one.spec().name(), one.value(), one.where(), less));
    }

    private void addSize(String name, Value value, Where where, Reduction less) {
        Long bytes = less.sizes().get(where.toString());
        if (bytes != null && value instanceof Plain plain) {
            String kind =
                    value instanceof Bytes.Random
                            ? "random "
                            : value instanceof Bytes.Zeros ? "zeros " : "";
            smaller.add(
                    "%s: %s, not %s"
                                    .formatted(
                                            name, kind + new Size(bytes).written(), plain.written())
                            + at(where));
        }
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.Call call -> "call " + call.request().routine().name();
            case Step.Begin call -> "begin " + call.request().routine().name();
            case Step.Await _ -> "await";
            case Step.Cancel cancel -> "cancel " + cancel.operation();
            case Step.RunWorkload work -> "run " + work.workload();
            case Step.BeginWorkload work -> "begin " + work.workload();
            case Step.Together _ -> "together";
            case Step.Do _ -> "do";
            case Step.Wait _ -> "wait";
            case Step.Signal signal -> "signal " + signal.signal();
            case Step.Check _ -> "check";
            case Step.Inject inject -> "inject " + inject.fault().verb();
            case Step.End end -> "end " + end.fault();
            case Step.Note _ -> "note";
            case Step.Return _ -> "return";
            case Step.Complete _ -> "complete";
        };
    }

    private static String at(Where where) {
        return " (%s:%d)".formatted(where.file(), where.line());
    }
}
