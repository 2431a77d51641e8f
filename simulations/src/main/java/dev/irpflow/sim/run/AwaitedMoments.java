package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments that steps wait for, watched from the beginning of the run: a moment that has come
 * before its step is not missed. A step that is repeated waits for one occurrence after the other.
 */
final class AwaitedMoments {
    private static final class Awaited {
        private final boolean onlyOnce;
        private final List<Runnable> waiting = new ArrayList<>(1);
        private long come;
        private long taken;

        Awaited(boolean onlyOnce) {
            this.onlyOnce = onlyOnce;
        }
    }

    private final Moments moments;
    private final Map<Step.Wait, Awaited> byStep = new LinkedHashMap<>();

    AwaitedMoments(Moments moments) {
        this.moments = moments;
    }

    /** Watches for all steps of a scenario. */
    void watch(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Wait wait
                    && wait.what() instanceof Step.WaitFor.Until(var moment)) {
                Awaited awaited = new Awaited(moment.nth() instanceof Nth.Only);
                byStep.put(wait, awaited);
                moments.watch(moment, (occurrence, at) -> came(awaited));
            }
            watch(step.nested());
        }
    }

    private static void came(Awaited awaited) {
        awaited.come++;
        if (!awaited.waiting.isEmpty()) {
            awaited.waiting.remove(0).run();
        }
    }

    /** Runs this when the moment of the step has come; at once if it has. */
    void whenCome(Step.Wait wait, Runnable action) {
        Awaited awaited = byStep.get(wait);
        if (awaited == null) {
            throw new IllegalStateException("a step that nobody watches for: " + wait.where());
        }
        if (awaited.onlyOnce ? awaited.come > 0 : awaited.come > awaited.taken) {
            awaited.taken++;
            action.run();
        } else {
            awaited.taken++;
            awaited.waiting.add(action);
        }
    }
}
