package dev.irpflow.sim.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test asks for.
 *
 * @param annotation in words, for messages
 * @param scenario a path, or the name of a shipped scenario
 * @param set values of its parameters
 * @param faults on, off, or the names of some
 * @param seeds a range, or one
 * @param strategy of a hunt; "" for the usual one
 * @param schedules how many runs a hunt has; 0 for no hunt, but each seed once
 * @param sites what fails at each site; null for a test in which nothing does
 * @param mustBeCaught whether it is a broken twin whose rule must be broken
 */
record Asked(
        String annotation,
        String scenario,
        List<String> set,
        List<String> faults,
        String seeds,
        String strategy,
        long schedules,
        @Nullable Sites sites,
        boolean mustBeCaught) {
    /**
     * What fails systematically.
     *
     * @param routines which, or any; empty for the scenario's own
     * @param failures of one run: 1, 2 or pairs
     * @param exclude the file of what is left alone; "" for none
     */
    record Sites(List<String> routines, String failures, String exclude) {}

    /** What a systematic test asks for. */
    static Asked of(SystematicTest test, Class<?> type) {
        return new Asked(
                "@SystematicTest(scenario = \"%s\")".formatted(test.scenario()),
                ScenarioOfTest.find(type, test.scenario()),
                List.of(test.set()),
                List.of(),
                String.valueOf(test.seed()),
                "each-site",
                0,
                new Sites(List.of(test.routines()), test.failures(), test.exclude()),
                false);
    }

    /** What a test of one scenario asks for. */
    static Asked of(SimulationTest test, Class<?> type, String seeds) {
        return new Asked(
                "@SimulationTest(scenario = \"%s\")".formatted(test.scenario()),
                ScenarioOfTest.find(type, test.scenario()),
                List.of(test.set()),
                List.of(test.faults()),
                seeds,
                test.strategy(),
                test.schedules(),
                null,
                test.mustBeCaught());
    }

    /** Whether its runs are those of a hunt. */
    boolean isHunt() {
        return schedules != 0 || sites != null;
    }
}
