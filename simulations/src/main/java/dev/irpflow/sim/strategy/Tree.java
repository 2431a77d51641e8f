package dev.irpflow.sim.strategy;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The search through all runs of one scenario: the questions on the way to the present one. */
final class Tree {
    private final List<Point> points = new ArrayList<>();
    private final List<Taken> run = new ArrayList<>();
    private final Map<Long, Integer> processes = new LinkedHashMap<>(); // looked up only
    private int knownPoints; // as in the run before, but for the last answer
    private int knownSteps;
    private boolean isAtEnd;
    private boolean isCertain = true;

    // The run that is played.
    private int point;
    private int step;
    private List<Asleep> asleep = new ArrayList<>();
    private @Nullable Fork pending; // the question of the next step
    private @Nullable Fork blocked; // where all that could happen was seen before
    private @Nullable Taken sleeper; // all that could happen, and seen before
    private boolean isRedundant;

    /** Whether nothing is left to try. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    /** Whether the same answers led to the same questions each time. */
    boolean isCertain() {
        return isCertain;
    }

    /** A run begins; one that began before and did not end is forgotten. */
    void begin() {
        truncate(points, knownPoints);
        truncate(run, knownSteps);
        point = 0;
        step = 0;
        asleep = new ArrayList<>();
        pending = null;
        blocked = null;
        sleeper = null;
        isRedundant = false;
    }

    /** Answers what happens next. */
    int next(Options options) {
        if (isRedundant) {
            return 0;
        }
        if (point < knownPoints) {
            if (points.get(point) instanceof Fork fork && fork.hasOptions(options)) {
                point++;
                pending = fork;
                asleep = fork.asleep();
                return fork.chosen();
            }
            lose();
            return 0;
        }
        Fork fork = new Fork(step, options, asleep);
        if (fork.isAsleep()) {
            isRedundant = true;
            blocked = fork;
            return 0;
        }
        points.add(fork);
        point++;
        pending = fork;
        return fork.chosen();
    }

    /** Answers a question within a step. */
    int way(int count) {
        if (isRedundant) {
            return 0;
        }
        if (point < knownPoints) {
            if (points.get(point) instanceof Split split && split.hasOptions(count)) {
                point++;
                return split.chosen();
            }
            lose();
            return 0;
        }
        points.add(new Split(step, count));
        point++;
        return 0;
    }

    // The same answers led elsewhere: nothing can be proved any more.
    private void lose() {
        isCertain = false;
        isRedundant = true;
    }

    /** A step is done. */
    void done(long key, long number, Footprint footprint) {
        if (isRedundant) {
            return;
        }
        if (step < knownSteps) {
            if (run.get(step).number() != number || run.get(step).step() != key) {
                lose();
            }
        } else {
            int process = processes.computeIfAbsent(number, n -> processes.size());
            Footprint copy = footprint.copy();
            Taken taken = new Taken(process, number, key, copy, pending, processes.size());
            if (asleep.stream().anyMatch(one -> one.number() == number)) {
                isRedundant = true;
                sleeper = taken;
                return;
            }
            run.add(taken);
            if (pending != null) {
                pending.done(copy);
            }
        }
        asleep.removeIf(one -> one.wakesBy(footprint));
        pending = null;
        step++;
    }

    /** The run has ended: finds what else is to be tried, and goes back to the last such place. */
    void end() {
        Races races = new Races(run);
        for (int i = knownSteps; i < run.size(); i++) {
            races.look(i);
        }
        for (int i = Math.max(0, knownSteps - 1); i < run.size(); i++) {
            boolean last = i + 1 == run.size();
            Taken taken = last ? sleeper : run.get(i + 1);
            Fork next = last ? blocked : run.get(i + 1).fork();
            races.lookForLost(i, taken, next);
        }
        while (!points.isEmpty() && !points.getLast().advance()) {
            points.removeLast();
        }
        knownPoints = points.size();
        isAtEnd = points.isEmpty();
        knownSteps = isAtEnd ? 0 : points.getLast().at();
        truncate(run, knownSteps);
        processes.clear();
        run.forEach(taken -> processes.put(taken.number(), taken.process()));
    }

    private static void truncate(List<?> list, int size) {
        list.subList(Math.min(size, list.size()), list.size()).clear();
    }
}
