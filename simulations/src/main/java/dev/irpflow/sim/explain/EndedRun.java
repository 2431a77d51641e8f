package dev.irpflow.sim.explain;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Page;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.RulePage;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.rule.HuntRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended the process which played it, each time: its answers and its messages ended
 * with that, so it can be neither replayed nor forked.
 *
 * @param scenario its scenario
 * @param schedule the number that the user gives it, from 1
 * @param seed its seed
 * @param strategy that chose its answers
 * @param ending how the process ended, as far as the one that had started it knows
 * @param again the command that plays it once more
 */
public record EndedRun(
        String scenario, long schedule, long seed, String strategy, String ending, String again) {
    private static final HuntRule RULE = HuntRule.ENDS_ITS_PROCESS;
    private static final String KEY = "ended-its-process";
    private static final int WIDTH = 97;

    /** The result.json of its folder. */
    public Map<String, Object> tree() {
        return Trees.of(
                "scenario",
                scenario,
                "seed",
                seed,
                "verdict",
                "violated",
                "rule",
                RULE.id(),
                "schedule",
                schedule,
                "strategy",
                strategy,
                KEY,
                ending,
                "again",
                again);
    }

    /**
     * Reads the result.json of a folder.
     *
     * @param name how messages call it
     * @return null if it is that of another run
     * @throws Refusal if it is no JSON
     */
    public static @Nullable EndedRun read(String name, byte[] bytes) throws Refusal {
        Map<String, @Nullable Object> tree = Json.read(name, bytes);
        return tree.get(KEY) instanceof String ending
                        && tree.get("schedule") instanceof Long schedule
                        && tree.get("seed") instanceof Long seed
                ? new EndedRun(
                        String.valueOf(tree.get("scenario")),
                        schedule,
                        seed,
                        String.valueOf(tree.get("strategy")),
                        ending,
                        String.valueOf(tree.get("again")))
                : null;
    }

    /** Its story.txt. */
    public String story() {
        StringBuilder text = new StringBuilder();
        text.append("%s   seed %d   VIOLATED\n\n".formatted(scenario, seed));
        paragraph(text, "  ", RULE.id() + "  " + RULE.prose());
        paragraph(text, "  ", what());
        text.append("\n  again    ").append(again).append('\n');
        return text.toString();
    }

    /** What there is to explain of it, in the sections of every explanation. */
    public String explanation(String name) {
        StringBuilder text = new StringBuilder();
        text.append("%s   %s   seed %d   %s\n".formatted(name, scenario, seed, RULE.id()));
        text.append("\n1. Why it is wrong\n");
        paragraph(text, "   ", RULE.prose());
        paragraph(text, "   ", "Here: " + what());
        text.append("   page           ").append(RULE.page()).append('\n');
        text.append("   real Windows   ").append(RulePage.mostLikely(RULE)).append('\n');
        text.append("\n2. The story\n");
        paragraph(text, "   ", "Not known: its messages ended with the process.");
        text.append("\n3. The turning point\n");
        paragraph(text, "   ", "Not looked for: each fork of it might end this process too.");
        text.append("\n4. The nearest good run\n");
        paragraph(text, "   ", "Not looked for, for the same reason.");
        text.append("\n5. What usually cures\n");
        paragraph(text, "   ", "Pattern: " + RULE.cure().pattern() + ". " + RULE.cure().words());
        text.append("   again          ").append(again).append('\n');
        text.append("   the rule       irpflow explain ").append(RULE.id()).append('\n');
        return text.toString();
    }

    /** Why it can be neither replayed nor shown. */
    public String refusal(String name) {
        return "%s: the run has ended its process (%s), and its answers and messages with it: there is nothing to replay or to show. %s plays it once more; irpflow explain %s says what can be told"
                .formatted(name, ending, again, name);
    }

    private String what() {
        return "schedule %,d, by %s, has ended its process twice: %s."
                .formatted(schedule, strategy, ending);
    }

    private static void paragraph(StringBuilder text, String indent, String words) {
        for (String line : Page.wrap(words, WIDTH)) {
            text.append(indent).append(line).append('\n');
        }
    }
}
