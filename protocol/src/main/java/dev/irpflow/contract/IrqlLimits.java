package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.Given;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.IrqlRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The IRQL rules of one routine, ready to be asked. One rule without condition costs no search. */
final class IrqlLimits {
    private static final Rule UNLIMITED = new Rule(null, Irql.PASSIVE_LEVEL, Irql.HIGH_LEVEL);

    private record Condition(Given given, @Nullable FieldDescriptor field) {}

    private record Rule(@Nullable Condition condition, Irql min, Irql max) {}

    private final Rule[] rules;
    private final @Nullable Rule only;

    IrqlLimits(List<IrqlRule> rules, Descriptor request) {
        this.rules = rules.stream().map(rule -> read(rule, request)).toArray(Rule[]::new);
        this.only =
                switch (this.rules.length) {
                    case 0 -> UNLIMITED;
                    case 1 -> this.rules[0].condition == null ? this.rules[0] : null;
                    default -> null;
                };
    }

    boolean areStated() {
        return rules.length > 0;
    }

    Irql min(Message request, Facts facts) {
        return only != null ? only.min : firstThatFits(request, facts).min;
    }

    Irql max(Message request, Facts facts) {
        return only != null ? only.max : firstThatFits(request, facts).max;
    }

    private Rule firstThatFits(Message request, Facts facts) {
        for (Rule rule : rules) {
            if (rule.condition == null || fits(rule.condition, request, facts)) {
                return rule;
            }
        }
        return UNLIMITED;
    }

    private static boolean fits(Condition condition, Message request, Facts facts) {
        Given given = condition.given;
        FieldDescriptor field = condition.field;
        if (field == null) {
            return facts.holds(given.getFact(), request);
        }
        boolean there = !field.hasPresence() || request.hasField(field);
        return switch (given.getTestCase()) {
            case PRESENT -> there == given.getPresent();
            case EQUALS -> there && number(request.getField(field)) == given.getEquals();
            case HAS_BITS ->
                    there
                            && (number(request.getField(field)) & given.getHasBits())
                                    == given.getHasBits();
            case TEST_NOT_SET ->
                    throw new IllegalStateException("no test for " + field.getFullName());
        };
    }

    private static long number(Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case Boolean flag -> flag ? 1 : 0;
            case EnumValueDescriptor constant -> constant.getNumber();
            default -> throw new IllegalStateException("an IRQL rule tests " + value);
        };
    }

    private static Rule read(IrqlRule rule, Descriptor request) {
        Irql max = rule.hasMax() ? rule.getMax() : Irql.HIGH_LEVEL;
        return new Rule(
                rule.hasGiven() ? read(rule.getGiven(), request) : null, rule.getMin(), max);
    }

    private static Condition read(Given given, Descriptor request) {
        if (given.getField().isEmpty()) {
            return new Condition(given, null);
        }
        FieldDescriptor field = request.findFieldByName(given.getField());
        if (field == null) {
            throw new IllegalStateException(
                    request.getFullName() + " has an IRQL rule on " + given.getField());
        }
        return new Condition(given, field);
    }
}
