package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.systematic.Exclusions;
import dev.irpflow.sim.systematic.Reach;
import dev.irpflow.sim.systematic.Systematic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The systematic strategy as a word, by which all processes of a hunt know it: {@code each-site},
 * {@code each-site:pairs} with two failures in a run, {@code each-site:1:FILE} with what is left
 * alone.
 *
 * @param reach which calls of one run fail
 * @param exclude an absolute path; "" for nothing
 */
record EachSite(Reach reach, String exclude) {
    /** How many runs there are at most, for each example. */
    static final int MOST = 1_000_000;

    /** Whether a word means it. */
    static boolean isMeantBy(String strategy) {
        return strategy.equals(Systematic.NAME) || strategy.startsWith(Systematic.NAME + ":");
    }

    /**
     * Reads the word.
     *
     * @throws Refusal if it is none
     */
    static EachSite of(String strategy) throws Refusal {
        String[] parts = strategy.split(":", 3);
        return new EachSite(
                parts.length > 1 ? reach(parts[1]) : Reach.ONE, parts.length > 2 ? parts[2] : "");
    }

    /**
     * Reads how far it reaches.
     *
     * @throws Refusal if it is no such word
     */
    static Reach reach(String word) throws Refusal {
        for (Reach one : Reach.values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new Refusal("--failures: found \"%s\"; allowed is 1, 2, pairs".formatted(word));
    }

    /** The word. */
    String word() {
        return Systematic.NAME + ":" + reach.word() + (exclude.isEmpty() ? "" : ":" + exclude);
    }

    /** What is left alone. */
    Exclusions exclusions() throws Refusal {
        if (exclude.isEmpty()) {
            return Exclusions.none();
        }
        String text;
        try {
            text = Files.readString(Path.of(exclude), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new Refusal("--exclude: " + exclude + "  no such file");
        } catch (IOException e) {
            throw new Refusal("--exclude: " + exclude + " cannot be read: " + e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        Exclusions read = Exclusions.of(text, problems);
        if (!problems.isEmpty()) {
            throw new Refusal(problems.stream().map(problem -> exclude + ":" + problem).toList());
        }
        return read;
    }

    /** A strategy that has found nothing yet. */
    Systematic strategy(int examples) throws Refusal {
        return strategy(examples, exclusions());
    }

    /** The same with these exclusions. */
    Systematic strategy(int examples, Exclusions exclusions) {
        return new Systematic(examples, exclusions, reach, MOST);
    }
}
