package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

/** A driver in Java has a StartIo routine like any other callback. */
final class StartIoDriverTest {
    @SimulationTest(scenario = "start-io", seeds = "1..200")
    void theDeviceWorksOnOneReadAtATime(SimulationRun run) {
        assertThat(run.driver(StartIoDriver.class).most()).isEqualTo(1);
    }
}
