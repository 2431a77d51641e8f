package dev.irpflow.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.campaign.Entry.Head;
import dev.irpflow.sim.campaign.Entry.Played;
import dev.irpflow.sim.campaign.Journal.Content;
import dev.irpflow.sim.hunt.FindingsRecord;
import dev.irpflow.sim.hunt.FindingsRecord.Count;
import dev.irpflow.sim.hunt.FindingsRecord.Found;
import dev.irpflow.sim.hunt.FindingsRecord.Given;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal may come from another computer, and from a disk that was full. */
final class JournalTest {
    private static final String BUILD = "build";
    private static final int FRONT = 8; // length and checksum

    @TempDir private Path folder;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void writeOneOfTwoBatches() throws IOException {
        file = folder.resolve(Journal.NAME);
        Head head =
                new Head(BUILD, "id", List.of("some"), "/", "random", 1, 9, 1, 1, 128, 1_000_000);
        try (Journal journal = Journal.begin(file, head)) {
            journal.append(played(0));
            journal.append(played(1));
        }
        whole = Files.readAllBytes(file);
    }

    private static Played played(long first) {
        Found found = new Found("io/rule", "at", 3, "random", 2, List.of(new Given(7, 8, 2)));
        List<Count> counts =
                List.of(
                        new Count("strikes", "crash", 5),
                        new Count("sometimes", "0", 6),
                        new Count("coverage", "RUNS\tWskSend\tSTATUS_SUCCESS\tinline", 7));
        FindingsRecord findings =
                new FindingsRecord(60, 2, 2, 900, 90, List.of(found), counts, List.of(), List.of());
        return new Played(first, 1, 64, 1, 1, 1_000, findings);
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        Content content = read(whole);

        assertThat(content.played()).containsExactly(played(0), played(1));
        assertThat(content.lost()).isZero();
    }

    @Test
    void ofOneThatIsCutAnywhereTheWholeEntriesCount() throws Exception {
        for (int length = endOfEntry(0); length < whole.length; length++) {
            Content content = read(Arrays.copyOf(whole, length));

            assertThat(content.played()).hasSize(length < endOfEntry(1) ? 0 : 1);
            assertThat(content.length() + content.lost()).isEqualTo(length);
        }
    }

    @Test
    void anEntryWithAWrongByteDoesNotCount() throws Exception {
        for (int at = endOfEntry(0); at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;

            assertThat(read(damaged).played()).hasSize(at < endOfEntry(1) ? 0 : 1);
        }
    }

    @Test
    void anEntryThatIsForgedIsReadAsABatchOrNotAtAll() throws Exception {
        int from = endOfEntry(1);
        for (int at = from + FRONT; at < whole.length; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                byte[] forged = whole.clone();
                forged[at] = (byte) value;
                sign(forged, from);
                Content content = read(forged);

                assertThat(content.played()).hasSizeBetween(1, 2);
                assertThat(unites(content)).isIn(true, false); // and nothing is thrown
            }
        }
    }

    @Test
    void aFileThatIsNoJournalOrOfAnotherBuildIsRefused() {
        assertThat(refusalOf("some text".getBytes(StandardCharsets.US_ASCII)))
                .contains("no journal of a hunt");
        assertThat(refusalOf(Arrays.copyOf(whole, 12))).contains("it is cut, or of another build");
    }

    private Content read(byte[] bytes) throws IOException, Refusal {
        Files.write(file, bytes);
        return Journal.read(file, "shown", BUILD);
    }

    private String refusalOf(byte[] bytes) {
        try {
            return read(bytes).toString();
        } catch (IOException | Refusal e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean unites(Content content) {
        try {
            return Union.of(content.played()).findings().runs() >= 0;
        } catch (Refusal e) {
            return false;
        }
    }

    // Where the entry of that number ends; the head is entry 0.
    private int endOfEntry(int number) {
        int at = 8;
        for (int i = 0; i <= number; i++) {
            at += FRONT + ByteBuffer.wrap(whole).getInt(at);
        }
        return at;
    }

    private static void sign(byte[] bytes, int from) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from + FRONT, bytes.length - from - FRONT);
        ByteBuffer.wrap(bytes).putInt(from + Integer.BYTES, (int) checksum.getValue());
    }
}
