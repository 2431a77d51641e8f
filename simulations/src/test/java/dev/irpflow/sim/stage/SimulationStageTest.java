package dev.irpflow.sim.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Trace;
import org.junit.jupiter.api.Test;

/** What the stage counts. */
class SimulationStageTest {
    @Test
    void whatIsWrittenIntoATraceCountsAsNoMessage() {
        try (StageSystem system = new StageSystem()) {
            Recording recording = new Recording(10);
            SimulationStage watched = stage(system, recording);
            SimulationStage unwatched = stage(system, Trace.NONE);

            new Machine(MachineSettings.of("m"), new QuietHost(watched)).log().note("a note");
            new Machine(MachineSettings.of("m"), new QuietHost(unwatched)).log().note("a note");

            assertThat(recording.events()).extracting(Recorded::seq).containsExactly(1L);
            assertThat(watched.messages()).isEqualTo(unwatched.messages());
        }
    }

    private static SimulationStage stage(StageSystem system, Trace trace) {
        return new SimulationStage(system, new SeededChooser(1, 0), trace);
    }
}
