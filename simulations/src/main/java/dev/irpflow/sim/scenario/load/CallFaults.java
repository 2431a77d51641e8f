package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Resource;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Allowed;
import dev.irpflow.sim.scenario.load.FaultTermsReader.Context;
import dev.irpflow.sim.scenario.load.Routines.Meant;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Ending;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the faults of the boundary between two components: those of calls and of resources. */
final class CallFaults {
    /** Their verbs. */
    static final List<String> VERBS =
            List.of(
                    "fail",
                    "delay",
                    "pend",
                    "cancel",
                    "complete-early",
                    "complete-twice",
                    "never-complete",
                    "raise",
                    "exhaust");

    private static final TimeRange NO_TIME = new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO);

    private final Scope scope;
    private final Scalars scalars;
    private final Routines routines;
    private final FaultTermsReader terms;
    private final FaultStatuses statuses;

    CallFaults(Scope scope, Scalars scalars, Routines routines, FaultTermsReader terms) {
        this.scope = scope;
        this.scalars = scalars;
        this.routines = routines;
        this.terms = terms;
        this.statuses = new FaultStatuses(scope, scalars);
    }

    /** A fault of one of {@link #VERBS}. */
    Fault read(String verb, Mapping.Entry entry, Keys keys, Context context) {
        Where where = entry.key().where();
        if (verb.equals("exhaust")) {
            String word = scalars.oneOf(entry.value(), Resource.words(), "resource");
            FaultTerms read = terms.read(keys, Allowed.CALL, context);
            Resource what = word.isEmpty() ? Resource.NONPAGED_POOL : Resource.of(word);
            return new Fault.Exhaust(what, read, where);
        }
        Meant meant = routines.target(entry.value());
        check(verb, entry.value(), meant);
        RoutineSpec routine = meant.routine();
        Status with =
                switch (verb) {
                    case "fail" -> statuses.required(keys, routine);
                    case "complete-early" -> statuses.ofEnd(keys, routine);
                    case "raise" -> statuses.raised(keys, routine);
                    default -> null;
                };
        TimeRange by = verb.equals("delay") ? length(keys) : NO_TIME;
        FaultTerms read = terms.read(keys, Allowed.CALL, context);
        Target target = meant.target();
        return switch (verb) {
            case "fail" -> new Fault.Fail(target, with, read, where);
            case "delay" -> new Fault.Delay(target, by, read, where);
            case "pend" -> new Fault.Pend(target, read, where);
            case "complete-early" -> new Fault.CompleteEarly(target, with, read, where);
            case "complete-twice" -> new Fault.CompleteTwice(target, read, where);
            case "never-complete" -> new Fault.NeverComplete(target, read, where);
            case "raise" -> new Fault.Raise(target, with, read, where);
            default -> new Fault.Cancel(target, read, where);
        };
    }

    /** The fault that a systematic hunt plays site by site. */
    Fault eachSite(Mapping.Entry entry, Keys keys, Context context) {
        Where where = entry.key().where();
        if (context != Context.LISTED) {
            scope.problem(where, "each-site stands in the list of faults only");
        }
        Meant meant = routines.each(entry.value());
        Status with = statuses.ofEnd(keys, meant.routine());
        FaultTerms read = terms.read(keys, Allowed.SITE, Context.LISTED);
        return new Fault.EachSite(meant.target(), with, read, where);
    }

    private TimeRange length(Keys keys) {
        Node by = keys.require("by", "a duration or a range, like 0..50 ms");
        return by instanceof Refused
                ? NO_TIME
                : scalars.read(by, "a duration or a range", Quantities::timeRange, NO_TIME);
    }

    private void check(String verb, Node node, Meant meant) {
        boolean ofCompletions = verb.equals("delay") || verb.startsWith("complete-");
        if (meant.target() instanceof Target.AnyCompletion && !ofCompletions) {
            scope.problem(node.where(), verb + " is about calls; write any-call");
        }
        RoutineSpec routine = meant.routine();
        String why = routine == null ? null : whyNot(verb, routine);
        if (why != null) {
            scope.problem(node.where(), why);
        }
    }

    private static @Nullable String whyNot(String verb, RoutineSpec routine) {
        String name = routine.name();
        return switch (verb) {
            case "pend", "cancel" ->
                    routine.mayPend()
                            ? null
                            : "%s ends with its return; there is nothing to %s"
                                    .formatted(name, verb);
            case "complete-early" ->
                    !routine.mayPend()
                            ? name + " ends with its return; it has no completion to come early"
                            : routine.ending() == Ending.BY_IRP || !routine.completedBy().isEmpty()
                                    ? null
                                    : name + " is completed by nobody that a fault could stand for";
            case "complete-twice", "never-complete" ->
                    routine.ending() == Ending.BY_IRP
                            ? null
                            : "%s is completed by no IRP; %s is about operations that an IRP carries"
                                    .formatted(name, verb);
            case "raise" ->
                    FaultStatuses.raises(routine).isEmpty()
                            ? name + " raises nothing, as its page says; write fail"
                            : null;
            default -> null;
        };
    }
}
