package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final String SEED = "1";

    @TempDir private Path folder;

    @Test
    void thePictureOfTheReadmeIsWhatTheCommandsBesideItMake() throws IOException {
        Path committed = Spoken.home().resolve("docs/pictures/one-write.svg");
        Path run = run();

        Spoken exported = Spoken.in(folder, "export", run.toString());

        assertThat(exported.exit()).as(exported.err()).isEqualTo(Exit.HELD);
        // A change of the emulation may change the run: mvn -Dpicture.write=true draws it anew.
        if (Boolean.getBoolean("picture.write")) {
            Files.writeString(committed, exported.out());
        }
        assertThat(exported.out().equals(Files.readString(committed)))
                .as("the run has changed: docs/pictures/README.md says how to draw it anew")
                .isTrue();
        assertThat(exported.out())
                .as("what the README says of it; if not, another seed may show it")
                .contains("lost: ", ", sent again", "RxLowIoCompletion");
    }

    @Test
    void aPictureOfAnyCallCanBeHad() throws IOException {
        Path run = run();

        Spoken written =
                Spoken.in(
                        folder,
                        "export",
                        run.resolve("events.jsonl").toString(),
                        "--as",
                        "picture",
                        "--call",
                        "MRxCreateSrvCall",
                        "--nth",
                        "1",
                        "--out",
                        "call.svg");

        assertThat(written.exit()).as(written.err()).isEqualTo(Exit.HELD);
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("call.svg")))
                .startsWith("<svg ")
                .contains("The life of one MRxCreateSrvCall")
                .endsWith("</svg>\n");
    }

    @Test
    void aPendedCallIsDrawnToItsCompletionAndToTheRuleThatBreaksThere() throws IOException {
        Spoken.in(folder, "run", "kernel-cancel-race-broken", "--seed", SEED);
        Path run = Spoken.runFolder(folder, "kernel-cancel-race-broken");

        Spoken exported = Spoken.in(folder, "export", run.toString(), "--call", "IRP_MJ_READ");

        assertThat(exported.exit()).as(exported.err()).isEqualTo(Exit.HELD);
        assertThat(exported.out())
                .containsSubsequence(
                        ">IRP_MJ_READ  irp-",
                        ">STATUS_PENDING<",
                        ">IoCompleteRequest  irp-",
                        ">breaks io/irp-completed-with-cancel-routine<",
                        ">0xC9 ",
                        "a call at PASSIVE_LEVEL"); // the legend
    }

    @Test
    void aRunThatWasCutShortHasAPictureOfWhatIsThere() throws IOException {
        Path events = run().resolve("events.jsonl");
        String whole = Files.readString(events);
        int inside = whole.indexOf("\"routine\":\"LOWIO_OP_WRITE\"");
        Files.writeString(events, whole.substring(0, inside));

        Spoken exported = Spoken.in(folder, "export", events.toString());

        assertThat(exported.exit()).as(exported.err()).isEqualTo(Exit.HELD);
        assertThat(exported.out()).contains("IRP_MJ_WRITE").doesNotContain("LOWIO_OP_WRITE");
    }

    @Test
    void whatCannotBeDrawnIsRefused() throws IOException {
        Path run = run();
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"a\":1}\n");

        assertThat(refused(run.toString(), "--call", "NtWriteFiel")).contains("NtWriteFile");
        assertThat(refused(run.toString(), "--nth", "99")).contains("there is no call 99");
        assertThat(refused(run.toString(), "--nth", "-1")).contains("counted from 1");
        assertThat(refused(run.toString(), "--as", "scenario")).contains("has broken no rule");
        assertThat(refused(run.toString(), "--as", "film")).contains("only picture");
        assertThat(refused(other.toString())).contains("no trace of Irpflow");
        assertThat(refused("nowhere")).contains("cannot be read");
        assertThat(refused(run.toString(), "--out", "no/folder/x.svg"))
                .contains("cannot be written");
    }

    private String refused(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "export";
        System.arraycopy(words, 0, command, 1, words.length);
        Spoken spoken = Spoken.in(folder, command);
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).isEmpty();
        return spoken.err();
    }

    private Path run() throws IOException {
        Path licence = Spoken.home().resolve("LICENSE");
        Spoken run =
                Spoken.in(
                        folder, "run", "network-drive", "--set", "file=" + licence, "--seed", SEED);
        assertThat(run.exit()).as(run.err()).isEqualTo(Exit.HELD);
        return Spoken.runFolder(folder, "network-drive");
    }
}
