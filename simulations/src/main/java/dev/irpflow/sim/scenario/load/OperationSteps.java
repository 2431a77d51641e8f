package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.Operations.Operation;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps that are about operations: call, begin, await, cancel, run, check. */
final class OperationSteps {
    private final Scope scope;
    private final Scalars scalars;
    private final AdverbReader adverbs;
    private final Requests requests;
    private final SettingReader settings;
    private final Expectations expectations;
    private final Results results;
    private final Matchers matchers;

    OperationSteps(
            Scope scope,
            Scalars scalars,
            AdverbReader adverbs,
            Requests requests,
            SettingReader settings,
            Expectations expectations,
            Results results,
            Matchers matchers) {
        this.scope = scope;
        this.scalars = scalars;
        this.adverbs = adverbs;
        this.requests = requests;
        this.settings = settings;
        this.expectations = expectations;
        this.results = results;
        this.matchers = matchers;
    }

    /** A step whose verb is known, with the keys that are left. */
    record Begun(Mapping.Entry entry, Keys keys, @Nullable Place inherited) {
        Node value() {
            return entry.value();
        }

        Where where() {
            return entry.key().where();
        }
    }

    @Nullable Step call(Begun begun) {
        RoutineSpec routine = requests.callable(begun.value());
        Operation operation = routine == null ? null : new Operation.OfRoutine(routine, false);
        RequestTemplate request = request(begun, routine);
        Expectation expects = expectations.whole(begun.keys(), operation);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        finish(read, operation, begun);
        return request == null ? null : new Step.Call(read, request, expects, begun.where());
    }

    @Nullable Step begin(Begun begun) {
        WorkloadSpec workload = begins(begun.value());
        if (workload != null) {
            return beginWorkload(begun, workload);
        }
        RoutineSpec routine = requests.callable(begun.value());
        Operation operation = routine == null ? null : new Operation.OfRoutine(routine, true);
        if (routine != null && !routine.mayPend()) {
            scope.problem(
                    begun.value().where(),
                    routine.name() + " ends with its return; write call instead of begin");
        }
        RequestTemplate request = request(begun, routine);
        Expectation expects = expectations.beginning(begun.keys(), operation);
        needName(begun);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        finish(read, operation, begun);
        return request == null ? null : new Step.Begin(read, request, expects, begun.where());
    }

    /** The workload that a step begins; null if it begins a routine. */
    private @Nullable WorkloadSpec begins(Node node) {
        for (WorkloadSpec workload : scope.vocabulary().workloads()) {
            boolean named = node instanceof Scalar name && name.text().equals(workload.name());
            if (named && workload.mayBegin() && scope.script() == null) {
                return workload;
            }
        }
        return null;
    }

    private Step beginWorkload(Begun begun, WorkloadSpec workload) {
        Operation operation = new Operation.OfWorkload(workload, true);
        Node with = begun.keys().take("with");
        List<Setting> given =
                settings.read(
                        with == null ? new Mapping(List.of(), begun.where()) : with,
                        workload.name(),
                        workload.parameters());
        Expectation expects = expectations.beginning(begun.keys(), operation);
        needName(begun);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        finish(read, operation, begun);
        return new Step.BeginWorkload(read, workload.name(), given, expects, begun.where());
    }

    private void needName(Begun begun) {
        if (!begun.keys().has("as")) {
            scope.problem(begun.where(), "`begin` needs as: the name that await and cancel use");
        }
    }

    private @Nullable RequestTemplate request(Begun begun, @Nullable RoutineSpec routine) {
        Node with = begun.keys().take("with");
        return routine == null ? null : requests.request(routine, with, begun.where());
    }

    /** What the name stands for is known only now: a step cannot refer to itself. */
    private void finish(Adverbs read, @Nullable Operation operation, Begun begun) {
        adverbs.needPlace(read, begun.where());
        if (read.as() != null) {
            Operation named = operation == null ? new Operation.Broken() : operation;
            scope.operations().name(read.as(), named, begun.where());
        }
    }

    Step await(Begun begun) {
        var names = new ArrayList<String>();
        Operation first = null;
        for (Node item : Scalars.items(begun.value())) {
            Operation operation = begunOperation(item, "await");
            first = first == null ? operation : first;
            if (operation != null) {
                names.add(((Scalar) item).text().substring(1));
            }
        }
        Expectation expects = expectations.end(begun.keys(), first);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        return new Step.Await(read, names, expects, begun.where());
    }

    Step cancel(Begun begun) {
        Operation operation = begunOperation(begun.value(), "cancel");
        String name = operation == null ? "" : ((Scalar) begun.value()).text().substring(1);
        ResultMatcher returns = results.readIfGiven(begun.keys().take("returns"));
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        return new Step.Cancel(read, name, returns, begun.where());
    }

    private @Nullable Operation begunOperation(Node node, String verb) {
        if (!(node instanceof Scalar scalar) || scalar.isEmpty()) {
            if (!(node instanceof Refused)) {
                scope.problem(
                        node.where(),
                        "%s names an operation, like $op; found %s"
                                .formatted(verb, node.describe()));
            }
            return null;
        }
        Operation operation = scope.operations().find(scalar.text(), scalar.where());
        if (operation instanceof Operation.Broken) {
            return null;
        }
        if (operation == null
                || operation instanceof Operation.OfRoutine(RoutineSpec _, boolean begun) && begun
                || operation instanceof Operation.OfWorkload(WorkloadSpec _, boolean going)
                        && going) {
            return operation;
        }
        scope.problem(
                node.where(),
                "%s was not begun: only what `begin` starts can be left to %s"
                        .formatted(Scalar.shown(scalar.text()), verb));
        return null;
    }

    @Nullable Step run(Begun begun) {
        WorkloadSpec workload = workload(begun.value());
        Operation operation = workload == null ? null : new Operation.OfWorkload(workload, false);
        Node with = begun.keys().take("with");
        List<Setting> given =
                workload == null
                        ? List.of()
                        : settings.read(
                                with == null ? new Mapping(List.of(), begun.where()) : with,
                                workload.name(),
                                workload.parameters());
        Expectation expects = expectations.whole(begun.keys(), operation);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        finish(read, operation, begun);
        return workload == null
                ? null
                : new Step.RunWorkload(read, workload.name(), given, expects, begun.where());
    }

    private @Nullable WorkloadSpec workload(Node node) {
        Literal literal = scalars.literal(node, "a workload");
        if (literal == null) {
            return null;
        }
        List<WorkloadSpec> known = scope.vocabulary().workloads();
        for (WorkloadSpec workload : known) {
            if (workload.name().equals(literal.text())) {
                return workload;
            }
        }
        List<String> names = known.stream().map(WorkloadSpec::name).toList();
        scope.problem(
                literal.where(),
                "%s%s: no such workload. The workloads: %s.%s"
                        .formatted(
                                literal.parameter(),
                                Scalar.shown(literal.text()),
                                Names.list(names),
                                Nearest.hint(literal.text(), names)));
        return null;
    }

    /** The condition of a block: {@code if: $op.field} and {@code is: value}; null for none. */
    Step.@Nullable Condition condition(Begun begun) {
        Node subject = begun.keys().take("if");
        if (subject == null) {
            Node alone = begun.keys().take("is");
            if (alone != null) {
                scope.problem(alone.where(), "`is` says what `if: $op.field` must be");
            }
            return null;
        }
        Node is = begun.keys().require("is", "what $op.field must be");
        return matchers.condition("if", subject, is);
    }

    @Nullable Step check(Begun begun) {
        Node is = begun.keys().require("is", "what it must be");
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        Step.Condition told = matchers.condition("check", begun.value(), is);
        return told == null ? null : new Step.Check(read, told.subject(), told.is(), begun.where());
    }
}
