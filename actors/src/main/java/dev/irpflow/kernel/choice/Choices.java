package dev.irpflow.kernel.choice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a machine takes the points that the documentation leaves open.
 *
 * @param others the word for each point that is not taken as usual
 */
public record Choices(Map<Choice, String> others) {
    /** Everything as usual. */
    public static final Choices USUAL = new Choices(Map.of());

    public Choices {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** The same, but for one point. */
    public Choices with(Choice choice, String word) {
        if (!choice.has(word)) {
            throw new IllegalArgumentException(choice.id() + " has no alternative " + word);
        }
        Map<Choice, String> all = new LinkedHashMap<>(others);
        if (word.equals(choice.usual().word())) {
            all.remove(choice);
        } else {
            all.put(choice, word);
        }
        return new Choices(all);
    }

    /** Whether a point is taken as usual. */
    public boolean isUsual(Choice choice) {
        return !others.containsKey(choice);
    }

    /** The word for the alternative that is taken. */
    public String of(Choice choice) {
        return others.getOrDefault(choice, choice.usual().word());
    }
}
