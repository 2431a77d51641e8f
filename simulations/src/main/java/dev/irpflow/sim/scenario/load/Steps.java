package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.Step.WaitFor;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.load.OperationSteps.Begun;
import dev.irpflow.sim.scenario.load.Operations.Operation;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads steps: exactly one verb each, with its adverbs. */
final class Steps {
    /** The verbs, in the order in which messages list them. */
    static final List<String> VERBS =
            List.of(
                    "call",
                    "begin",
                    "await",
                    "cancel",
                    "run",
                    "together",
                    "do",
                    "wait",
                    "signal",
                    "check",
                    "inject",
                    "end",
                    "note");

    /** Verbs that only scripts of drivers have. */
    private static final List<String> SCRIPT_VERBS = List.of("return", "complete");

    /** Verbs that scripts of drivers do not have. */
    private static final List<String> NOT_IN_SCRIPTS = List.of("run", "together");

    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    private final Scope scope;
    private final Scalars scalars;
    private final AdverbReader adverbs;
    private final OperationSteps operations;
    private final Moments moments;
    private final Faults faults;
    private final ScriptLines scripts;

    Steps(
            Scope scope,
            Scalars scalars,
            AdverbReader adverbs,
            OperationSteps operations,
            Moments moments,
            Faults faults,
            ScriptLines scripts) {
        this.scripts = scripts;
        this.scope = scope;
        this.scalars = scalars;
        this.adverbs = adverbs;
        this.operations = operations;
        this.moments = moments;
        this.faults = faults;
    }

    /**
     * A list of steps.
     *
     * @param inherited where steps run that do not say it; null if that must be said
     */
    List<Step> read(Node node, @Nullable Place inherited) {
        var steps = new ArrayList<Step>();
        for (Node item : scalars.list(node, "a list of steps")) {
            Step step = step(item, inherited);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step step(Node node, @Nullable Place inherited) {
        Keys keys = scope.keys(node, "a step");
        if (!(node instanceof Mapping mapping)) {
            return null;
        }
        String verb = verb(mapping, keys);
        if (verb == null) {
            declareNames(keys, mapping);
            return null;
        }
        keys = scope.keys(node, "`" + verb + "`");
        Mapping.Entry entry = keys.takeVerb(verb);
        Begun begun = new Begun(entry, keys, inherited);
        Step step =
                switch (verb) {
                    case "call" -> operations.call(begun);
                    case "begin" -> operations.begin(begun);
                    case "await" -> operations.await(begun);
                    case "cancel" -> operations.cancel(begun);
                    case "run" -> operations.run(begun);
                    case "together" -> together(begun);
                    case "do" -> block(begun);
                    case "wait" -> pause(begun);
                    case "return" -> scripts.answer(begun);
                    case "complete" -> scripts.complete(begun);
                    default -> small(verb, begun);
                };
        keys.done();
        nameWhatGivesNothing(verb, step);
        return step;
    }

    /** Operations know themselves what their names stand for. */
    private void nameWhatGivesNothing(String verb, @Nullable Step step) {
        boolean operation = verb.equals("call") || verb.equals("begin") || verb.equals("run");
        String name = step == null || operation ? null : step.adverbs().as();
        if (step != null && name != null) {
            scope.operations().name(name, new Operation.OfNothing(), step.where());
        }
    }

    /** What a step without one verb would have declared, so that nobody else is told of it. */
    private void declareNames(Keys keys, Mapping mapping) {
        if (keys.take("as") instanceof Scalar name) {
            scope.operations().name(name.text(), new Operation.Broken(), mapping.where());
        }
        if (keys.take("signal") instanceof Scalar name) {
            scope.signals().signalled(name.text());
        }
        if (keys.take("inject") instanceof Mapping fault) {
            faults.read(fault, Context.INJECTED);
        }
    }

    private @Nullable String verb(Mapping mapping, Keys keys) {
        List<String> verbs = verbs();
        List<String> found = verbs.stream().filter(keys::has).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            scope.problem(
                    mapping.where(),
                    "%s and %s: a step has exactly one verb".formatted(found.get(0), found.get(1)));
            return null;
        }
        List<String> names = mapping.entries().stream().map(Mapping.Entry::name).toList();
        if (isVerbElsewhere(names, mapping)) {
            return null;
        }
        String meant =
                names.stream()
                        .map(name -> Nearest.hint(name, verbs))
                        .filter(hint -> !hint.isEmpty())
                        .findFirst()
                        .orElse("");
        scope.problem(
                mapping.where(),
                "a step has one verb, of %s; found only %s.%s"
                        .formatted(Names.list(verbs), Scalar.shown(Names.list(names)), meant));
        return null;
    }

    private List<String> verbs() {
        if (scope.script() == null) {
            return VERBS;
        }
        List<String> verbs = new ArrayList<>(VERBS);
        verbs.removeAll(NOT_IN_SCRIPTS);
        verbs.addAll(SCRIPT_VERBS);
        return verbs;
    }

    private boolean isVerbElsewhere(List<String> names, Mapping mapping) {
        List<String> elsewhere = scope.script() == null ? SCRIPT_VERBS : NOT_IN_SCRIPTS;
        for (String name : names) {
            if (elsewhere.contains(name)) {
                scope.problem(
                        mapping.where(),
                        scope.script() == null
                                ? name + " is a verb of the scripts of drivers only"
                                : "%s is no verb of a driver's script, which has %s"
                                        .formatted(name, Names.list(verbs())));
                return true;
            }
        }
        return false;
    }

    private Step together(Begun begun) {
        var read = adverbs.read(begun.keys(), begun.inherited());
        var strands = new ArrayList<Step.Strand>();
        for (Mapping.Entry entry : scope.named(begun.value(), "together")) {
            strands.add(
                    new Step.Strand(
                            entry.name(), read(entry.value(), read.on()), entry.key().where()));
        }
        return new Step.Together(read, strands, begun.where());
    }

    private Step block(Begun begun) {
        Node repeat = begun.keys().take("repeat");
        Node holding = begun.keys().take("holding");
        Step.Condition when = operations.condition(begun);
        var read = adverbs.read(begun.keys(), begun.inherited());
        if (holding != null || read.irql() != null || read.processor() != null) {
            adverbs.needPlace(read, begun.where());
        }
        List<Step> steps = read(begun.value(), read.on());
        return new Step.Do(
                read,
                steps,
                repeat == null ? 1 : scalars.read(repeat, "how often", Numbers::ordinal, 1L),
                holding == null ? null : scalars.name(holding, "the name of a lock"),
                when,
                begun.where());
    }

    private @Nullable Step pause(Begun begun) {
        Node within = begun.keys().take("within");
        WaitFor what = waitFor(begun.value());
        boolean length = what instanceof WaitFor.Time;
        if (within != null && length) {
            scope.problem(within.where(), "within is for what may never happen; a length ends");
        }
        TimeSpan limit =
                within == null
                        ? Expectation.USUAL_WITHIN
                        : scalars.read(within, "a duration", Quantities::time, TimeSpan.ZERO);
        var read = adverbs.read(begun.keys(), begun.inherited());
        return what == null
                ? null
                : new Step.Wait(read, what, length ? null : limit, begun.where());
    }

    private @Nullable WaitFor waitFor(Node node) {
        if (!(node instanceof Mapping)) {
            return new WaitFor.Time(
                    scalars.read(
                            node,
                            "a duration, until: MOMENT or for: SIGNAL",
                            Quantities::timeRange,
                            NO_TIME));
        }
        Keys keys = scope.keys(node, "`wait`");
        Node until = keys.take("until");
        Node signal = keys.take("for");
        keys.done();
        if (until == null == (signal == null)) {
            scope.problem(node.where(), "wait takes exactly one of until and for");
            return null;
        }
        if (signal != null) {
            String name = scalars.name(signal, "the name of a signal");
            scope.signals().awaited(name, signal.where());
            return new WaitFor.Signalled(name);
        }
        Moment moment = until == null ? null : moments.read(until);
        return moment == null ? null : new WaitFor.Until(moment);
    }

    private @Nullable Step small(String verb, Begun begun) {
        if (verb.equals("check")) {
            return operations.check(begun);
        }
        var read = adverbs.read(begun.keys(), begun.inherited());
        return switch (verb) {
            case "signal" -> {
                String name = scalars.name(begun.value(), "the name of a signal");
                scope.signals().signalled(name);
                yield new Step.Signal(read, name, begun.where());
            }
            case "inject" -> {
                Fault fault = faults.read(begun.value(), Context.INJECTED);
                yield fault == null ? null : new Step.Inject(read, fault, begun.where());
            }
            case "end" -> {
                String name = scalars.name(begun.value(), "the name of a fault");
                scope.signals().useFault(name, begun.value().where());
                yield new Step.End(read, name, begun.where());
            }
            default -> new Step.Note(read, scalars.text(begun.value(), "text"), begun.where());
        };
    }
}
