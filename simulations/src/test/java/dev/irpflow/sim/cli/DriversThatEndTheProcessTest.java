package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's driver that would take the command along with it: these tests end if it does. */
final class DriversThatEndTheProcessTest {
    private static final String SOURCE =
            """
            package mine;
            import dev.irpflow.driver.Driver;
            import dev.irpflow.driver.DriverContext;
            import dev.irpflow.protocol.status.NtStatus;
            import java.util.function.IntConsumer;

            public abstract class Ending implements Driver {
                @Override
                public NtStatus driverEntry(DriverContext context) {
                    end();
                    return NtStatus.STATUS_SUCCESS;
                }

                void end() {}

                public static class Exits extends Ending {
                    void end() { System.exit(3); }
                }

                public static class Halts extends Ending {
                    void end() { Runtime.getRuntime().halt(0); }
                }

                public static class Refers extends Ending {
                    void end() { Ending.give(System::exit, 4); }
                }

                public static class RefersToOne extends Ending {
                    void end() { Ending.give(Runtime.getRuntime()::halt, 5); }
                }

                public static class Constructs extends Ending {
                    public Constructs() { Runtime.getRuntime().exit(6); }
                }

                public static class Initialises extends Ending {
                    static { System.exit(7); }
                }

                public static class OnItsOwnThread extends Ending {
                    void end() {
                        Thread thread = new Thread(() -> Runtime.getRuntime().halt(0));
                        thread.start();
                        while (thread.isAlive()) {}
                    }
                }

                static void give(IntConsumer end, int status) { end.accept(status); }
            }
            """;

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Ending.java"), SOURCE);
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                folder.resolve("classes").toString(),
                                source.toString());
        assertThat(failed).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Exits, System.exit(3)",
        "Halts, Runtime.halt(0)",
        "Refers, System.exit(4)",
        "RefersToOne, Runtime.halt(5)",
        "Constructs, Runtime.exit(6)",
        "Initialises, System.exit(7)"
    })
    void theEndOfTheProcessIsAViolationAtTheLineThatAsksForIt(String driver, String call) {
        Spoken spoken = spoken("run", driver, "--seed", "1", "--no-files");

        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .contains("kernel/driver-exception", call, "a driver has no process to end")
                .contains("Java    mine.Ending", "mine.Ending$" + driver + ".", "(Ending.java:");
    }

    @Test
    void aHuntInOneProcessFindsAndReplaysWhatWouldEndIt() {
        Spoken hunted = spoken("hunt", "Halts", "--schedules", "64", "-j", "1");
        Spoken replayed = Spoken.in(folder, "replay", "F1");

        assertThat(hunted.exit()).as(hunted.err()).isEqualTo(Exit.VIOLATED);
        assertThat(hunted.out()).contains("F1  kernel/driver-exception", "64 hits");
        assertThat(replayed.exit()).as(replayed.err()).isEqualTo(Exit.VIOLATED);
        assertThat(replayed.out()).contains("Runtime.halt(0)");
    }

    @Test
    @Tag("long")
    void onAThreadOfItsOwnItEndsTheProcessAndThatIsNoSuccess() throws Exception {
        Terminal terminal =
                new Terminal(System.out, System.err, folder, Spoken.home(), Terminal.Manner.PLAIN);
        Path said = folder.resolve("said.txt");
        Process process =
                SameJvm.command(terminal, words("run", "OnItsOwnThread", "--seed", "1"))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();

        assertThat(process.waitFor()).as(Files.readString(said)).isEqualTo(Exit.VIOLATED);
        assertThat(said)
                .content()
                .contains("a driver, or something that it uses, has ended this process")
                .doesNotContain("HELD");
    }

    private static Spoken spoken(String command, String driver, String... more) {
        return Spoken.in(folder, words(command, driver, more).toArray(String[]::new));
    }

    private static List<String> words(String command, String driver, String... more) {
        String name = "ending-" + driver.toLowerCase(Locale.ROOT);
        String scenario =
                """
                scenario: %s
                about: A driver of the user's ends the process here.
                machines: { client: {} }
                drivers:
                  mine: { on: client, role: wdm-driver, class: mine.Ending$%s }
                steps: [{ wait: 1 ms }]
                """
                        .formatted(name, driver);
        try {
            Files.writeString(folder.resolve(name + ".yaml"), scenario);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(List.of(command, name + ".yaml"));
        words.addAll(List.of("--classpath", "classes"));
        words.addAll(List.of(more));
        return words;
    }
}
