package dev.irpflow.sim.junit;

/** An IRP in a device queue is marked only under the lock under which it was put there. */
final class QueuedMarkTest {
    @SimulationTest(scenario = "marked-under-its-lock", seeds = "1..100")
    void aMarkUnderTheLockIsFine(SimulationRun run) {}
}
