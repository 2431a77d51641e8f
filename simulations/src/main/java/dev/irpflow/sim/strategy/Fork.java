package dev.irpflow.sim.strategy;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A question what happens next. Only those options are tried that a race asks for. */
final class Fork implements Point {
    private final int at;
    private final long[] numbers;
    private final long[] steps;
    private final boolean[] wanted;
    private final List<Asleep> asleep; // when the question came up first
    private final List<Asleep> tried = new ArrayList<>(); // with all that follows
    private List<Footprint> footprints = new ArrayList<>(); // of the step that is chosen
    private int chosen;

    /** A question that comes up for the first time. */
    Fork(int at, Options options, List<Asleep> asleep) {
        this.at = at;
        this.numbers = new long[options.count()];
        this.steps = new long[options.count()];
        this.wanted = new boolean[options.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = options.number(i);
            steps[i] = options.step(i);
        }
        this.asleep = List.copyOf(asleep);
        while (chosen < numbers.length && sleeps(chosen)) {
            chosen++;
        }
        if (chosen < numbers.length) {
            wanted[chosen] = true;
        }
    }

    /** Whether every option would lead to what was seen. */
    boolean isAsleep() {
        return chosen == numbers.length;
    }

    int chosen() {
        return chosen;
    }

    /** What sleeps while the chosen option is taken. */
    List<Asleep> asleep() {
        List<Asleep> all = new ArrayList<>(asleep);
        all.addAll(tried);
        return all;
    }

    /** The chosen step was done, in one of its ways. */
    void done(Footprint footprint) {
        footprints.add(footprint);
    }

    /** Whether these are the options of this question. */
    boolean hasOptions(Options options) {
        if (options.count() != numbers.length) {
            return false;
        }
        for (int i = 0; i < numbers.length; i++) {
            if (options.number(i) != numbers[i] || options.step(i) != steps[i]) {
                return false;
            }
        }
        return true;
    }

    /** The option that is this step of this strand or event, -1 if there is none. */
    int find(long number, long step) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number && steps[i] == step) {
                return i;
            }
        }
        return -1;
    }

    int count() {
        return numbers.length;
    }

    long number(int option) {
        return numbers[option];
    }

    long step(int option) {
        return steps[option];
    }

    boolean isWanted(int option) {
        return wanted[option];
    }

    /** This option is to be tried, unless it sleeps. */
    void want(int option) {
        wanted[option] = true;
    }

    void wantAll() {
        Arrays.fill(wanted, true);
    }

    private boolean sleeps(int option) {
        return sleeps(asleep, option) || sleeps(tried, option);
    }

    private boolean sleeps(List<Asleep> these, int option) {
        for (Asleep one : these) {
            if (one.number() == numbers[option]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int at() {
        return at;
    }

    @Override
    public boolean advance() {
        tried.add(new Asleep(numbers[chosen], footprints));
        footprints = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (wanted[i] && !sleeps(i)) {
                chosen = i;
                return true;
            }
        }
        return false;
    }
}
