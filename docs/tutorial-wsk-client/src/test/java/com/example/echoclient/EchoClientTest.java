package com.example.echoclient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.irpflow.sim.junit.SimulationRun;
import dev.irpflow.sim.junit.SimulationTest;
import dev.irpflow.sim.junit.SystematicTest;

class EchoClientTest {
    @SimulationTest(scenario = "echo-client", seeds = "1..300")
    void everyMessageComesBackWhateverTheNetworkDoes(SimulationRun run) {
        assertEquals(EchoClient.MESSAGES, run.driver(EchoClient.class).echoed);
    }

    @SimulationTest(scenario = "echo-client-unloaded", seeds = "1..300")
    void itCanBeUnloadedAtAnyMoment() {}

    @SimulationTest(scenario = "echo-client-broken", seeds = "1..200", mustBeCaught = true)
    void aReceiveThatIsTakenForAMessageIsNoticed() {}

    @SimulationTest(scenario = "echo-client-unloaded", schedules = 200)
    void noScheduleBreaksIt() {}

    @SystematicTest(scenario = "echo-client")
    void anyCallMayFail() {}
}
