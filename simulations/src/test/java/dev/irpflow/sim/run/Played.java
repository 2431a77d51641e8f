package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param result the verdict and its facts
 * @param events the whole trace
 * @param hash the hash of the trace as it would be written
 */
record Played(RunResult result, List<Recorded> events, String hash) {
    /** Holds, or the test fails with the reason. */
    Played holds() {
        assertThat(result.internalError()).isNull();
        assertThat(result.reason()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HELD);
        return this;
    }

    /** Is violated by this rule first; the sentence must hold these words. */
    Played breaks(String rule, String... words) {
        assertThat(result.internalError()).isNull();
        assertThat(result.reason()).startsWith(rule + ": ");
        for (String each : words) {
            assertThat(result.reason()).contains(each);
        }
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.violations().get(0).rule().id()).isEqualTo(rule);
        return this;
    }

    /** Shows nothing, for this reason. */
    Played isInconclusive(String... words) {
        assertThat(result.internalError()).isNull();
        assertThat(result.reason()).contains(words);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        return this;
    }

    /** The events of one kind about one routine, in order. */
    List<Recorded> events(TraceEvent.Kind kind, String routine) {
        return events.stream()
                .filter(event -> event.kind() == kind && routine.equals(event.routine()))
                .toList();
    }

    /** How often a routine was called. */
    int calls(String routine) {
        return events(TraceEvent.Kind.CALL, routine).size();
    }

    /** The words of all notes, in order. */
    List<String> notes() {
        return events.stream()
                .filter(event -> event.kind() == TraceEvent.Kind.NOTE)
                .map(event -> String.valueOf(event.status()))
                .toList();
    }

    /** What the faults did, in order. */
    List<String> faults() {
        return events.stream()
                .filter(event -> event.kind() == TraceEvent.Kind.FAULT)
                .map(event -> String.valueOf(event.fault()))
                .toList();
    }
}
