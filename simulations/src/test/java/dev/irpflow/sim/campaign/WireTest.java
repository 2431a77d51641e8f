package dev.irpflow.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.hunt.FindingsRecord;
import dev.irpflow.sim.hunt.FindingsRecord.Given;
import dev.irpflow.sim.hunt.FindingsRecord.Seen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standard streams of a worker, into which whatever it runs can write too. */
final class WireTest {
    private static final FindingsRecord NONE =
            new FindingsRecord(1, 0, 0, 9, 2, List.of(), List.of(), List.of(), List.of());
    private static final Seen RUN = new Seen(4, List.of(new Given(1, 2, 3)), 99, "ab");
    private static final List<Say> ALL =
            List.of(
                    new Say.Ready("build", "id"),
                    new Say.Give(64, 2, 1_000, true, List.of(7L)),
                    new Say.Begun(5),
                    new Say.Alive(6),
                    new Say.Done(64, 2, true, NONE),
                    new Say.Broken(8, 70, "how", NONE),
                    new Say.Check(RUN, ""),
                    new Say.Checked(4, 99, "ab"));

    @Test
    void whatIsSaidIsHeard() throws IOException {
        Wire wire = hearing(said(ALL));
        List<Say> heard = new ArrayList<>();
        for (Say next = wire.hear(); next != null; next = wire.hear()) {
            heard.add(next);
        }

        assertThat(heard).isEqualTo(ALL);
    }

    @Test
    void aMessageThatIsCutAnywhereIsTheEnd() throws IOException {
        for (Say each : ALL) {
            byte[] whole = said(List.of(each));
            for (int length = 0; length < whole.length; length++) {
                assertThat(hearing(Arrays.copyOf(whole, length)).hear()).isNull();
            }
        }
    }

    @Test
    void whatIsNoMessageIsToldAsThat() throws IOException {
        byte[] long4GiB = said(List.of(ALL.getFirst()));
        ByteBuffer.wrap(long4GiB).putInt(Integer.BYTES, -1);

        assertThat(problem("a driver prints a line\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("what came is no message");
        assertThat(problem(long4GiB)).isEqualTo("what came is no message");
    }

    @Test
    void anyWrongByteMakesAnotherMessageOrNone() throws IOException {
        for (Say each : ALL) {
            byte[] whole = said(List.of(each));
            for (int at = 2 * Integer.BYTES; at < whole.length; at++) {
                for (int value : new int[] {0, 1, 2, 0x7F, 0x80, 0xFF}) {
                    byte[] damaged = whole.clone();
                    damaged[at] = (byte) value;

                    assertThat(problem(damaged)).isIn("", "a message that cannot be read");
                }
            }
        }
    }

    private static String problem(byte[] bytes) {
        try {
            Say _ = hearing(bytes).hear();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] said(List<Say> all) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Wire wire = new Wire(InputStream.nullInputStream(), bytes);
        for (Say each : all) {
            wire.say(each);
        }
        return bytes.toByteArray();
    }

    private static Wire hearing(byte[] bytes) {
        return new Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
    }
}
