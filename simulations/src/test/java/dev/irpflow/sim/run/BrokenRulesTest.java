package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Rule;
import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios of the folder {@code rules}: each breaks one rule, and before it only what it says
 * at its steps.
 */
final class BrokenRulesTest {
    private static final String BY_A_STEP = "violates: ";
    private static final Set<String> SUBSYSTEMS = Set.of("kernel", "ke", "io");

    /** What no line of a scenario can do; tests beside the code that tells of them break these. */
    private static final List<String> BEYOND_SCENARIOS =
            List.of(
                    // Java that goes astray; a script cannot.
                    "kernel/return-exactly-once",
                    "kernel/driver-loops",
                    "kernel/driver-blocks",
                    "kernel/value-out-of-range",
                    // A script names no device but its own.
                    "io/sent-past-a-device",
                    // The loader refuses such a value, with its line.
                    "kernel/routine-absent",
                    "ke/no-such-object",
                    "ke/lock-of-another-kind",
                    "ke/lock-not-initialized",
                    "ke/timer-period",
                    "ke/pool-free-of-bad-address",
                    "ke/pool-free-of-irp",
                    "ke/irp-free-of-other-object",
                    "io/not-an-irp",
                    // The limits of IRQL in the contracts come first.
                    "kernel/wait-at-dispatch",
                    // Only other subsystems can break these.
                    "kernel/place-of-call",
                    "kernel/undocumented-status",
                    "kernel/released-once",
                    "kernel/lent-memory-kept",
                    "kernel/lent-memory-untouched",
                    "io/information-is-a-structure",
                    // That somebody writes there is told first.
                    "ke/pool-written-beyond-end",
                    // A race, which a run meets or not.
                    "io/cancel-of-another-operation",
                    // What every scenario with another outcome than its bug check shows.
                    "kernel/bug-check");

    private static Playing playing;

    @BeforeAll
    static void begin(@TempDir Path folder) {
        playing = new Playing(folder);
    }

    @AfterAll
    static void end() {
        playing.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aScenarioBreaksTheRuleThatItIsNamedAfter(String name) throws IOException {
        Path file = Playing.shipped().resolve("rules/" + name + ".yaml");
        List<String> announced =
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith(BY_A_STEP))
                        .map(line -> line.substring(BY_A_STEP.length()))
                        .toList();
        Played played = playing.play(Playing.inPlace("rules/" + name), new SeededChooser(1));

        played.holds();
        assertThat(played.events())
                .filteredOn(event -> event.kind() == TraceEvent.Kind.VIOLATION)
                .extracting(event -> String.valueOf(event.routine()))
                .filteredOn(rule -> !announced.contains(rule))
                .first()
                .satisfies(rule -> assertThat(nameFor(rule)).isEqualTo(name));
    }

    @Test
    void everyRuleOfTheKernelIsBrokenBySomeScenario() throws IOException {
        List<String> names = names();
        List<String> unbroken = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            String id = rule.id();
            boolean isOfTheKernel = SUBSYSTEMS.contains(id.substring(0, id.indexOf('/')));
            if (isOfTheKernel && !names.contains(nameFor(id))) {
                unbroken.add(id);
            }
        }

        assertThat(unbroken).containsExactlyInAnyOrderElementsOf(BEYOND_SCENARIOS);
    }

    private static String nameFor(String rule) {
        return "breaks-" + rule.substring(rule.indexOf('/') + 1);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped().resolve("rules"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }
}
