package dev.irpflow.sim.hunt;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The boring runs that tell how long runs are. */
final class SurveyRuns implements Simulation.Plays {
    private final Iterator<Scenario> left;
    private final List<Integer> questions = new ArrayList<>();
    private Boring boring = new Boring();

    SurveyRuns(List<Scenario> scenarios) {
        left = scenarios.iterator();
    }

    @Override
    public Simulation.@Nullable Play next() {
        if (!left.hasNext()) {
            return null;
        }
        boring = new Boring();
        return new Simulation.Play(left.next(), boring, Trace.NONE, null);
    }

    @Override
    public void ended(RunResult result) {
        questions.add(boring.asked);
    }

    /** What they showed; a run that was never played had no questions. */
    Survey survey() {
        List<Integer> all = new ArrayList<>(questions);
        left.forEachRemaining(never -> all.add(0));
        return new Survey(List.copyOf(all));
    }

    private static final class Boring implements Chooser {
        private int asked;

        @Override
        public int choose(long site, Options options) {
            asked++;
            return 0;
        }

        @Override
        public boolean happens(long site, double chance) {
            return false;
        }

        @Override
        public long draw(long site) {
            return Site.draw(0, site);
        }
    }
}
