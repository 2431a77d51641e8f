package dev.irpflow.contract.stub;

import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.IrqlRule;
import dev.irpflow.protocol.contract.Unit;
import java.util.ArrayList;
import java.util.List;

/** The documentation comments of the driver API, drawn from the contract. */
final class Docs {
    private Docs() {}

    static List<String> of(RoutineContract routine) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(JavaFile.escape(routine.summary()));
        paragraphs.add(routine.name() + ": " + irql(routine) + completes(routine) + units(routine));
        if (!routine.option().getLifetime().isEmpty()) {
            paragraphs.add(JavaFile.escape(routine.option().getLifetime()));
        }
        if (!routine.option().getRealWindows().isEmpty()) {
            paragraphs.add(JavaFile.escape("Simplified: " + routine.option().getRealWindows()));
        }
        paragraphs.add("Page: " + JavaFile.escape(routine.page()));
        return paragraphs;
    }

    private static String irql(RoutineContract routine) {
        if (!routine.hasIrqlLimits()) {
            return "no IRQL documented. ";
        }
        List<String> rules = routine.option().getIrqlList().stream().map(Docs::rule).toList();
        return String.join(", else ", rules) + ". ";
    }

    private static String rule(IrqlRule rule) {
        String levels;
        if (!rule.hasMax() || rule.getMax() == Irql.HIGH_LEVEL) {
            levels = "any IRQL";
        } else if (rule.getMin() == rule.getMax()) {
            levels = "at " + rule.getMax();
        } else {
            levels = "up to " + rule.getMax();
        }
        if (!rule.hasGiven()) {
            return levels;
        }
        var given = rule.getGiven();
        String condition =
                switch (given.getTestCase()) {
                    case EQUALS -> given.getField() + " is " + given.getEquals();
                    case HAS_BITS ->
                            String.format("%s has 0x%X", given.getField(), given.getHasBits());
                    case PRESENT -> given.getField() + (given.getPresent() ? " given" : " absent");
                    case TEST_NOT_SET -> given.getFact().name();
                };
        return levels + " if " + condition;
    }

    private static String completes(RoutineContract routine) {
        return switch (routine.completes()) {
            case AT_RETURN -> "The return is the end.";
            case IRP_ALWAYS -> "The IRP is completed whatever is returned.";
            case IF_PENDING -> "After STATUS_PENDING it ends" + by(routine) + ".";
            case CALLBACK_ALWAYS -> "It ends" + by(routine) + ", whatever is returned.";
            case QUEUE -> "What is queued runs later.";
            case COMPLETES_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(routine + " does not say how it completes");
        };
    }

    private static String by(RoutineContract routine) {
        String by = routine.option().getCompletedBy();
        return by.isEmpty() ? " later" : " with " + by;
    }

    private static String units(RoutineContract routine) {
        StringBuilder units = new StringBuilder();
        for (ParamContract param : routine.params()) {
            String unit = unit(param.param().getUnit());
            if (!unit.isEmpty()) {
                units.append(" {@code ")
                        .append(Names.lowerCamel(param.field().getName()))
                        .append("}: ")
                        .append(unit)
                        .append(".");
            }
        }
        return units.toString();
    }

    private static String unit(Unit unit) {
        return switch (unit) {
            case MILLISECONDS -> "milliseconds";
            case IPV4_ADDRESS -> "an IPv4 address, first octet highest";
            case IPV6_ADDRESS -> "an IPv6 address in network order";
            case NANOSECONDS_100 -> "units of 100 ns, negative from now";
            case BYTES -> "bytes";
            case CHARACTERS -> "characters";
            case SECONDS -> "seconds";
            case UNIT_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }
}
