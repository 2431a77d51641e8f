package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.campaign.Entry;
import dev.irpflow.sim.campaign.Journal;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hunts in several processes, of which some are killed, and in several parts. */
@Timeout(600)
@Tag("long")
final class HuntProcessesTest {
    private static final String SCENARIO = "kernel-cancel-race-broken";
    private static final String DRIVE = "network-drive-broken";
    private static final String RUNS = "640";

    @TempDir private Path folder;

    @Test
    void theShardsOfAHuntAreTogetherExactlyTheWholeHunt() throws IOException {
        List<String> shards = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            shards.add(hunt("shard" + i, "--shard", i + "/3").toString());
        }
        String whole = result(hunt("whole"));

        assertThat(result(merge(shards))).isEqualTo(whole);
        assertThat(coverage(run("merged3"))).isEqualTo(coverage(run("whole")));
        shards.add(shards.getFirst()); // played twice, counted once
        assertThat(result(merge(shards))).isEqualTo(whole);
    }

    @Test
    void aMergeSaysWhichShardIsMissingAndRefusesOneOfOtherSeeds() throws IOException {
        Path one = hunt("one", "--shard", "1/2");
        Path other = hunt("other", "--shard", "2/2", "--seeds", "5..6");

        Spoken alone = Spoken.in(folder, "merge", "--no-files", one.toString());
        Spoken both = Spoken.in(folder, "merge", one.toString(), other.toString());

        assertThat(alone.out()).contains("united: shard 2/2");
        assertThat(both.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(both.err()).contains("the seeds (5..6) differ");
    }

    @Test
    void workersOfWhichOneIsKilledFindWhatOneProcessFinds() throws Exception {
        Path one = hunt("alone");
        String alone = result(one);
        Process process = start("hunt", SCENARIO, "--schedules", RUNS, "-j", "2", "--out", "two");

        while (!hasEntry(folder.resolve("two"))) {
            assertThat(process.isAlive()).as(said()).isTrue();
        }
        worker(process).destroyForcibly();

        assertThat(process.waitFor()).as(said()).isEqualTo(Exit.VIOLATED);
        assertThat(result(run("two"))).isEqualTo(alone);
        assertThat(coverage(run("two"))).isEqualTo(coverage(one));
    }

    @Test
    void aWorkerThatStandsStillIsReplacedAndNothingIsLost() throws Exception {
        String alone = result(hunt("alone"));
        Process process = start("hunt", SCENARIO, "--schedules", RUNS, "-j", "2", "--out", "two");

        ProcessHandle frozen = worker(process);
        Process stop = new ProcessBuilder("kill", "-STOP", "" + frozen.pid()).start();

        assertThat(stop.waitFor()).isZero();
        assertThat(process.waitFor()).as(said()).isEqualTo(Exit.VIOLATED);
        assertThat(frozen.isAlive()).isFalse();
        assertThat(result(run("two"))).isEqualTo(alone);
    }

    @Test
    void aHuntThatIsKilledGoesOnWithTheFirstBlockThatIsNotDone() throws Exception {
        String whole = result(hunt("whole"));
        Process process = start("hunt", SCENARIO, "--schedules", RUNS, "--out", "killed");
        while (!hasEntry(folder.resolve("killed"))) {
            assertThat(process.isAlive()).as(said()).isTrue();
        }
        process.destroyForcibly().waitFor();
        Path killed = run("killed");
        cutLastByte(killed.resolve(Journal.NAME));

        Spoken spoken = Spoken.in(folder, "hunt", "--resume", killed.toString());

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.err()).contains("its last entry is cut");
        assertThat(result(killed)).isEqualTo(whole);
    }

    @Test
    void aHuntThatIsToldToEndKeepsWhatItHasFoundAndGoesOn() throws Exception {
        String whole = result(hunt("whole"));
        Process process = start("hunt", SCENARIO, "--schedules", RUNS, "--out", "ended");
        while (!hasEntry(folder.resolve("ended"))) {
            assertThat(process.isAlive()).as(said()).isTrue();
        }
        process.destroy(); // as Ctrl-C

        assertThat(process.waitFor()).as(said()).isEqualTo(Exit.VIOLATED);
        Path ended = run("ended");
        assertThat(said()).contains("F1").contains("irpflow hunt --resume ");
        assertThat(result(ended)).contains("\"interrupted\" : true").endsWith("}\n");

        Spoken spoken = Spoken.in(folder, "hunt", "--resume", ended.toString());

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        assertThat(result(ended)).isEqualTo(whole);
    }

    @Test
    void aDiskThatIsFullCostsFilesButNeitherTheVerdictNorTheJournal() throws Exception {
        ProcessBuilder hunt = process("hunt", DRIVE, "--schedules", "64", "--out", "full");
        // No file of its own may have more than 64 KiB: the events of F1 have.
        hunt.command().addAll(0, List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "limited"));

        Process process = hunt.start();

        assertThat(process.waitFor()).as(said()).isEqualTo(Exit.VIOLATED);
        Path full = run("full", DRIVE);
        assertThat(said())
                .contains("is not whole: File too large. The verdict stands.")
                .contains("its journal is whole: irpflow hunt --resume ")
                .contains("F1  replay   irpflow hunt ");
        String result = result(full);

        Spoken spoken = Spoken.in(folder, "hunt", "--resume", full.toString());

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        assertThat(result(full)).isEqualTo(result);
        assertThat(full.resolve("F1/events.jsonl")).content().endsWith("}\n");
    }

    @Test
    void aHuntOfAnotherBuildIsNotResumed() throws IOException {
        Path file = folder.resolve(Journal.NAME);
        Journal.begin(file, new Entry.Head("0123", "", List.of(), "", "random", 1, 1, 1, 1, 1, 1))
                .close();

        Spoken spoken = Spoken.in(folder, "hunt", "--resume", folder.toString());

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("the hunt is of build 0123; this is build ");
    }

    @Test
    void aRunThatEndsItsProcessIsAFailureAndNoEndlessLoop() throws IOException {
        Files.writeString(folder.resolve("ending.yaml"), own("ending", "EndingDriver"));

        Spoken spoken =
                Spoken.in(
                        folder,
                        "hunt",
                        "ending.yaml",
                        "--classpath",
                        classes(),
                        "--schedules",
                        "1",
                        "-j",
                        "2");
        Spoken explained = Spoken.in(folder, "explain", "F1");
        Spoken replayed = Spoken.in(folder, "replay", "F1");
        Spoken shown = Spoken.in(folder, "view", "F1");

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out()).contains(HuntLead.ENDS_ITS_PROCESS).contains("exit code 3");
        assertThat(spoken.err()).contains("schedule 1 ends the process that plays it: exit code 3");
        assertThat(explained.exit()).isEqualTo(Exit.HELD);
        assertThat(explained.out())
                .contains("Here: schedule 1, by ", "has ended its process twice: exit code 3.")
                .contains("Not known: its messages ended with the process.")
                .contains("irpflow hunt ending.yaml")
                .contains("Pattern: find what ends the process");
        assertThat(replayed.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(replayed.err()).contains("there is nothing to replay or to show");
        assertThat(shown.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(shown.err()).contains("irpflow explain F1 says what can be told");
    }

    @Test
    void aDriverWhoseRunsDifferBetweenProcessesIsShownWithItsLine() throws IOException {
        Files.writeString(
                folder.resolve("forgetless.yaml"), own("forgetless", "RememberingDriver"));

        Spoken spoken =
                Spoken.in(folder, "hunt", "forgetless.yaml", "--schedules", "448", "--no-files");

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.NONDETERMINISM);
        assertThat(spoken.out()).contains("NONDETERMINISTIC").contains("another trace in another");
        assertThat(spoken.err())
                .contains("The first event that differs")
                .contains("RememberingDriver.java:");
    }

    private static String own(String name, String driver) {
        return """
        scenario: %s
        about: A driver that breaks a law of drivers here.
        machines: { client: {} }
        drivers:
          mine:
            on: client
            role: wdm-driver
            class: dev.irpflow.sim.cli.%s
        steps:
          - wait: 1 ms
        """
                .formatted(name, driver);
    }

    private static String classes() {
        return Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0])
                .toAbsolutePath()
                .toString();
    }

    private Path hunt(String out, String... more) throws IOException {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("hunt", SCENARIO, "--schedules", RUNS, "--out", out));
        words.addAll(List.of(more));
        Spoken spoken = Spoken.in(folder, words.toArray(String[]::new));
        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        return run(out);
    }

    private Path merge(List<String> shards) throws IOException {
        String out = "merged" + shards.size();
        List<String> words = new ArrayList<>(List.of("merge", "--out", out));
        words.addAll(shards);
        Spoken spoken = Spoken.in(folder, words.toArray(String[]::new));
        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        return run(out);
    }

    private Path run(String out) throws IOException {
        return run(out, SCENARIO);
    }

    private Path run(String out, String scenario) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(out).resolve(scenario))) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static String result(Path run) throws IOException {
        return Files.readString(run.resolve("result.json"));
    }

    private static String coverage(Path run) throws IOException {
        return Files.readString(run.resolve("coverage.json"));
    }

    private Process start(String... words) throws IOException {
        return process(words).start();
    }

    private ProcessBuilder process(String... words) {
        Terminal terminal =
                new Terminal(System.out, System.err, folder, Spoken.home(), Terminal.Manner.PLAIN);
        return SameJvm.command(terminal, List.of(words))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private ProcessHandle worker(Process process) throws IOException {
        while (process.isAlive()) {
            ProcessHandle worker =
                    process.children().filter(HuntProcessesTest::isWorker).findFirst().orElse(null);
            if (worker != null) {
                return worker;
            }
        }
        throw new AssertionError(said());
    }

    private static boolean isWorker(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java"); // no helper that starts it
    }

    private static boolean hasEntry(Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : all.filter(each -> each.endsWith(Journal.NAME)).toList()) {
                if (Files.size(file) > 600) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void cutLastByte(Path file) throws IOException {
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "rw")) {
            journal.setLength(journal.length() - 1);
        }
    }
}
