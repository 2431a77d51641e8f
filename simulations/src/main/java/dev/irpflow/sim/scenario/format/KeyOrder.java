package dev.irpflow.sim.scenario.format;

import dev.irpflow.sim.scenario.grammar.Form;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.grammar.Key;
import dev.irpflow.sim.scenario.grammar.Phrase;
import dev.irpflow.sim.scenario.grammar.Shape;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order the keys of a mapping are written, and what stands below each. */
final class KeyOrder {
    private final Grammar grammar;

    KeyOrder(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The form of a whole file. */
    static Form ofFile(Mapping root) {
        return Form.keyed(root.find("fragment") == null ? Grammar.SCENARIO : "fragment");
    }

    /** The entries of a mapping in their order; those that no grammar knows stay behind. */
    List<Mapping.Entry> sorted(Mapping mapping, @Nullable Form form) {
        Shape shape = shapeOf(mapping, form);
        List<Mapping.Entry> sorted = new ArrayList<>(mapping.entries());
        if (shape != null) {
            List<String> names = shape.names();
            sorted.sort(
                    Comparator.comparingInt(entry -> {
                        int place = names.indexOf(entry.name());
                        return place < 0 ? names.size() : place;
                    }));
        }
        return sorted;
    }

    /** The form of what stands below a key; null if the grammar does not say. */
    @Nullable Form below(Mapping mapping, @Nullable Form form, String key) {
        Shape shape = shapeOf(mapping, form);
        if (shape != null) {
            for (Key each : shape.keys()) {
                if (each.name().equals(key)) {
                    return each.form();
                }
            }
        }
        return pick(form, mapping) instanceof Form.Named named ? named.each() : null;
    }

    /** The form of the items of a list; null if the grammar does not say. */
    @Nullable Form item(Sequence list, @Nullable Form form) {
        return switch (pick(form, list)) {
            case Form.ListOf of -> of.each();
            case Form.OneOrMore of -> of.each();
            case null, default -> null;
        };
    }

    private @Nullable Shape shapeOf(Mapping mapping, @Nullable Form form) {
        if (!(pick(form, mapping) instanceof Form.Keyed keyed)) {
            return null;
        }
        for (Phrase phrase : grammar.phrases()) {
            if (phrase.name().equals(keyed.shape())) {
                return verbOf(phrase, mapping);
            }
        }
        for (Shape shape : grammar.shapes()) {
            if (shape.name().equals(keyed.shape())) {
                return shape;
            }
        }
        return null;
    }

    // The first key of a verb's shape is the verb. Two verbs are a mistake, which stays as it is.
    private static @Nullable Shape verbOf(Phrase phrase, Mapping mapping) {
        Shape found = null;
        for (Shape verb : phrase.verbs()) {
            if (mapping.find(verb.keys().getFirst().name()) != null) {
                if (found != null) {
                    return null;
                }
                found = verb;
            }
        }
        return found;
    }

    private static @Nullable Form pick(@Nullable Form form, Node node) {
        return switch (form) {
            case Form.Either either -> {
                for (Form each : either.forms()) {
                    Form picked = pick(each, node);
                    if (picked != null) {
                        yield picked;
                    }
                }
                yield null;
            }
            case Form.OneOrMore more -> node instanceof Sequence ? more : pick(more.each(), node);
            case Form.ListOf list -> node instanceof Sequence ? list : null;
            case Form.Keyed keyed -> node instanceof Mapping ? keyed : null;
            case Form.Named named -> node instanceof Mapping ? named : null;
            case null, default -> null;
        };
    }
}
