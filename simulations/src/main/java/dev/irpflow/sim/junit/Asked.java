package dev.irpflow.sim.junit;

import java.util.List;

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
        boolean mustBeCaught) {
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
                test.mustBeCaught());
    }

    /** Whether its runs are those of a hunt. */
    boolean isHunt() {
        return schedules != 0;
    }
}
