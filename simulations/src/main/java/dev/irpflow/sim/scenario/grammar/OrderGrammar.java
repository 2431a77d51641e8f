package dev.irpflow.sim.scenario.grammar;

import static dev.irpflow.sim.scenario.grammar.Key.optional;
import static dev.irpflow.sim.scenario.grammar.Key.required;

import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.grammar.Form.Either;
import dev.irpflow.sim.scenario.grammar.Form.ListOf;
import dev.irpflow.sim.scenario.grammar.Form.Words;
import java.util.ArrayList;
import java.util.List;

/** The order in which steps of a run come. */
final class OrderGrammar {
    private static final String ENTRY = "order-step";

    private OrderGrammar() {}

    /** The key of a scenario. */
    static Key section() {
        return optional(
                "order",
                new Either(List.of(new ListOf(Form.keyed(ENTRY)), new Words(List.of("boring")))),
                "in which order these steps come; nothing else is left to choose");
    }

    static List<Phrase> phrases() {
        List<Shape> nouns = new ArrayList<>();
        for (Order.Noun noun : Order.Noun.values()) {
            List<Key> keys = new ArrayList<>();
            String about = about(noun);
            boolean isRoutine = noun == Order.Noun.CALL || noun == Order.Noun.RETURN;
            keys.add(required(noun.word(), isRoutine ? Spelling.ROUTINE : Spelling.TEXT, about));
            if (noun == Order.Noun.WAY) {
                keys.add(required("takes", Spelling.TEXT, "which way"));
            } else if (noun != Order.Noun.DUE) {
                keys.add(optional("on", Spelling.MACHINE, "where; anywhere"));
                keys.add(optional("thread", Spelling.TEXT, "in which thread or DPC; any"));
            }
            keys.add(optional("nth", Spelling.ORDINAL, "which occurrence there; the first"));
            keys.add(optional("may-miss", Spelling.SWITCH, "whether it need not come"));
            nouns.add(new Shape(noun.word(), keys, about));
        }
        return List.of(new Phrase(ENTRY, nouns, "A step that comes in its order"));
    }

    private static String about(Order.Noun noun) {
        return switch (noun) {
            case CALL -> "a routine or callback is about to run";
            case RETURN -> "it is about to return";
            case ACCESS -> "shared state of a driver is about to be accessed";
            case DUE -> "a timer or a frame comes, in the words of the trace, # for each number";
            case WAY -> "how a thing is done that may be done in several ways";
        };
    }
}
