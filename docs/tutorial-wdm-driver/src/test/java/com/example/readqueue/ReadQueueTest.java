package com.example.readqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.irpflow.sim.junit.ReplayTest;
import dev.irpflow.sim.junit.SimulationRun;
import dev.irpflow.sim.junit.SimulationTest;
import dev.irpflow.sim.junit.SystematicTest;
import java.util.List;

class ReadQueueTest {
    @SimulationTest(scenario = "read-queue", seeds = "1..1000")
    void everyReadEndsOnce() {}

    @SimulationTest(scenario = "read-queue", seeds = "1..50")
    void nothingIsLeftInTheQueue(SimulationRun run) {
        assertEquals(List.of(), run.driver(ReadQueue.class).waiting.atEnd());
    }

    @SimulationTest(scenario = "read-queue-broken", seeds = "1..200", mustBeCaught = true)
    void aResultThatNobodyLooksAtIsNoticed() {}

    @SimulationTest(scenario = "read-queue", schedules = 200)
    void noScheduleBreaksIt() {}

    @SystematicTest(scenario = "read-queue")
    void anyCallMayFail() {}

    @ReplayTest(folder = "kept")
    void whatBrokeOnceHolds() {}
}
