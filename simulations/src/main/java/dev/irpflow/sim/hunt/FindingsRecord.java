package dev.irpflow.sim.hunt;

import dev.irpflow.stage.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as plain records, which go from process to process and into files of one build.
 *
 * @param held how many runs held
 * @param violated how many broke a rule
 * @param undecided of how many nothing can be said
 * @param messages how many they had
 * @param questions how many they asked that had several answers
 * @param failures the distinct ones
 * @param counts the maps from a name to a number, each with its own name
 * @param differing runs that were not the same when they were repeated
 * @param watched runs that another process is to repeat
 */
public record FindingsRecord(
        long held,
        long violated,
        long undecided,
        long messages,
        long questions,
        List<Found> failures,
        List<Count> counts,
        List<Other> differing,
        List<Seen> watched) {
    /** The classes that it is made of, itself first. */
    public static final List<Class<?>> CLASSES =
            List.of(
                    FindingsRecord.class,
                    Found.class,
                    Count.class,
                    Other.class,
                    Seen.class,
                    Given.class);

    public FindingsRecord {
        if (held < 0 || violated < 0 || undecided < 0 || messages < 0 || questions < 0) {
            throw new IllegalArgumentException("less than none");
        }
    }

    /** One failure with its hits. */
    public record Found(
            String rule,
            String place,
            long first,
            String strategy,
            long count,
            List<Given> answers) {
        public Found {
            if (first < 0 || count < 1) {
                throw new IllegalArgumentException("%d hits from %d".formatted(count, first));
            }
        }
    }

    /** How often something was, in one of the maps. */
    public record Count(String map, String name, long count) {
        public Count {
            if (count < 0) {
                throw new IllegalArgumentException("%s: %d".formatted(name, count));
            }
        }
    }

    /** A run that was another one when it was repeated, and how they differ. */
    public record Other(long number, String how) {}

    /** A run to be repeated elsewhere. */
    public record Seen(long number, List<Given> answers, long events, String sha256) {}

    /** An answer at a site. */
    public record Given(long site, long key, int among) {
        /** Answers by site as a list. */
        public static List<Given> of(Map<Long, Answer> answers) {
            List<Given> all = new ArrayList<>();
            answers.forEach(
                    (site, answer) -> all.add(new Given(site, answer.key(), answer.among())));
            return List.copyOf(all);
        }

        /** The other way round. */
        public static Map<Long, Answer> bySite(Collection<Given> answers) {
            Map<Long, Answer> all = new LinkedHashMap<>();
            answers.forEach(one -> all.put(one.site, new Answer(one.key, one.among)));
            return all;
        }
    }
}
