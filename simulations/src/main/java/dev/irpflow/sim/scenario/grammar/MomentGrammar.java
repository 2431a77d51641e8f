package dev.irpflow.sim.scenario.grammar;

import static dev.irpflow.sim.scenario.grammar.Key.optional;
import static dev.irpflow.sim.scenario.grammar.Key.required;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.grammar.Form.OneOrMore;
import dev.irpflow.sim.scenario.grammar.Form.Words;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moments: the one noun for waits, faults and properties. */
final class MomentGrammar {
    static final Form PLACES = new OneOrMore(Form.of(Spelling.PLACE));
    static final Form RESULT = new OneOrMore(Form.of(Spelling.RESULT));
    static final Form LINKS = new OneOrMore(Form.of(Spelling.LINK));

    private MomentGrammar() {}

    static List<Phrase> phrases(Vocabulary vocabulary) {
        return List.of(
                new Phrase(
                        "moment",
                        verbs(vocabulary, optional("nth", Spelling.NTH, "which occurrence")),
                        "Something that happens; a routine's name alone means its call"),
                new Phrase(
                        "count",
                        verbs(vocabulary, required("is", Spelling.COUNT_RANGE, "how often")),
                        "A moment, and how often it may happen"));
    }

    /** The levels, as a scenario writes them. */
    static Form irql() {
        return new Words(
                Arrays.stream(Irql.values())
                        .filter(level -> level != Irql.UNRECOGNIZED)
                        .map(Irql::name)
                        .toList());
    }

    private static List<Shape> verbs(Vocabulary vocabulary, Key last) {
        Key on = optional("on", PLACES, "where it counts; anywhere");
        List<Shape> verbs = new ArrayList<>();
        for (Moment.Kind kind : Moment.Kind.values()) {
            List<Key> keys = new ArrayList<>();
            keys.add(required(kind.word(), Spelling.ROUTINE, about(kind)));
            keys.add(on);
            if (kind == Moment.Kind.RETURN || kind == Moment.Kind.COMPLETION) {
                keys.add(optional("status", RESULT, "with this result; any"));
            }
            keys.add(optional("irql", irql(), "at this level; any"));
            keys.add(last);
            verbs.add(new Shape(kind.word(), keys, about(kind)));
        }
        Key link = optional("on", Spelling.LINK, "on this link; any");
        Key frame = required("frame", new Words(vocabulary.frames()), "a frame sets out");
        Key fault = required("fault", Spelling.NAME, "this fault strikes");
        Key bugCheck = required("bug-check", Spelling.BUG_CHECK, "a machine stops with it");
        Key violation =
                required("violation", SectionGrammar.rule(vocabulary), "this rule is broken");
        verbs.add(new Shape("frame", List.of(frame, link, last), "A frame sets out"));
        verbs.add(new Shape("fault", List.of(fault, last), "A fault strikes"));
        verbs.add(new Shape("bug-check", List.of(bugCheck, on, last), "A machine stops"));
        verbs.add(new Shape("violation", List.of(violation, on, last), "A rule is broken"));
        return verbs;
    }

    private static String about(Moment.Kind kind) {
        return switch (kind) {
            case CALL -> "a routine is called";
            case RETURN -> "it returns";
            case COMPLETION -> "its operation is completed";
            case CANCEL -> "the operation that it began is cancelled";
            case INDICATE -> "a callback is indicated";
        };
    }
}
