package dev.irpflow.sim.bench;

import java.util.List;

/**
 * One figure of the benchmark.
 *
 * @param name what was measured, in kebab-case
 * @param unit what is counted, such as {@code round trips/s}
 * @param repetitions the figure of each repetition, in order
 * @param goal what the project wants to reach; 0 for none
 */
public record Figure(String name, String unit, List<Double> repetitions, double goal) {
    /** The median of the repetitions. */
    public double median() {
        List<Double> sorted = repetitions.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
