package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Order.Noun;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.stage.Options;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run as the trace words it, taken apart: that is how a scenario's order names it. None
 * of it is a number that depends on how a run went before.
 *
 * @param noun what sort of step it is
 * @param what the routine, the state, or the words of an event
 * @param machine null for an event
 * @param thread null for an event
 */
public record StepText(Noun noun, String what, @Nullable String machine, @Nullable String thread) {
    private static final String RETURN = "return of ";
    private static final String ACCESS = "access to ";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The step that an option is. */
    static StepText of(Options options, int option) {
        return of(options.describe(option), options.isEvent(option));
    }

    /**
     * The step of some words of the trace.
     *
     * @param words {@code MACHINE THREAD: WHAT} where it is no event
     */
    public static StepText of(String words, boolean isEvent) {
        int colon = words.lastIndexOf(": ");
        int blank = words.indexOf(' ');
        if (isEvent || colon < 0 || blank < 0 || blank >= colon) {
            return new StepText(Noun.DUE, NUMBER.matcher(words).replaceAll("#"), null, null);
        }
        String machine = words.substring(0, blank);
        String thread = words.substring(blank + 1, colon);
        String what = words.substring(colon + 2);
        if (what.startsWith(RETURN)) {
            return new StepText(Noun.RETURN, what.substring(RETURN.length()), machine, thread);
        }
        return what.startsWith(ACCESS)
                ? new StepText(Noun.ACCESS, what.substring(ACCESS.length()), machine, thread)
                : new StepText(Noun.CALL, what, machine, thread);
    }

    /** Which way an option is of a thing that may be done in several. */
    public static String way(Options options, int option) {
        String words = options.describe(option);
        String question = options.question() + ": ";
        return words.startsWith(question) ? words.substring(question.length()) : words;
    }

    /** Whether an entry means this step, whichever occurrence it is. */
    public boolean isMeantBy(Entry entry) {
        return entry.noun() == noun
                && entry.what().equals(what)
                && (entry.machine() == null || entry.machine().equals(machine))
                && (entry.thread() == null || entry.thread().equals(thread));
    }

    /** The entry that means an occurrence of it. */
    public Entry entry(long nth) {
        return new Entry(noun, what, null, machine, thread, nth, false, Where.whole("export"));
    }
}
