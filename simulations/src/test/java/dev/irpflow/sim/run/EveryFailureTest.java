package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.rule.ScenarioRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each documented failure of each routine that a real story calls, injected once: nobody but the
 * steps may notice, neither our code nor the drivers that we ship.
 */
final class EveryFailureTest {

    private static final String STORY =
            """
            machines: { client: {}, files: {} }
            drivers:
              file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            on: client
            steps:
              - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public } }
              - { run: copy, with: { from: text hello, to: 'Z:\\a' } }
              - { run: read, with: { path: 'Z:\\a' } }
              - { run: unmap-drive, with: { letter: "Z:" } }
            """;

    @TempDir private Path folder;

    @Test
    void noDocumentedFailureOfACallBreaksOurCodeOrIsBlamedOnOurs() {
        List<String> blamed = new ArrayList<>();
        try (Playing playing = new Playing(folder)) {
            Set<String> called = new TreeSet<>();
            Played plain = playing.play(STORY);
            plain.holds();
            plain.events().forEach(event -> called.add(String.valueOf(event.routine())));
            for (RoutineContract routine : ContractTable.get().routines()) {
                if (called.contains(routine.name())) {
                    for (int code : CallFate.failures(routine)) {
                        judge(playing, routine, code, blamed);
                    }
                }
            }
        }
        assertThat(blamed).isEmpty();
    }

    private static void judge(
            Playing playing, RoutineContract routine, int code, List<String> blamed) {
        boolean named = routine.codes() != CodeDomain.NTSTATUS || code < 0;
        String status = named ? routine.statusName(code) : "any-documented";
        String fault =
                "  - { fail: %s, with-status: %s, nth: 1 }\n".formatted(routine.name(), status);
        RunResult result = playing.play(STORY + "faults:\n" + fault).result();
        if (result.internalError() != null) {
            blamed.add(fault + " -> " + result.internalError());
        }
        for (Violation violation : result.violations()) {
            if (!(violation.rule() instanceof ScenarioRule)) {
                blamed.add(fault + " -> " + violation.rule().id() + ": " + violation.detail());
            }
        }
    }
}
