package dev.irpflow.sim.explain;

/**
 * How runs that went on at random from one place have ended.
 *
 * @param runs how many there were
 * @param same how many failed as the run did from which they are forks
 * @param other how many broke something else
 */
public record Share(long runs, long same, long other) {
    /** The share that failed as the run did, from 0 to 1. */
    public double failed() {
        return runs == 0 ? 0 : (double) same / runs;
    }

    /**
     * The same in whole percent, with a blank at which no line is broken; what is not quite nothing
     * or all is not told as such.
     */
    public String percent() {
        long rounded = Math.round(100 * failed());
        if (rounded == 0 && same > 0) {
            return "<1\u00a0%";
        }
        return rounded == 100 && same < runs ? ">99\u00a0%" : rounded + "\u00a0%";
    }
}
