package dev.irpflow.sim.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What one message costs in worlds of growing size.
 *
 * @param name what was measured, in kebab-case
 * @param grows what grows, such as {@code machines}
 * @param points one for each size, the smallest first
 * @param goal how many times dearer than in the smallest world a message may be
 */
public record Growth(String name, String grows, List<Point> points, double goal) {
    /**
     * One size.
     *
     * @param size how many of what grows
     * @param nsPerRoundTrip the cost in each repetition, in nanoseconds
     */
    public record Point(long size, List<Double> nsPerRoundTrip) {
        /** The median of the repetitions, in nanoseconds. */
        public double median() {
            return Growth.median(nsPerRoundTrip);
        }
    }

    /**
     * How many times as much as in the smallest world: the median of the ratios of each repetition,
     * in which all sizes were measured one after the other.
     */
    public double ratio(Point point) {
        List<Double> ratios = new ArrayList<>();
        List<Double> smallest = points.getFirst().nsPerRoundTrip();
        for (int i = 0; i < smallest.size(); i++) {
            ratios.add(point.nsPerRoundTrip().get(i) / smallest.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
