package dev.irpflow.sim.scenario.grammar;

import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.List;

/** How a value is written, for the schema and the reference page. */
public sealed interface Form {
    /** One scalar, or what stands for it. */
    record Scalar(Spelling spelling) implements Form {}

    /** One of a few words. */
    record Words(List<String> words) implements Form {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** One of many words, which have a name together. */
    record Known(String name, List<String> words) implements Form {
        public Known {
            words = List.copyOf(words);
        }
    }

    /** A list with at least one item. */
    record ListOf(Form each) implements Form {}

    /** One value, or a list of them. */
    record OneOrMore(Form each) implements Form {}

    /** Names of the user's choice, each with a value of this form. */
    record Named(Spelling key, Form each) implements Form {}

    /** Some of these names, each with a value of this form. */
    record NamedOf(List<String> names, Form each) implements Form {
        public NamedOf {
            names = List.copyOf(names);
        }
    }

    /** Keys with values, which have a name of their own in the grammar. */
    record Keyed(String shape) implements Form {}

    /** Any one of these. */
    record Either(List<Form> forms) implements Form {
        public Either {
            forms = List.copyOf(forms);
        }
    }

    /** What a vocabulary declares for a setting. */
    record Declared(ValueType type) implements Form {}

    /** Anything: what is allowed depends on what another key names. */
    record Open() implements Form {}

    /** One scalar of this spelling. */
    static Form of(Spelling spelling) {
        return new Scalar(spelling);
    }

    /** Keys with values, of the shape that has this name. */
    static Form keyed(String shape) {
        return new Keyed(shape);
    }
}
