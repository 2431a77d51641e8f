package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoverageCommandTest {
    private static final String SCENARIO = "kernel-pending-rules";

    @TempDir private Path folder;

    @Test
    void aHuntLeavesWhatItHasReachedAndSaysWhatItHasNot() throws IOException {
        Spoken hunt = Spoken.in(folder, "hunt", SCENARIO, "--schedules", "300", "-j", "1");
        Path run = Spoken.runFolder(folder, SCENARIO);

        Spoken shown = Spoken.in(folder, "coverage", folder.relativize(run).toString());

        assertThat(hunt.out()).contains("Never reached   [GAP] ");
        assertThat(shown.exit()).isEqualTo(Exit.HELD);
        assertThat(shown.out())
                .startsWith(SCENARIO + "   300 runs\n")
                .contains("[covered]", "[GAP]", "IRP_MJ_READ pended, then completed");
    }

    @Test
    void theChoicesAloneReachEveryWayOfWsk() throws IOException {
        String scenario = "ways-of-wsk"; // it has no fault
        Spoken.in(folder, "hunt", scenario, "--schedules", "300", "-j", "1");

        Spoken shown = Spoken.in(folder, "coverage", Spoken.runFolder(folder, scenario).toString());

        for (String way :
                List.of(
                        "WskReceive inline",
                        "WskReceive pended, then completed",
                        "WskReceive completed before the return",
                        "receiver WskReceiveEvent   DISPATCH_LEVEL, processor 0, nested in a DPC",
                        "receiver WskReceiveEvent   DISPATCH_LEVEL, processor 1, nested in a DPC",
                        "receiver WskReceiveEvent   PASSIVE_LEVEL, processor 0, nested in a thread",
                        "receiver WskReceiveEvent   PASSIVE_LEVEL, processor 1, nested in a"
                                + " thread")) {
            assertThat(shown.out()).containsPattern("\\[covered\\] +[0-9,]+ " + way);
        }
    }

    @Test
    void foldersAreAddedUp() throws IOException {
        assertThat(Spoken.in(folder, "run", SCENARIO, "--seeds", "1..20", "--out", "a").exit())
                .isEqualTo(Exit.HELD);
        Spoken.in(folder, "run", SCENARIO, "--seed", "21", "--out", "b");
        Path a = only(folder.resolve("a").resolve(SCENARIO));
        Path b = only(folder.resolve("b").resolve(SCENARIO));

        Spoken both = Spoken.in(folder, "coverage", a.toString(), b + "/coverage.json");

        assertThat(both.out()).startsWith(SCENARIO + "   21 runs\n");
    }

    @Test
    void theDocumentIsWhatTheFileOfTheFolderIs() throws IOException {
        Spoken.in(folder, "run", SCENARIO, "--seeds", "1..20");
        Path run = Spoken.runFolder(folder, SCENARIO);

        Spoken json = Spoken.in(folder, "coverage", run.toString(), "--format", "json");

        assertThat(json.out()).isEqualTo(Files.readString(run.resolve("coverage.json")));
    }

    @Test
    void aFailureThatIsKeptHasWhatItHasReachedBesideItsStory() throws IOException {
        Spoken.in(folder, "hunt", SCENARIO + "-broken", "--schedules", "64", "-j", "1");
        Path run = Spoken.runFolder(folder, SCENARIO + "-broken");

        Spoken spoken = Spoken.in(folder, "coverage", run.resolve("F1").toString());

        assertThat(spoken.out())
                .contains(SCENARIO + "-broken   1 runs")
                .contains("io/pending-not-propagated")
                .contains("[GAP]                 irp cancelable -> asked to be cancelled");
    }

    @Test
    void aRunInRealTimeLeavesWhatItHasReached() throws IOException {
        assertThat(Spoken.in(folder, "run", SCENARIO, "--real-time").exit()).isEqualTo(Exit.HELD);

        Spoken spoken =
                Spoken.in(folder, "coverage", Spoken.runFolder(folder, SCENARIO).toString());

        assertThat(spoken.out())
                .contains(SCENARIO + "   1 runs")
                .contains("irp with a driver -> cancelable");
    }

    @Test
    void aFolderWithoutAFileIsBadInput() {
        Spoken spoken = Spoken.in(folder, "coverage", "nowhere");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("nowhere: no such file");
    }

    private static Path only(Path parent) throws IOException {
        try (var all = Files.list(parent)) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
