package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.Operations.Operation;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Answer;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Caller;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code script}: the routines of a driver, each a list of lines. */
final class ScriptReader {
    private static final List<String> ENTRIES = List.of("DriverEntry", "DriverUnload");

    private final Scope scope;
    private final Routines routines;
    private final Steps steps;

    ScriptReader(Scope scope, Routines routines, Steps steps) {
        this.scope = scope;
        this.routines = routines;
        this.steps = steps;
    }

    /** Only the names of the scripts' own, so that moments may refer to them. */
    void declare(Mapping.@Nullable Entry section) {
        if (section == null || !(section.value() instanceof Mapping mapping)) {
            return;
        }
        for (Mapping.Entry entry : mapping.entries()) {
            Mapping.Entry is = entry.value() instanceof Mapping script ? script.find("is") : null;
            if (is != null && is.value() instanceof Scalar routine) {
                scope.scripts().put(entry.name(), routine.text());
            }
        }
    }

    /** A script before its lines are read. */
    private record Head(Mapping.Entry entry, RoutineSpec routine, Node lines) {}

    /**
     * The scripts of one driver.
     *
     * @param place a machine that it is loaded on
     * @param attached whether its device is attached above another
     * @param device whether it has a device
     * @param role what the driver is; null if that is wrong
     */
    List<Script> read(
            Node node,
            @Nullable Place place,
            boolean attached,
            boolean device,
            @Nullable RoleSpec role) {
        List<Head> heads = new ArrayList<>();
        Map<String, RoutineSpec> byName = new LinkedHashMap<>();
        for (Mapping.Entry entry : scope.keys(node, "script").takeRest()) {
            Head head = head(entry, role);
            if (head != null && checkOnce(head, heads)) {
                heads.add(head);
                byName.put(entry.name(), head.routine());
            }
        }
        if (node instanceof Mapping mapping && mapping.entries().isEmpty()) {
            scope.problem(node.where(), "a script has one routine or more, like IRP_MJ_READ");
        }
        Operations named = new Operations(scope);
        for (Head head : heads) {
            named.ahead(head.entry().name(), new Operation.OfCall(head.routine()), where(head));
            lookAhead(head.lines(), named);
        }
        List<Script> scripts = new ArrayList<>();
        for (Head head : heads) {
            ScriptScope script = new ScriptScope(scope, byName, head.routine(), attached, device);
            List<Step> lines = scope.within(script, named, () -> lines(head, named, place));
            scripts.add(new Script(head.entry().name(), head.routine(), lines, where(head)));
        }
        return scripts;
    }

    private static dev.irpflow.sim.scenario.yaml.Where where(Head head) {
        return head.entry().key().where();
    }

    private List<Step> lines(Head head, Operations named, @Nullable Place place) {
        named.inHand(new Operation.OfCall(head.routine()), where(head));
        List<Step> lines = steps.read(head.lines(), place);
        FieldSpec action = head.routine().action();
        boolean answers = head.routine().answer() == Answer.STATUS || action != null;
        boolean returns = lines.stream().anyMatch(line -> line instanceof Step.Return);
        if (answers && !returns && !ENTRIES.contains(head.routine().name()) && !lines.isEmpty()) {
            scope.problem(
                    where(head),
                    "%s returns %s; write it as a line, like `return: %s`"
                            .formatted(
                                    head.routine().name(),
                                    action == null ? "an NTSTATUS" : "an action",
                                    action == null
                                            ? "STATUS_SUCCESS"
                                            : action.numbering().constants().getFirst().name()));
        }
        return lines;
    }

    // Only one script can be the DriverEntry, or the routine of a slot.
    private boolean checkOnce(Head head, List<Head> earlier) {
        if (head.routine().table().isEmpty() && !ENTRIES.contains(head.routine().name())) {
            return true;
        }
        for (Head other : earlier) {
            if (other.routine().name().equals(head.routine().name())) {
                scope.problem(
                        where(head),
                        "%s is the %s of this driver already"
                                .formatted(other.entry().name(), head.routine().name()));
                return false;
            }
        }
        return true;
    }

    private @Nullable Head head(Mapping.Entry entry, @Nullable RoleSpec role) {
        if (entry.value() instanceof Mapping) {
            Keys keys = scope.keys(entry.value(), "a script");
            Node is = keys.require("is", "the routine that it is, like KDEFERRED_ROUTINE");
            Node lines = keys.require("steps", "its lines");
            keys.done();
            if (!Names.isKebab(entry.name())) {
                scope.problem(entry.key().where(), Names.notKebab(entry.name()));
            }
            RoutineSpec routine =
                    is instanceof Refused ? null : checked(routines.routine(is), role, is);
            return routine == null || lines instanceof Refused
                    ? null
                    : new Head(entry, routine, lines);
        }
        RoutineSpec routine = scope.vocabulary().routine(entry.name());
        if (routine == null && Names.isKebab(entry.name())) {
            scope.problem(
                    entry.key().where(),
                    "%s is a name of your own; say what it is: `%s: { is: ROUTINE, steps: [...] }`"
                            .formatted(entry.name(), entry.name()));
            return null;
        }
        if (routine == null) {
            scope.problem(entry.key().where(), unknown(entry.name()));
            return null;
        }
        RoutineSpec served = checked(routine, role, entry.key());
        return served == null ? null : new Head(entry, served, entry.value());
    }

    private String unknown(String name) {
        return "%s: no such routine.%s"
                .formatted(
                        Scalar.shown(name), Nearest.hint(name, scope.vocabulary().routineNames()));
    }

    /** A routine that a script can be; null, and a problem told, if it cannot. */
    private @Nullable RoutineSpec checked(
            @Nullable RoutineSpec routine, @Nullable RoleSpec role, Node at) {
        if (routine == null) {
            return null;
        }
        if (routine.caller() != Caller.SUBSYSTEM) {
            scope.problem(
                    at.where(),
                    routine.name()
                            + " is no callback; a script serves what is called in a driver, like"
                            + " IRP_MJ_READ, DriverEntry or IO_COMPLETION_ROUTINE");
            return null;
        }
        if (role != null
                && !routine.table().isEmpty()
                && !role.tables().contains(routine.table())) {
            scope.problem(
                    at.where(),
                    "%s has its slot in %s, which a %s does not have"
                            .formatted(routine.name(), routine.table(), role.name()));
            return null;
        }
        return routine;
    }

    // A line of one script may name what a line of a later one gives: they run in the order of the
    // calls.
    private void lookAhead(Node node, Operations named) {
        if (!(node instanceof Sequence lines)) {
            return;
        }
        for (Node line : lines.items()) {
            if (line instanceof Mapping step) {
                Mapping.Entry block = step.find("do");
                if (block != null) {
                    lookAhead(block.value(), named);
                }
                name(step, "call", false, named);
                name(step, "begin", true, named);
            }
        }
    }

    private void name(Mapping step, String verb, boolean begun, Operations named) {
        Mapping.Entry call = step.find(verb);
        Mapping.Entry as = step.find("as");
        if (call == null
                || as == null
                || !(call.value() instanceof Scalar routine)
                || !(as.value() instanceof Scalar name)) {
            return;
        }
        RoutineSpec spec = scope.vocabulary().routine(routine.text());
        named.ahead(
                name.text(),
                spec == null ? new Operation.Broken() : new Operation.OfRoutine(spec, begun),
                as.value().where());
    }
}
