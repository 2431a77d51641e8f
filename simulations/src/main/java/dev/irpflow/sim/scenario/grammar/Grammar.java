package dev.irpflow.sim.scenario.grammar;

import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The language as a whole: what keys there are, with what values. The loader has its own readers,
 * which say more; a test holds both to the same keys. The schema and the reference page are written
 * from here.
 */
public final class Grammar {
    /** The shape of a whole scenario. */
    public static final String SCENARIO = "scenario";

    private final Vocabulary vocabulary;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Phrase> phrases = new LinkedHashMap<>();

    private Grammar(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The grammar with the words of a vocabulary. */
    public static Grammar of(Vocabulary vocabulary) {
        Grammar grammar = new Grammar(vocabulary);
        SectionGrammar.shapes(vocabulary).forEach(grammar::add);
        MomentGrammar.phrases(vocabulary).forEach(grammar::add);
        FaultGrammar.phrases(vocabulary).forEach(grammar::add);
        OrderGrammar.phrases().forEach(grammar::add);
        StepGrammar.phrases(vocabulary).forEach(grammar::add);
        return grammar;
    }

    /** The words that it is made with. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Keys that belong together, the scenario first. */
    public List<Shape> shapes() {
        return List.copyOf(shapes.values());
    }

    /** What has exactly one verb. */
    public List<Phrase> phrases() {
        return List.copyOf(phrases.values());
    }

    private void add(Shape shape) {
        shapes.put(shape.name(), shape);
    }

    private void add(Phrase phrase) {
        phrases.put(phrase.name(), phrase);
    }
}
