package dev.irpflow.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines in this process, in real time. */
@Timeout(120)
final class RealTimeTest {
    @TempDir private Path folder;

    @Test
    void fileIsCopiedToTheDriveAndBack() throws IOException {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));
        Recording trace = new Recording(100_000);

        RunResult result;
        try (RealTime stage = new RealTime(folder)) {
            result = stage.run(scenario, 1, trace, () -> false);
        }

        assertThat(result.reason()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HELD);
        assertThat(result.steps()).isEqualTo(4);
        assertThat(result.internalError()).isNull();
        List<Recorded> events = trace.events();
        assertThat(events).extracting(Recorded::seq).isSorted().doesNotHaveDuplicates();
        assertThat(events).extracting(Recorded::timeNs).isSorted();
        assertThat(events).extracting(Recorded::machine).contains("client", "files");
    }

    @Test
    void oneStageTakesRunsOneAfterTheOther() throws IOException {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));

        try (RealTime stage = new RealTime(folder)) {
            for (int run = 0; run < 3; run++) {
                RunResult result = stage.run(scenario, run, Trace.NONE, () -> false);

                assertThat(result.reason()).isEmpty();
                assertThat(result.verdict()).isEqualTo(Verdict.HELD);
            }
        }
    }

    @Test
    void runIsViolatedAsSoonAsNothingCanHappenAnyMore() throws IOException {
        Scenario scenario = Scenarios.load(Scenarios.stuckDrive(folder));

        RunResult result;
        try (RealTime stage = new RealTime(folder)) {
            result = stage.run(scenario, 1, Trace.NONE, () -> false);
        }

        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.reason()).contains("nothing is under way that could");
    }

    @Test
    void interruptEndsTheRunInconclusive() throws IOException {
        Scenario scenario = Scenarios.load(Scenarios.drive(folder));
        AtomicInteger asked = new AtomicInteger();

        RunResult result;
        try (RealTime stage = new RealTime(folder)) {
            result = stage.run(scenario, 1, Trace.NONE, () -> asked.incrementAndGet() > 0);
        }

        // A quick machine may be done before it is asked for the first time.
        if (asked.get() > 0 && result.verdict() != Verdict.HELD) {
            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.reason()).contains("an interrupt");
        }
    }
}
