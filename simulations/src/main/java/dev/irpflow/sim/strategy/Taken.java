package dev.irpflow.sim.strategy;

import dev.irpflow.stage.Footprint;
import org.jspecify.annotations.Nullable;

/** A step of a run, and which steps come before it in every equivalent run. */
final class Taken {
    private final int process;
    private final long number;
    private final long step;
    private final Footprint footprint;
    private final @Nullable Fork fork;
    private final int[] clock; // for each process: the place after its last step before this one

    /**
     * A step that is before or after none so far.
     *
     * @param process a number for its strand or event, from 0 without gaps
     * @param number of its strand or event in its run
     * @param step what it was
     * @param fork the question that was answered by it, null if it was all that could happen
     * @param processes how many there are so far
     */
    Taken(
            int process,
            long number,
            long step,
            Footprint footprint,
            @Nullable Fork fork,
            int processes) {
        this.process = process;
        this.number = number;
        this.step = step;
        this.footprint = footprint;
        this.fork = fork;
        this.clock = new int[processes];
    }

    int process() {
        return process;
    }

    long number() {
        return number;
    }

    long step() {
        return step;
    }

    Footprint footprint() {
        return footprint;
    }

    @Nullable Fork fork() {
        return fork;
    }

    /** Whether that step, at this place of the run, comes before this one. */
    boolean isAfter(Taken other, int place) {
        return other.process < clock.length && clock[other.process] > place;
    }

    /** Comes after that one, and after all that it comes after. */
    void follow(Taken other, int place) {
        for (int i = 0; i < Math.min(clock.length, other.clock.length); i++) {
            clock[i] = Math.max(clock[i], other.clock[i]);
        }
        clock[other.process] = Math.max(clock[other.process], place + 1);
    }

    /** Whether it was possible already when this question was asked. */
    boolean isIn(@Nullable Fork question) {
        return question != null && question.find(number, step) >= 0;
    }
}
