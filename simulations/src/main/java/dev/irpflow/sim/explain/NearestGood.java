package dev.irpflow.sim.explain;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a run that passes and differs from one that failed in as few answers as possible: one
 * left out, one changed or one more, then two.
 */
final class NearestGood implements Simulation.Plays {
    /**
     * One answer that is another one than in the run that failed.
     *
     * @param site where it is given
     * @param answer what it is in the run that passes; null for the boring one
     */
    record Difference(long site, @Nullable Answer answer) {}

    private enum Round {
        LISTEN,
        ONE,
        TWO
    }

    private final Kept kept;
    private final List<Long> sites; // of the kept answers, those to be tried first at the front
    private final BooleanSupplier stopped;
    private final List<Difference> asked = new ArrayList<>(); // what else may be answered
    private final List<Difference> ones = new ArrayList<>();
    private Round round = Round.LISTEN;
    private int first = -1;
    private int second;
    private long runs;
    private long left;
    private List<Difference> tried = List.of();
    private List<Difference> found = List.of();
    private @Nullable RunResult result;

    /**
     * A search that has not begun.
     *
     * @param order the sites of the kept answers in the order in which they are to be tried
     * @param most how many runs it may play
     */
    NearestGood(Kept kept, List<Long> order, long most, BooleanSupplier stopped) {
        this.kept = kept;
        this.sites = order;
        this.left = most;
        this.stopped = stopped;
    }

    /** In what the run that passes differs; empty if none was found. */
    List<Difference> differences() {
        return found;
    }

    /** What that run came to; null if none was found. */
    @Nullable RunResult result() {
        return result;
    }

    /** How many runs were tried. */
    long runs() {
        return runs;
    }

    /** Whether everything was tried that differs in one answer. */
    boolean hasTriedAllOnes() {
        return round == Round.TWO;
    }

    /** The answers of the run that passes. */
    Answers answers() {
        return with(found);
    }

    private Answers with(List<Difference> differences) {
        Map<Long, Answer> all = new LinkedHashMap<>(kept.answers());
        for (Difference each : differences) {
            Answer answer = each.answer();
            if (answer == null) {
                all.remove(each.site());
            } else {
                all.put(each.site(), answer);
            }
        }
        Answers answers = new Answers();
        all.forEach(answers::put);
        return answers;
    }

    @Override
    public Simulation.@Nullable Play next() {
        if (result != null || left-- <= 0 || stopped.getAsBoolean()) {
            return null;
        }
        if (round == Round.LISTEN) {
            Chooser replay = with(List.of()).replay(kept.seed());
            return new Simulation.Play(kept.scenario(), new Listening(replay), Trace.NONE, null);
        }
        if (!goOn()) {
            return null;
        }
        return new Simulation.Play(
                kept.scenario(), with(tried).replay(kept.seed()), Trace.NONE, null);
    }

    private boolean goOn() {
        if (round == Round.ONE) {
            if (++first < ones.size()) {
                tried = List.of(ones.get(first));
                return true;
            }
            round = Round.TWO;
            first = 0;
            second = 0;
        }
        // Pairs of those that come first, which are the answers of the run itself.
        do {
            if (++second >= ones.size()) {
                first++;
                second = first + 1;
            }
            if (second >= ones.size()) {
                return false;
            }
        } while (ones.get(first).site() == ones.get(second).site());
        tried = List.of(ones.get(first), ones.get(second));
        return true;
    }

    @Override
    public void ended(RunResult now) {
        if (round == Round.LISTEN) {
            listOnes();
            round = Round.ONE;
            return;
        }
        runs++;
        if (passes(now)) {
            found = tried;
            result = now;
        }
    }

    // Without an answer of the run, then with another one there, then with one more: those that
    // are asked last first, since they are nearest to the failure.
    private void listOnes() {
        for (Long site : sites) {
            ones.add(new Difference(site, null));
        }
        for (Long site : sites) {
            for (Difference each : asked) {
                if (each.site() == site
                        && !Objects.equals(kept.answers().get(site), each.answer())) {
                    ones.add(each);
                }
            }
        }
        for (Difference each : asked.reversed()) {
            if (!kept.answers().containsKey(each.site())) {
                ones.add(each);
            }
        }
    }

    // A twin that is made to break, and a fault that had to strike, leave a run inconclusive though
    // nothing went wrong in it.
    private static boolean passes(RunResult result) {
        String reason = result.reason();
        return result.violations().isEmpty()
                && result.internalError() == null
                && (result.verdict() == Verdict.HELD
                        || reason.endsWith("but the run held")
                        || reason.startsWith("fault \""));
    }

    /** Tells what else could have been answered; one more fault makes nothing better. */
    private final class Listening extends ChooserOver {
        Listening(Chooser answers) {
            super(answers);
        }

        @Override
        public int choose(long site, Options options) {
            int answer = super.choose(site, options);
            for (int i = 1; i < options.count(); i++) {
                if (i != answer) {
                    asked.add(new Difference(site, Answer.of(options, i)));
                }
            }
            return answer;
        }
    }
}
