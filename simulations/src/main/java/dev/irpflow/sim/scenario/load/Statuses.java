package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Scalar;

/** Reads a status by its name or its number in hexadecimal. */
final class Statuses {
    private Statuses() {}

    static Parsed<Status> parse(Vocabulary vocabulary, String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return Numbers.literal(text)
                    .then(code ->
                            code >>> 32 == 0
                                    ? Parsed.good(vocabulary.status(code.intValue()))
                                    : Parsed.bad(text + " is no status; a status has 32 bits"));
        }
        Status status = vocabulary.status(text);
        return status != null
                ? Parsed.good(status)
                : Parsed.bad(
                        "%s: no such status.%s"
                                .formatted(
                                        Scalar.shown(text),
                                        Nearest.hint(text, vocabulary.statusNames())));
    }
}
