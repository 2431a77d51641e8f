package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.InWords;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The broken twins in the folder {@code faults}: drivers that mishandle a fault, and only that. */
final class FaultTwinsTest {
    @TempDir private static Path folder;
    private static Playing playing;

    @BeforeAll
    static void begin() {
        playing = new Playing(folder);
    }

    @AfterAll
    static void end() {
        playing.close();
    }

    private static List<String> twins() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped().resolve("faults"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("-broken.yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(twins()).hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void aTwinIsCaughtByItsRuleWithEverySeed(String name) {
        Scenario twin = Playing.inPlace("faults/" + name);
        for (int seed = 1; seed <= 5; seed++) {
            playing.play(twin, new SeededChooser(seed)).breaks(String.valueOf(twin.caughtBy()));
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void withoutItsFaultATwinBreaksNothing(String name) throws IOException {
        String text = Files.readString(Playing.shipped().resolve("faults/" + name + ".yaml"));
        String calm =
                text.substring(text.indexOf("machines:"))
                        .replaceAll("(?s)\nfaults:\n.*\ncaught-by", "\ncaught-by")
                        .replaceAll("\n  - inject: [^\n]*", "");
        playing.play(calm, 1).isInconclusive("should have caught it");
    }

    @Test
    void theStoryTellsOfAFaultWithinTheCallThatBreaksTheRule() {
        assertThat(story("exhaust-broken"))
                .containsSubsequence("A fault: exhaust 1", "Here the rule is broken");
    }

    @Test
    void theStorySaysWhoHasAnIrpWhoseEndCameBeforeItsCallReturned() {
        assertThat(story("complete-early-broken"))
                .contains(
                        "returns STATUS_PENDING from IRP_MJ_READ: irp-16 is that of client/sender")
                .doesNotContain("nobody's here to use");
    }

    private static String story(String name) {
        Played played = playing.play(Playing.inPlace("faults/" + name), new SeededChooser(1));
        Set<Long> turned =
                played.events().stream()
                        .filter(event -> event.kind() == TraceEvent.Kind.FAULT)
                        .map(Recorded::seq)
                        .collect(Collectors.toSet());
        Violation violation = played.result().violations().getFirst();
        return InWords.story(played.events(), violation, turned).stream()
                .map(InWords.Step::words)
                .collect(Collectors.joining("\n"));
    }
}
