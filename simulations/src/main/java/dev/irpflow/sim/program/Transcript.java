package dev.irpflow.sim.program;

import dev.irpflow.stage.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program was told and has answered since its last reset, as one number, and what it has
 * answered each time before where that number was the same. What it says must follow from what it
 * was told: another answer is the program's, and not the machine's.
 */
final class Transcript {
    private static final int REMEMBERED = 1 << 14;
    private static final int LONG = 200;

    private record Answered(long number, String words) {}

    private final Map<Long, Answered> earlier =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Answered> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private long since;
    private long told;
    private long answer;
    private String message = "";
    private final StringBuilder words = new StringBuilder();

    /** The program is told to forget everything. */
    void reset() {
        since = 0;
    }

    /** It is told a line. */
    void told(String line) {
        message = line;
        since = Site.join(since, Site.key(line));
        told = since;
        answer = 0;
        words.setLength(0);
    }

    /** It has said a line. */
    void said(String line) {
        answer = Site.join(answer, Site.key(line));
        if (words.length() < LONG) {
            words.append(words.isEmpty() ? "" : " ").append(line);
        }
    }

    /** Its answer is whole. */
    void answered(Program program) {
        since = Site.join(since, answer);
        Answered now = new Answered(answer, cut(words.toString()));
        Answered before = earlier.putIfAbsent(told, now);
        if (before != null && before.number() != answer) {
            throw program.differs(
                    ("it has been told the same since `reset` as in an earlier run, and answers"
                                    + " otherwise. What a program says follows from that alone: no"
                                    + " clock, no random numbers, no order of a hash, nothing kept"
                                    + " over a reset.\n  told:  %s\n  first: %s\n  now:   %s")
                            .formatted(cut(message), before.words(), now.words()));
        }
    }

    private static String cut(String line) {
        return line.length() <= LONG ? line : line.substring(0, LONG - 3) + "...";
    }
}
