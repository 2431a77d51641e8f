package dev.irpflow.sim.junit;

/** Driver Verifier's Force Pending I/O Requests, over many seeds. */
final class ForcedPendingScenariosTest {
    @SimulationTest(scenario = "kernel-forced-pending", seeds = "1..300")
    void driversThatWaitNoticeNothing(SimulationRun run) {}

    @SimulationTest(scenario = "kernel-forced-pending-broken", seeds = "1..20", mustBeCaught = true)
    void aDriverThatDoesNotWaitIsCaught(SimulationRun run) {}

    @SimulationTest(scenario = "hasty-unforced", seeds = "1..300")
    void theSameDriverIsNeverCaughtWithoutTheOption(SimulationRun run) {}
}
