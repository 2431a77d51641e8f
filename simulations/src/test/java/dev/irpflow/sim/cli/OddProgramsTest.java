package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program may do wrong: an error of its author's, with the line, never one of ours. */
final class OddProgramsTest {
    @TempDir private Path folder;

    private Spoken run(String way, String... options) throws IOException {
        Files.copy(
                Spoken.home().resolve("simulations/src/test/resources/programs/odd.py"),
                folder.resolve("odd.py"));
        return play("[python3, odd.py, " + way + "]", options);
    }

    private Spoken play(String command, String... options) throws IOException {
        Files.writeString(
                folder.resolve("odd.yaml"),
                """
                scenario: odd
                about: Its driver is a program that does something odd.
                machines: { client: {} }
                drivers:
                  mine: { on: client, role: wdm-driver, command: %s }
                steps:
                  - { call: WskRegister, with: { version: "1.0" }, as: own }
                  - { call: WskDeregister, with: { registration: $own.registration } }
                """
                        .formatted(command));
        String[] words = new String[options.length + 2];
        words[0] = "run";
        words[1] = "odd.yaml";
        System.arraycopy(options, 0, words, 2, options.length);
        return Spoken.in(folder, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-json | is no JSON (column",
                "a-list | is no JSON object: each line is one",
                "twice-the-key | Duplicate field 'return'",
                "no-utf-8 | is not UTF-8",
                "unknown-routine | WskRegistr: no such routine. Did you mean WskRegister?",
                "callback | IRP_MJ_READ is a routine of drivers",
                "unknown-field | WskRegister.versoin: no such field. Allowed: client_context, version",
                "wrong-type | WskRegister.version is a whole number of 32 bits without a sign, or of"
                        + " WSK_VERSION_1_0, WSK_VERSION_1_1; found \"1.0\"",
                "too-large | WskRegister.version is a whole number of 32 bits without a sign",
                "unknown-key | feilds: no such key beside `call`. Allowed: call, fields, at",
                "unknown-line | Allowed, by their first key: call, note, return, done",
                "unknown-status | DriverEntry returns an NTSTATUS, by its name, like STATUS_SUCCESS;"
                        + " found \"STATUS_SUCESS\"",
                "no-status | DriverEntry returns an NTSTATUS, by its name",
                "out-without-any | DriverEntry has no out-parameters",
                "nothing | DriverEntry goes on with a `call` or ends with a `return`",
                "after-return | comes after `return`; allowed then: {\"done\":true}",
                "table-for-a-routine | KSTART_ROUTINE is one routine: write its name",
                "too-long | is longer than 16,777,216 bytes"
            })
    void whatCannotBeReadIsToldWithItsLineAndWhatIsAllowed(String way, String told)
            throws IOException {
        Spoken spoken = run(way, "--seed", "1");

        assertThat(spoken.err())
                .contains("driver mine on client, which is python3 odd.py " + way + ", line ")
                .contains(told)
                .contains("It happens again with: irpflow replay runs");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void whatComesAfterDoneIsToldWhenTheNextLineIsDue() throws IOException {
        Spoken spoken = run("after-done", "--seed", "1");

        assertThat(spoken.err()).contains("line 4 since `reset`: comes after {\"done\":true}");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void anotherProtocolIsRefusedAtTheGreeting() throws IOException {
        Spoken spoken = run("later-protocol", "--seed", "1");

        assertThat(spoken.err()).contains("it speaks protocol 2; this version speaks 1");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void aProgramThatEndsIsToldWithItsExitCodeAndItsLastWords() throws IOException {
        Spoken spoken = run("ends", "--seed", "1");

        assertThat(spoken.err())
                .contains("it has ended (exit code 3) where line 2 since `reset` was expected")
                .contains("mine: I have had enough");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void whatOtherSeedsCameToIsToldAllTheSame() throws IOException {
        Spoken spoken = run("ends-in-its-second-life", "--seeds", "1..5");

        assertThat(spoken.out()).contains("(1 of 5 runs").contains("held 1");
        assertThat(spoken.err()).contains("it has ended (exit code 3)");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void aProgramThatNeverAnswersIsADriverThatNeverReturns() throws IOException {
        Spoken spoken = run("mute", "--seed", "1", "--patience", "1");

        assertThat(spoken.out())
                .contains("kernel/driver-loops")
                .contains("client/mine has neither called nor returned for 1 s, in DriverEntry");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aProgramThatKeepsSomethingOverAResetIsNamed() throws IOException {
        Spoken spoken = run("counts-its-lives", "--seeds", "1..2");

        assertThat(spoken.err())
                .contains("driver mine on client, which is python3 odd.py counts-its-lives")
                .contains("answers otherwise")
                .contains("life 1")
                .contains("life 2");
        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
    }

    @Test
    void whatItDoesWrongInTheMachineIsItsViolationWithItsOwnLine() throws IOException {
        Spoken spoken = run("breaks-a-rule", "--seed", "1");

        assertThat(spoken.out()).contains("VIOLATED").contains("DriverEntry(odd.py:1)");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aProgramThatIsNotThereIsAProblemOfTheScenario() throws IOException {
        Spoken unknown = play("[no-such-program-anywhere]", "--seed", "1");
        Spoken missing = play("[./missing]", "--seed", "1");
        Spoken noList = play("python3 odd.py", "--seed", "1");

        assertThat(unknown.err())
                .contains("odd.yaml:5:3  no-such-program-anywhere: no such program on the PATH");
        assertThat(missing.err()).contains("odd.yaml:5:3  ./missing: no such file");
        assertThat(noList.err()).contains("command is a list, the program and what it is given");
        assertThat(unknown.exit()).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void aProgramIsNotPlayedInRealTime() throws IOException {
        Spoken spoken = run("fine", "--seed", "1", "--real-time");

        assertThat(spoken.err()).contains("driver mine is a program").contains("not in real time");
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
    }
}
