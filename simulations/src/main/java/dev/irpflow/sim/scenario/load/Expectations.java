package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.Expectation.Given;
import dev.irpflow.sim.scenario.load.Operations.Operation;
import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how operations must go: {@code returns}, {@code completes}, {@code gives} and so on. */
final class Expectations {
    private static final TimeRange ANY_LENGTH = new TimeRange(TimeSpan.ZERO, TimeRange.FOREVER);

    private final Scope scope;
    private final Scalars scalars;
    private final Results results;
    private final Matchers matchers;

    Expectations(Scope scope, Scalars scalars, Results results, Matchers matchers) {
        this.scope = scope;
        this.scalars = scalars;
        this.results = results;
        this.matchers = matchers;
    }

    /** Of a step that waits for the end of an operation. */
    Expectation whole(Keys keys, @Nullable Operation operation) {
        Node returns = keys.take("returns");
        Node completes = keys.take("completes");
        checkCompletes(completes, operation);
        return rest(keys, operation, returns, completes);
    }

    /** Of {@code await}: the return is long over. */
    Expectation end(Keys keys, @Nullable Operation operation) {
        return rest(keys, operation, null, keys.take("completes"));
    }

    /** Of {@code begin}: the end comes later. */
    Expectation beginning(Keys keys, @Nullable Operation operation) {
        Node returns = keys.take("returns");
        return new Expectation(
                results.readIfGiven(returns),
                null,
                gives(keys.take("gives"), operation),
                null,
                Expectation.USUAL_WITHIN);
    }

    private Expectation rest(
            Keys keys,
            @Nullable Operation operation,
            @Nullable Node returns,
            @Nullable Node completes) {
        Node gives = keys.take("gives");
        Node takes = keys.take("takes");
        Node within = keys.take("within");
        return new Expectation(
                results.readIfGiven(returns),
                results.readIfGiven(completes),
                gives(gives, operation),
                takes == null
                        ? null
                        : scalars.read(
                                takes, "a duration or a range", Quantities::timeLimits, ANY_LENGTH),
                within == null
                        ? Expectation.USUAL_WITHIN
                        : scalars.read(within, "a duration", Quantities::time, TimeSpan.ZERO));
    }

    private void checkCompletes(@Nullable Node completes, @Nullable Operation operation) {
        if (completes != null
                && operation instanceof Operation.OfRoutine(RoutineSpec routine, boolean begun)
                && !routine.mayPend()) {
            scope.problem(
                    completes.where(),
                    routine.name() + " ends with its return; write returns instead of completes");
        }
    }

    private List<Given> gives(@Nullable Node node, @Nullable Operation operation) {
        if (node == null) {
            return List.of();
        }
        Keys keys = scope.keys(node, "`gives`");
        if (operation == null) {
            keys.takeRest();
            return List.of();
        }
        var given = new ArrayList<Given>();
        switch (operation) {
            case Operation.OfRoutine(RoutineSpec routine, boolean _) -> {
                for (FieldSpec field : routine.outputs()) {
                    Mapping.Entry entry = keys.takeEntry(field.name());
                    if (entry != null) {
                        add(given, entry, matchers.field(entry.value(), field));
                    }
                }
            }
            case Operation.OfWorkload(WorkloadSpec workload, boolean _) -> {
                for (SettingSpec output : workload.outputs()) {
                    Mapping.Entry entry = keys.takeEntry(output.name());
                    if (entry != null) {
                        add(given, entry, matchers.setting(entry.value(), output.type()));
                    }
                }
            }
            case Operation.OfCall _, Operation.OfNothing(), Operation.Broken() -> {}
        }
        keys.done();
        return given;
    }

    private static void add(List<Given> given, Mapping.Entry entry, Matcher matcher) {
        given.add(new Given(entry.name(), matcher, entry.key().where()));
    }
}
