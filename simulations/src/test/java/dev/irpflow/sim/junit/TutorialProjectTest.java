package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project of the tutorial as its reader has it: copied, and tested by Maven. */
@Tag("long")
final class TutorialProjectTest {
    private static final String FLAGS_MESSAGE = "irpflow: drivers run on threads that hand over";

    @TempDir private Path folder;

    private Path project;

    @BeforeEach
    void copyTheProject() throws IOException {
        project = folder.resolve("read-queue");
        Path tutorial = OtherProcess.home().resolve("docs/tutorial-wdm-driver");
        try (Stream<Path> files = Files.walk(tutorial)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.resolve(tutorial.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void itsTestsHoldWithTheFlagsOfItsPom() throws Exception {
        OtherProcess maven = maven("-Dirpflow.seeds=1..40");

        assertThat(maven.out()).contains("Tests run: 6, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(maven.out()).doesNotContain(FLAGS_MESSAGE);
        assertThat(maven.exit()).isZero();
    }

    @Test
    void withoutAnyFlagTheyHoldTooAndOneThatFailsTellsItsStory() throws Exception {
        Files.writeString(
                project.resolve("src/test/java/com/example/readqueue/CarelessTest.java"),
                """
                package com.example.readqueue;

                import dev.irpflow.sim.junit.SimulationTest;

                class CarelessTest {
                    @SimulationTest(scenario = "read-queue-broken", seeds = "1..200")
                    void everyReadEndsOnce() {}
                }
                """);

        OtherProcess maven = maven("-DargLine=", "-Dirpflow.seeds=1..40");

        assertThat(maven.out())
                .contains("Tests run: 7, Failures: 1, Errors: 0, Skipped: 0")
                .containsOnlyOnce(FLAGS_MESSAGE)
                .contains("read-queue-broken: seed ")
                .contains("What mattered (")
                .contains("irpflow replay target/irpflow-runs/read-queue-broken/");
        assertThat(project.resolve("target/irpflow-runs/read-queue-broken")).isDirectory();
        assertThat(
                        project.resolve(
                                "target/surefire-reports/TEST-com.example.readqueue.CarelessTest.xml"))
                .content()
                .contains(
                        "irpflow: read-queue-broken: seed  ",
                        "irpflow: read-queue-broken: replay  irpflow replay target/irpflow-runs/");
        assertThat(maven.exit()).isEqualTo(1);
    }

    // Not in the temporary folder: what lies there is deleted, and this one has links that lead
    // out.
    private OtherProcess maven(String... more) throws IOException, InterruptedException {
        LocalRepository repository =
                LocalRepository.in(Path.of("target/tutorial-repository").toAbsolutePath());
        String maven = LocalRepository.maven();
        assumeTrue(maven != null, "Maven is not on the PATH");
        List<String> command = new ArrayList<>();
        command.add(maven);
        command.addAll(List.of("-B", "-o", "-Dmaven.repo.local=" + repository.path()));
        command.addAll(List.of(more));
        command.add("test");
        return OtherProcess.run(project, command);
    }
}
