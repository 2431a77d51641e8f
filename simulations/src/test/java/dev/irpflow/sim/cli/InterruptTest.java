package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own that is told to end, as by Ctrl-C, while its run goes on. */
final class InterruptTest {
    private static final int SECONDS = 60;

    @TempDir private Path folder;

    @Test
    @Timeout(2 * SECONDS)
    void aRunThatIsInterruptedLeavesAReadableFolder() throws Exception {
        Files.writeString(
                folder.resolve("endless.yaml"),
                """
                scenario: endless
                about: A run that goes on for longer than anybody waits.
                machines: { client: {} }
                steps:
                  - do: [{ wait: 1 ms }]
                    repeat: 100000000
                limits: { time: 1000 h, messages: 1000000000 }
                """);
        Process process = start("run", "endless.yaml", "--seed", "1");

        waitForEvents(process);
        process.destroy();

        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotEqualTo(Exit.HELD);
        Path run = Spoken.runFolder(folder, "endless");
        assertThat(run.resolve("result.json"))
                .content()
                .contains("\"verdict\" : \"interrupted\"")
                .endsWith("}\n");
        assertThat(run.resolve("story.txt")).content().contains("INTERRUPTED");
        assertThat(run.resolve("replay.json")).doesNotExist();
        String events = Files.readString(run.resolve("events.jsonl"));
        assertThat(events).startsWith("{\"irpflow\":1,");
        assertThat(events.strip().substring(events.strip().lastIndexOf('\n') + 1))
                .startsWith("{\"seq\":")
                .endsWith("}");
        assertThat(folder.resolve("runs/endless/latest.txt")).exists();
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-javaagent") && !flag.startsWith("-agentlib")) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private void waitForEvents(Process process) throws Exception {
        while (!hasEvents()) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            assertThat(ended).as(Files.readString(folder.resolve("said.txt"))).isFalse();
        }
    }

    private boolean hasEvents() throws IOException {
        Path runs = folder.resolve("runs/endless");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path file : all.filter(each -> each.endsWith("events.jsonl")).toList()) {
                if (Files.size(file) > 100_000) {
                    return true;
                }
            }
        }
        return false;
    }
}
