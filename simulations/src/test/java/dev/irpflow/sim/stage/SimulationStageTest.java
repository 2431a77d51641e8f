package dev.irpflow.sim.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the stage counts. */
class SimulationStageTest {
    @Test
    void whatIsWrittenIntoATraceCountsAsNoMessage() {
        try (StageSystem system = new StageSystem()) {
            Recording recording = new Recording(10);
            SimulationStage watched = stage(system, recording);
            SimulationStage unwatched = stage(system, Trace.NONE);

            new Machine(MachineSettings.of("m"), new World(watched)).log().note("a note");
            new Machine(MachineSettings.of("m"), new World(unwatched)).log().note("a note");

            assertThat(recording.events()).extracting(Recorded::seq).containsExactly(1L);
            assertThat(watched.messages()).isEqualTo(unwatched.messages());
        }
    }

    private static SimulationStage stage(StageSystem system, Trace trace) {
        return new SimulationStage(system, new SeededChooser(1, 0), trace);
    }

    private record World(Stage stage) implements Host {
        @Override
        public FaultPoint faults() {
            return FaultPoint.NONE;
        }

        @Override
        public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {}

        @Override
        public void violated(Machine machine, Violation violation) {}

        @Override
        public void broke(Machine machine, Throwable error) {}

        @Override
        public void died(Machine machine, BugCheck bugCheck) {}
    }
}
