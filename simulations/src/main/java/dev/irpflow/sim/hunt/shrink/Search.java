package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Trace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for a smaller run that fails like a first one. */
public final class Search implements Simulation.Plays {
    /** How a search has come to its end. */
    public enum End {
        /** Nothing can be taken away any more. */
        SMALLEST,
        /** It has played as many runs or messages as it may. */
        BUDGET,
        /** Whoever waits for it has no more time. */
        STOPPED,
        /** A driver keeps the processor for good, in the first run or in another one. */
        LOOPS,
        /** The first run did not fail in that way. */
        NOT_REPEATED
    }

    /**
     * What is looked for.
     *
     * @param scenarios the scenario of the first run, with less in it
     * @param draws which of their values drawn parameters had in it, where it is not the first
     * @param seed of all runs
     * @param same whether a run failed in the way that is looked for
     */
    public record Aim(
            Function<Reduction, Scenario> scenarios,
            Map<String, Long> draws,
            long seed,
            Same same) {}

    /** Which failures count as the same. */
    public interface Same {
        /**
         * Whether a run that failed did so in the way that is looked for.
         *
         * @param first what the first run came to; null where it is the first
         */
        boolean isSame(@Nullable RunResult first, RunResult result);
    }

    private enum Turn {
        FIRST,
        FIRST_CONTROL,
        CANDIDATE,
        CONTROL
    }

    private final Aim aim;
    private final Budget budget;
    private final Chooser chooser;
    private final BooleanSupplier stopped;
    private final Set<Long> refused = new LinkedHashSet<>();
    private final LessWork lessWork;
    private final List<Function<Recipe, Pass>> kinds;
    private int kind = -1;
    private @Nullable Pass pass;
    private boolean tookInRound = true;
    private Turn turn = Turn.FIRST;
    private Answers recorded = new Answers();
    private Steps steps = new Steps();
    private Recipe candidate = new Recipe(Reduction.NONE, Map.of());
    private @Nullable RunResult candidateResult;
    private Recipe best = candidate;
    private Steps bestSteps = steps;
    private Size bestSize = new Size(0, 0, 0);
    private Size candidateSize = bestSize;
    private @Nullable RunResult bestResult;
    private @Nullable RunResult firstResult;
    private Map<Long, Answer> firstAnswers = Map.of();
    private long runs;
    private long messages;
    private @Nullable End end;

    /**
     * A search that has not begun.
     *
     * @param chooser gives the answers of the first run
     * @param stopped asked before each run: true ends the search with what it has
     */
    public Search(Aim aim, Budget budget, Chooser chooser, BooleanSupplier stopped) {
        this.aim = aim;
        this.budget = budget;
        this.chooser = chooser;
        this.stopped = stopped;
        this.lessWork = new LessWork(aim);
        this.kinds = new Kinds(aim, () -> bestSteps, this::messagesOfFirst).all();
    }

    private long messagesOfFirst() {
        return Objects.requireNonNull(firstResult).messages();
    }

    /**
     * How much a search may play: counted, and not timed, so that equal searches end alike.
     *
     * @param runs after so many it ends
     * @param messages after so many in all runs it ends
     */
    public record Budget(long runs, long messages) {}

    /** How it has ended. */
    public End end() {
        return end == null ? End.STOPPED : end;
    }

    /** How many runs it has played. */
    public long runs() {
        return runs;
    }

    /** What the first run came to; null if there was none. */
    public @Nullable RunResult firstResult() {
        return firstResult;
    }

    /** The answers of the first run. */
    public Map<Long, Answer> firstAnswers() {
        return firstAnswers;
    }

    /** What the smallest run came to; null if none failed. */
    public @Nullable RunResult result() {
        return bestResult;
    }

    /** The answers of the smallest run. */
    public Map<Long, Answer> answers() {
        return best.answers();
    }

    /** What the smallest run leaves out. */
    public Reduction reduction() {
        return best.reduction();
    }

    @Override
    public Simulation.@Nullable Play next() {
        if (end == null && stopped.getAsBoolean()) {
            end = End.STOPPED;
        }
        if (end == null && (runs >= budget.runs() || messages >= budget.messages())) {
            end = End.BUDGET;
        }
        if (end == null && turn == Turn.CANDIDATE && !proposes()) {
            end = End.SMALLEST;
        }
        return end == null ? play() : null;
    }

    private Simulation.Play play() {
        return switch (turn) {
            case FIRST -> {
                begin();
                yield play(Reduction.NONE, recorded.recording(chooser));
            }
            case FIRST_CONTROL -> control(Reduction.NONE);
            case CANDIDATE -> {
                begin();
                Chooser given = recorded.recording(candidate.chooser(aim.seed(), steps));
                Pass asking = present();
                yield play(
                        candidate.reduction(), asking.asks() ? new Asking(given, asking) : given);
            }
            case CONTROL -> control(candidate.reduction());
        };
    }

    private void begin() {
        recorded = new Answers();
        steps = new Steps();
    }

    // Nothing is left to chance, and nothing goes wrong.
    private Simulation.Play control(Reduction reduction) {
        Reduction calm = reduction.without(Parts.faults(aim.scenarios().apply(reduction)));
        return new Simulation.Play(
                aim.scenarios().apply(calm), new Answers().replay(aim.seed()), Trace.NONE, null);
    }

    private Simulation.Play play(Reduction reduction, Chooser answers) {
        return new Simulation.Play(aim.scenarios().apply(reduction), answers, Trace.NONE, steps);
    }

    @Override
    public void ended(RunResult result) {
        Violation violation = result.firstViolation();
        runs++;
        messages += result.messages();
        if (violation != null && violation.rule() == KernelRule.DRIVER_LOOPS) {
            end = End.LOOPS;
        } else if (stopped.getAsBoolean()) {
            end = End.STOPPED; // it may have been cut short
        } else {
            switch (turn) {
                case FIRST -> first(result);
                case FIRST_CONTROL -> {
                    lessWork.whole(Objects.requireNonNull(firstResult), result);
                    turn = Turn.CANDIDATE;
                }
                case CANDIDATE -> tried(result);
                case CONTROL ->
                        decide(lessWork.isSound(Objects.requireNonNull(candidateResult), result));
            }
        }
    }

    private void first(RunResult result) {
        if (!fails(result)) {
            end = End.NOT_REPEATED;
            return;
        }
        firstResult = result;
        firstAnswers = recorded.bySite();
        bestResult = result;
        best = new Recipe(Reduction.NONE, firstAnswers);
        bestSteps = steps;
        bestSize = size(result);
        turn = Turn.FIRST_CONTROL;
    }

    private void tried(RunResult result) {
        candidateResult = result;
        candidateSize = size(result);
        if (!fails(result) || !present().takes(bestSize, candidateSize)) {
            decide(false);
        } else if (!present().changesWork()) {
            decide(true);
        } else {
            changed(result, Objects.requireNonNull(bestResult));
        }
    }

    // Of what the run has not come to, it is the same run without.
    private void changed(RunResult result, RunResult before) {
        if (aim.scenarios().apply(candidate.reduction()).steps().isEmpty()) {
            decide(false); // no scenario is without any
            return;
        }
        boolean isSameRun =
                result.messages() == before.messages()
                        && result.timeNs() == before.timeNs()
                        && result.steps() == before.steps();
        if (isSameRun && !lessWork.holdsByItself()) {
            decide(true);
        } else if (isSameRun || lessWork.mayGo(best.reduction(), candidate.reduction())) {
            turn = Turn.CONTROL;
        } else {
            decide(false);
        }
    }

    private Size size(RunResult result) {
        return new Size(recorded.size(), steps.blocks(), result.messages());
    }

    private boolean fails(RunResult result) {
        return result.internalError() == null
                && result.verdict() == Verdict.VIOLATED
                && aim.same().isSame(firstResult, result);
    }

    private void decide(boolean taken) {
        turn = Turn.CANDIDATE;
        if (taken) {
            // What does not come up any more goes with it.
            best = new Recipe(candidate.reduction(), recorded.bySite());
            bestSteps = steps;
            bestSize = candidateSize;
            bestResult = candidateResult;
            tookInRound = true;
            present().taken(best);
        } else {
            refused.add(candidate.key());
            present().refused();
        }
    }

    private Pass present() {
        return Objects.requireNonNull(pass);
    }

    // Rounds of all kinds, until one in which nothing has gone.
    private boolean proposes() {
        while (true) {
            Pass now = pass;
            Recipe next = now == null ? null : now.next();
            if (now == null || next == null) {
                if (++kind == kinds.size() || now == null) {
                    if (!tookInRound) {
                        return false;
                    }
                    tookInRound = false;
                    kind = 0;
                }
                pass = kinds.get(kind).apply(best);
            } else if (!now.asks() && refused.contains(next.key())) {
                now.refused();
            } else {
                candidate = next;
                return true;
            }
        }
    }
}
