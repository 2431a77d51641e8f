package dev.irpflow.sim.report;

import dev.irpflow.contract.Holding;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.StatusSet;
import dev.irpflow.contract.WindowsCode;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Constant;
import dev.irpflow.protocol.contract.Given;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.IrqlAtReturn;
import dev.irpflow.protocol.contract.IrqlRule;
import dev.irpflow.protocol.contract.Place;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.contract.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the contract says of a routine, in words. */
public final class RoutinePage {
    private RoutinePage() {}

    /** The page of one routine. */
    public static String of(RoutineContract routine) {
        Page page = new Page().title(routine.name(), kind(routine));
        if (!routine.summary().isEmpty()) {
            page.paragraph(routine.summary());
        }
        page.gap();
        if (!routine.option().getAliasesList().isEmpty()) {
            page.term("also called", String.join(", ", routine.option().getAliasesList()));
        }
        page.term("IRQL", irql(routine))
                .term("after it", irqlAtReturn(routine))
                .term("called from", places(routine))
                .term("locks", locks(routine))
                .term("completes", completes(routine))
                .term("parameters", parameters(routine))
                .term("gives", outs(routine))
                .term("returns", returns(routine))
                .term("completion", completion(routine))
                .term("retry after", codes(routine, routine.retryable()))
                .term("raises", codes(routine, routine.raises()))
                .term("lends", lends(routine))
                .term("acquires", holdings(routine.acquires()))
                .term("releases", holdings(routine.releases()))
                .term("lifetime", routine.option().getLifetime())
                .term("slot", slot(routine))
                .term("page", routine.page())
                .term("fidelity", word(routine.fidelity()));
        page.term("real Windows", routine.option().getRealWindows());
        return page.toString();
    }

    /** The IRQL contract in one line; "any" where the documentation sets no limit. */
    public static String irqlInShort(RoutineContract routine) {
        return routine.hasIrqlLimits() ? String.join("; ", irql(routine)) : "any";
    }

    /** The word of an enumerator of the contract: {@code irp function} for IRP_FUNCTION. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String kind(RoutineContract routine) {
        String what =
                switch (routine.kind()) {
                    case FUNCTION -> "a function";
                    case CALLBACK -> "a callback";
                    case IRP_FUNCTION -> "a function that takes an IRP";
                    case LOW_IO -> "a low I/O routine of mini-redirectors";
                    case IOCTL -> "a control code";
                    case FIELD -> "access to a member of a structure";
                    case KIND_UNSPECIFIED, UNRECOGNIZED -> "a routine";
                };
        return routine.subsystem() + ": " + what;
    }

    private static List<String> irql(RoutineContract routine) {
        List<String> lines = new ArrayList<>();
        for (IrqlRule rule : routine.option().getIrqlList()) {
            StringBuilder line = new StringBuilder(range(rule));
            if (rule.hasGiven()) {
                line.append(" if ").append(condition(rule.getGiven()));
            } else if (!lines.isEmpty()) {
                line.append(" otherwise");
            }
            lines.add(line.toString());
        }
        return lines.isEmpty() ? List.of("any: the documentation sets no limit") : lines;
    }

    private static String range(IrqlRule rule) {
        boolean hasMin = rule.getMin() != Irql.PASSIVE_LEVEL;
        if (!rule.hasMax()) {
            return hasMin ? ">= " + rule.getMin() : "any";
        }
        if (rule.getMin() == rule.getMax()) {
            return rule.getMax().name();
        }
        return hasMin ? rule.getMin() + " to " + rule.getMax() : "<= " + rule.getMax();
    }

    private static String condition(Given given) {
        if (given.getField().isEmpty()) {
            return word(given.getFact());
        }
        return given.getField()
                + switch (given.getTestCase()) {
                    case EQUALS -> " is " + given.getEquals();
                    case HAS_BITS -> " has the bits 0x%X".formatted(given.getHasBits());
                    case PRESENT -> given.getPresent() ? " is given" : " is not given";
                    case TEST_NOT_SET -> "";
                };
    }

    private static String irqlAtReturn(RoutineContract routine) {
        IrqlAtReturn after = routine.option().getIrqlAtReturn();
        return switch (after.getWhichCase()) {
            case LEVEL -> "IRQL is " + after.getLevel();
            case FIELD -> "IRQL is what the parameter " + after.getField() + " says";
            case ANY -> "IRQL is that of the lock";
            case WHICH_NOT_SET -> "";
        };
    }

    private static String places(RoutineContract routine) {
        List<String> words = new ArrayList<>();
        List<Place> from = routine.option().getFromList();
        if (!from.isEmpty()) {
            words.add("only " + String.join(", ", from.stream().map(RoutinePage::word).toList()));
        }
        List<Place> notFrom = routine.option().getNotFromList();
        if (!notFrom.isEmpty()) {
            words.add("not " + String.join(", ", notFrom.stream().map(RoutinePage::word).toList()));
        }
        return String.join("; ", words);
    }

    private static String locks(RoutineContract routine) {
        List<String> words = new ArrayList<>();
        if (!routine.mustHold().isEmpty()) {
            words.add("must be held: " + String.join(", ", routine.mustHold()));
        }
        if (!routine.mustNotHold().isEmpty()) {
            words.add("must not be held: " + String.join(", ", routine.mustNotHold()));
        }
        return String.join("; ", words);
    }

    private static String completes(RoutineContract routine) {
        Completes completes = routine.completes();
        String by = routine.option().getCompletedBy();
        String how =
                switch (completes) {
                    case AT_RETURN -> "at its return";
                    case IRP_ALWAYS ->
                            "by its IRP, whatever is returned; before or after the return";
                    case IF_PENDING -> "at its return, or later if it returned STATUS_PENDING";
                    case CALLBACK_ALWAYS -> "by a callback, whatever is returned";
                    case QUEUE -> "at its return; what it queues runs later, as a call of its own";
                    case COMPLETES_UNSPECIFIED, UNRECOGNIZED -> "";
                };
        return by.isEmpty() ? how : how + " (" + by + ")";
    }

    private static List<String> parameters(RoutineContract routine) {
        List<String> lines = new ArrayList<>();
        for (ParamContract param : routine.params()) {
            lines.addAll(parameter(param));
        }
        if (lines.isEmpty()) {
            lines.addAll(routine.option().getParametersList());
        }
        return lines;
    }

    private static List<String> outs(RoutineContract routine) {
        List<String> lines = new ArrayList<>();
        for (ParamContract param : routine.outParams()) {
            lines.addAll(parameter(param));
        }
        return lines;
    }

    private static List<String> parameter(ParamContract param) {
        StringBuilder line = new StringBuilder(param.field().getName());
        if (!param.name().replace("_", "").equalsIgnoreCase(line.toString().replace("_", ""))) {
            line.append(" (").append(param.name()).append(')');
        }
        String object = param.param().getObject();
        if (!object.isEmpty()) {
            line.append(", ").append(article(object)).append(object);
        }
        if (!param.param().getPointsTo().isEmpty()) {
            line.append(", the address of ").append(param.param().getPointsTo());
        }
        if (param.param().getUnit() == Unit.IPV4_ADDRESS) {
            line.append(", an IPv4 address");
        } else if (param.param().getUnit() == Unit.IPV6_ADDRESS) {
            line.append(", an IPv6 address");
        } else if (param.param().getUnit() != Unit.UNIT_UNSPECIFIED) {
            line.append(", in ").append(unit(param.param().getUnit()));
        }
        if (param.optional()) {
            line.append(param.out() ? ", may be left untouched" : ", optional");
        }
        if (param.param().getAtCompletion()) {
            line.append(", written at the completion");
        }
        List<String> constants = new ArrayList<>();
        for (Constant constant : param.param().getConstantsList()) {
            constants.add("%s = 0x%X".formatted(constant.getName(), constant.getValue()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line.toString());
        for (String part : Page.wrap(String.join(", ", constants), 80)) {
            lines.add("    " + part);
        }
        return lines;
    }

    private static String article(String noun) {
        return "AEIOU".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
    }

    private static String unit(Unit unit) {
        return unit == Unit.NANOSECONDS_100 ? "units of 100 ns" : word(unit);
    }

    private static List<String> returns(RoutineContract routine) {
        if (routine.returns() != Returns.NTSTATUS && routine.atReturn().isEmpty()) {
            String fails =
                    routine.option().getFailsWithList().isEmpty()
                            ? ""
                            : "; failure is " + routine.option().getFailsWithList();
            return List.of(routine.returns() + fails);
        }
        List<String> lines = new ArrayList<>(codes(routine, routine.atReturn()));
        routine.others().stream()
                .forEach(code -> lines.add(code(routine, code) + " (not on its page)"));
        if (routine.isOpen()) {
            lines.add("or another code: the page says that others may come");
        }
        return lines;
    }

    private static List<String> completion(RoutineContract routine) {
        List<String> lines = new ArrayList<>(codes(routine, routine.atCompletion()));
        if (routine.option().getOpenAtCompletion()) {
            lines.add("or another code: the page says that others may come");
        }
        return lines;
    }

    private static List<String> codes(RoutineContract routine, StatusSet codes) {
        return codes.stream().mapToObj(code -> code(routine, code)).toList();
    }

    private static String code(RoutineContract routine, int number) {
        WindowsCode code = routine.codes().byNumber(number);
        String meaning = code == null ? "" : firstSentence(code.meaning());
        return "%-40s 0x%08X  %s".formatted(routine.statusName(number), number, meaning).strip();
    }

    /** The first sentence of a text. */
    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static List<String> lends(RoutineContract routine) {
        return routine.lends().stream()
                .map(lent ->
                        "%s, for %s, until the %s"
                                .formatted(
                                        lent.name(),
                                        switch (lent.lending()) {
                                            case FOR_READING -> "reading";
                                            case FOR_WRITING -> "writing";
                                            case LENDING_UNSPECIFIED, NOT_LENT, UNRECOGNIZED ->
                                                    "reading and writing";
                                        },
                                        routine.completedBy().isEmpty() && !lent.isUntilIrpEnds()
                                                ? "return"
                                                : "completion"))
                .toList();
    }

    private static String holdings(List<Holding> holdings) {
        return String.join(", ", holdings.stream().map(Holding::toString).toList());
    }

    private static String slot(RoutineContract routine) {
        if (!routine.option().hasSlot()) {
            return "";
        }
        String member = routine.option().getSlot().getMember();
        return routine.option().getSlot().getTable()
                + "."
                + (member.isEmpty() ? routine.name() : member);
    }
}
