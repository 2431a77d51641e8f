package dev.irpflow.sim.scenario.grammar;

import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Need;

/**
 * A key of the language.
 *
 * @param form how its value is written
 * @param need whether it must be there
 * @param about what it says, in a sentence without its end
 */
public record Key(String name, Form form, Need need, String about) {
    static Key required(String name, Form form, String about) {
        return new Key(name, form, Need.REQUIRED, about);
    }

    static Key optional(String name, Form form, String about) {
        return new Key(name, form, Need.OPTIONAL, about);
    }

    static Key required(String name, Spelling spelling, String about) {
        return required(name, Form.of(spelling), about);
    }

    static Key optional(String name, Spelling spelling, String about) {
        return optional(name, Form.of(spelling), about);
    }
}
