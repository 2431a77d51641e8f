package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.BugCheckCode;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.List;

/** Reads bug checks: a code or its name, perhaps with the first parameter. */
final class BugChecks {
    private BugChecks() {}

    static Parsed<BugCheckCode> parse(Vocabulary vocabulary, String text) {
        int slash = text.indexOf('/');
        Parsed<Long> code = code(vocabulary, slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return code.map(c -> new BugCheckCode(c, null));
        }
        Parsed<Long> first = number(text.substring(slash + 1));
        return code.then(c -> first.map(f -> new BugCheckCode(c, f)));
    }

    private static Parsed<Long> code(Vocabulary vocabulary, String text) {
        if (!Names.isConstant(text)) {
            return number(text);
        }
        List<Constant> known = vocabulary.bugChecks();
        for (Constant constant : known) {
            if (constant.name().equals(text)) {
                return Parsed.good(constant.number());
            }
        }
        List<String> names = known.stream().map(Constant::name).toList();
        return Parsed.bad(Scalar.shown(text) + ": no such bug check." + Nearest.hint(text, names));
    }

    private static Parsed<Long> number(String text) {
        return text.startsWith("0x")
                ? Numbers.literal(text)
                : Parsed.bad(
                        Scalar.shown(text)
                                + " is not a bug check; write it in hexadecimal, like 0xC9/0x23E");
    }
}
