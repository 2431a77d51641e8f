package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.sim.stage.SeededChooser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios of the folder {@code bug-checks}: forms of bug checks that no scenario of {@code
 * rules} ends in, each with the parameters that its page gives it.
 */
final class BugCheckScenariosTest {
    private static final Pattern OUTCOME = Pattern.compile("bug-check: 0x([0-9A-Fa-f]+)");

    /** Which no scenario ends in, for the model never raises them. */
    private static final Set<BugCheckCode> NEVER_RAISED =
            EnumSet.of(
                    // A rule of its own or Driver Verifier's code is told instead.
                    BugCheckCode.SPIN_LOCK_NOT_OWNED,
                    // There is no NDIS yet, nor a keyboard.
                    BugCheckCode.BUGCODE_NDIS_DRIVER,
                    BugCheckCode.MANUALLY_INITIATED_CRASH,
                    // Live dumps, which stop no machine.
                    BugCheckCode.WINSOCK_DETECTED_HUNG_CLOSESOCKET_LIVEDUMP,
                    BugCheckCode.SMB_SERVER_LIVEDUMP);

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
    void theMachineDiesAsThePageSays(String name) throws IOException {
        playing.play(Playing.inPlace("bug-checks/" + name), new SeededChooser(1)).holds();
    }

    @Test
    void someScenarioEndsInEachCodeThatIsRaised() throws IOException {
        Set<Integer> ended = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Playing.shipped())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Matcher outcome = OUTCOME.matcher(Files.readString(file));
                while (outcome.find()) {
                    ended.add(Integer.parseUnsignedInt(outcome.group(1), 16));
                }
            }
        }

        assertThat(EnumSet.complementOf(EnumSet.copyOf(NEVER_RAISED)))
                .allMatch(code -> ended.contains(code.code()));
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Playing.shipped().resolve("bug-checks"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }
}
