package dev.irpflow.sim.scenario.grammar;

import static dev.irpflow.sim.scenario.grammar.Form.keyed;
import static dev.irpflow.sim.scenario.grammar.Key.optional;
import static dev.irpflow.sim.scenario.grammar.Key.required;

import dev.irpflow.sim.scenario.grammar.Form.Either;
import dev.irpflow.sim.scenario.grammar.Form.ListOf;
import dev.irpflow.sim.scenario.grammar.Form.Named;
import dev.irpflow.sim.scenario.grammar.Form.OneOrMore;
import dev.irpflow.sim.scenario.grammar.Form.Words;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;

/** Steps: exactly one verb each, with its adverbs. */
final class StepGrammar {
    private static final Key WITH = optional("with", new Form.Open(), "the values that it takes");
    private static final Key RETURNS =
            optional("returns", MomentGrammar.RESULT, "what it must return; success");
    private static final Key COMPLETES =
            optional(
                    "completes", MomentGrammar.RESULT, "what its operation must end with; success");
    private static final Key GIVES =
            optional("gives", new Form.Open(), "what its out-parameters must be");
    private static final Key TAKES =
            optional("takes", Spelling.DURATION_LIMITS, "how long it must take");
    private static final Key WITHIN =
            optional("within", Spelling.DURATION, "how long it may take at most; 1 min");
    private static final Key REPEAT = optional("repeat", Spelling.ORDINAL, "how often");
    private static final Key HOLDING =
            optional("holding", Spelling.NAME, "while this lock is held");
    private static final Form OPERATIONS = new OneOrMore(Form.of(Spelling.OPERATION));

    private StepGrammar() {}

    static List<Phrase> phrases(Vocabulary vocabulary) {
        return List.of(
                new Phrase("step", steps(vocabulary), "A step"),
                new Phrase(
                        "line",
                        lines(vocabulary),
                        "A line of a scripted driver, which runs where the driver is called"),
                new Phrase("waiting", List.of(until(), signalled()), "What a step waits for"));
    }

    private static Shape until() {
        return new Shape(
                "until",
                List.of(required("until", keyed("moment"), "a moment")),
                "Waits for a moment");
    }

    private static Shape signalled() {
        return new Shape(
                "for",
                List.of(required("for", Spelling.NAME, "a signal of another thread")),
                "Waits for a signal");
    }

    private static Shape block(String phrase, List<Key> common) {
        return step(
                required("do", new ListOf(keyed(phrase)), "several as one"),
                common,
                REPEAT,
                HOLDING,
                optional("if", Spelling.REFERENCE, "only if what an operation gave"),
                optional("is", new Form.Open(), "is this"));
    }

    private static List<Shape> steps(Vocabulary vocabulary) {
        List<Key> common = common(vocabulary);
        Form workloads =
                new Words(vocabulary.workloads().stream().map(WorkloadSpec::name).toList());
        Form threads = new Named(Spelling.NAME, new ListOf(keyed("step")));
        List<Shape> steps = new ArrayList<>(operations(common));
        steps.add(
                step(
                        required("run", workloads, "a workload, to its end"),
                        common,
                        WITH,
                        RETURNS,
                        COMPLETES,
                        GIVES,
                        TAKES,
                        WITHIN));
        steps.add(step(required("together", threads, "threads side by side, joined"), common));
        steps.add(block("step", common));
        steps.addAll(others(common));
        return steps;
    }

    /** Besides the verbs of steps, those of a driver that answers. */
    private static List<Shape> lines(Vocabulary vocabulary) {
        List<Key> common =
                common(vocabulary).stream().filter(key -> !key.name().equals("on")).toList();
        List<Key> here =
                common.stream()
                        .filter(key ->
                                !key.name().equals("irql") && !key.name().equals("processor"))
                        .toList();
        Form unset = new Either(List.of(new Words(List.of("unset")), Form.of(Spelling.STATUS)));
        List<Shape> lines = new ArrayList<>(operations(common));
        lines.add(block("line", common));
        lines.addAll(others(common));
        Key gives = optional("gives", new Form.Open(), "what it writes to its out-parameters");
        lines.add(
                step(
                        required(
                                "return",
                                Spelling.STATUS,
                                "what the routine returns, a status or the name of a constant"),
                        here,
                        gives));
        lines.add(
                step(
                        required("complete", unset, "an IRP with this status"),
                        common,
                        optional("irp", Spelling.REFERENCE, "which; the one in hand"),
                        optional("information", Spelling.AMOUNT, "its Information")));
        return lines;
    }

    private static List<Shape> others(List<Key> common) {
        Form wait = new Either(List.of(Form.of(Spelling.DURATION_RANGE), keyed("waiting")));
        Key is = required("is", new Form.Open(), "what it must be");
        return List.of(
                step(required("wait", wait, "for a time, a moment or a signal"), common, WITHIN),
                step(required("signal", Spelling.NAME, "to threads that wait for it"), common),
                step(required("check", Spelling.REFERENCE, "what an operation gave"), common, is),
                step(required("inject", keyed("injected-fault"), "a fault, now"), common),
                step(required("end", Spelling.NAME, "ends a fault by its name"), common),
                step(required("note", Spelling.TEXT, "a line for the story"), common));
    }

    private static List<Shape> operations(List<Key> common) {
        Form routine = Form.of(Spelling.ROUTINE);
        List<Key> named = new ArrayList<>(common);
        named.replaceAll(
                key -> key.name().equals("as") ? required("as", Spelling.NAME, key.about()) : key);
        Key call = required("call", routine, "a routine, and waits for the end");
        Key begin =
                required("begin", routine, "a routine or workload, and waits for its return alone");
        Key await = required("await", OPERATIONS, "the end of what was begun");
        Key cancel = required("cancel", Spelling.OPERATION, "what was begun");
        return List.of(
                step(call, common, WITH, RETURNS, COMPLETES, GIVES, TAKES, WITHIN),
                step(begin, named, WITH, RETURNS, GIVES),
                step(await, common, COMPLETES, GIVES, TAKES, WITHIN),
                step(cancel, common, RETURNS));
    }

    private static Shape step(Key verb, List<Key> common, Key... own) {
        List<Key> keys = new ArrayList<>();
        keys.add(verb);
        keys.addAll(List.of(own));
        keys.addAll(common);
        return new Shape(verb.name(), keys, verb.about());
    }

    private static List<Key> common(Vocabulary vocabulary) {
        return List.of(
                optional("as", Spelling.NAME, "a name for what it gives"),
                optional("on", Spelling.MACHINE, "the machine"),
                optional("processor", Spelling.COUNT, "the processor, from 0"),
                optional("irql", MomentGrammar.irql(), "the level at which it runs"),
                optional("about", Spelling.TEXT, "why it is there"),
                optional(
                        "violates",
                        SectionGrammar.rule(vocabulary),
                        "the rule that this step must break"),
                optional(
                        "bug-checks",
                        Spelling.BUG_CHECK,
                        "the bug check that it must bring about"));
    }
}
