package dev.irpflow.sim.strategy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a run where another order might have come to another end, and asks the questions there
 * to be answered so. Two steps race if they conflict and nothing between them orders them.
 */
final class Races {
    private final List<Taken> run;

    Races(List<Taken> run) {
        this.run = run;
    }

    /** Looks at the step at this place; those before it have been looked at. */
    void look(int place) {
        Taken step = run.get(place);
        orderByItself(step, place);
        for (int i = place - 1; i >= 0; i--) {
            Taken before = run.get(i);
            if (!step.isAfter(before, i) && before.footprint().conflictsWith(step.footprint())) {
                reverse(i, place);
                step.follow(before, i);
            }
        }
    }

    // After the step of the same process before it, and after the one that made it possible.
    private void orderByItself(Taken step, int place) {
        int i = place - 1;
        while (i >= 0 && step.isIn(run.get(i).fork())) {
            i--;
        }
        if (i >= 0) {
            step.follow(run.get(i), i);
        }
        for (i = place - 1; i >= 0; i--) {
            if (run.get(i).process() == step.process()) {
                step.follow(run.get(i), i);
                return;
            }
        }
    }

    // What comes after the first of the two and need not, and then the second: whoever can begin
    // that instead of the first leads to the other order.
    private void reverse(int first, int second) {
        Taken before = run.get(first);
        Fork fork = before.fork();
        if (fork == null) {
            return; // nothing else was possible: what came later, came by it
        }
        int some = -1;
        for (int k = first + 1; k <= second; k++) {
            if (run.get(k).isAfter(before, first) || !begins(first, k)) {
                continue;
            }
            int option = fork.find(run.get(k).number(), run.get(k).step());
            if (option >= 0 && fork.isWanted(option)) {
                return;
            }
            some = some < 0 ? option : some;
        }
        if (some < 0) {
            fork.wantAll();
        } else {
            fork.want(some);
        }
    }

    private boolean begins(int first, int k) {
        Taken before = run.get(first);
        for (int m = first + 1; m < k; m++) {
            boolean counts = !run.get(m).isAfter(before, first);
            if (counts && run.get(k).isAfter(run.get(m), m)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Options that were possible before the step at this place, were not taken by it and were gone
     * after it: it took them away, and would come to nothing after them.
     *
     * @param next what could happen then; null if the run was over, whoever was left
     */
    void lookForLost(int place, @Nullable Taken taken, @Nullable Fork next) {
        Taken step = run.get(place);
        Fork fork = step.fork();
        if (fork == null) {
            return;
        }
        for (int i = 0; i < fork.count(); i++) {
            boolean there =
                    i == fork.find(step.number(), step.step())
                            || (next != null && next.find(fork.number(i), fork.step(i)) >= 0)
                            || (taken != null
                                    && taken.number() == fork.number(i)
                                    && taken.step() == fork.step(i));
            if (!there) {
                fork.wantAll(); // the lost step may conflict with any that comes first
                return;
            }
        }
    }
}
