package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of causes of a whole run: it ends only where the run itself begins something. */
final class CausesTest {
    private static final String LOSSY =
            """
            machines: { client: {}, files: {} }
            network: { default: { latency: 200 us..2 ms } }
            drivers:
              server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
            on: client
            steps:
              - { run: map-drive, with: { letter: "Z:", remote: \\\\files\\public } }
              - { run: copy, with: { from: file data.bin, to: 'Z:\\copy.bin', block: 1 KiB }, within: 10 min }
              - { run: unmap-drive, with: { letter: "Z:" } }
            faults:
              - { lose: 10 %, on: client <-> files }
            """;

    @TempDir private Path folder;
    private final Map<Long, Recorded> bySeq = new LinkedHashMap<>();
    private List<Recorded> events = List.of();

    @BeforeEach
    void copyAFileToADriveWhileFramesAreLost() throws IOException {
        Files.write(folder.resolve("data.bin"), new byte[8 * 1024]);
        try (Playing playing = new Playing(folder)) {
            events = playing.play(LOSSY, 1).holds().events();
        }
        events.forEach(event -> bySeq.put(event.seq(), event));
    }

    @Test
    void onlyBootShutdownAndTheScenariosStepsHaveNoCause() {
        TreeSet<String> strands = new TreeSet<>();
        for (Recorded event : events) {
            if (event.kind().compareTo(Kind.FRAME) <= 0 && event.cause() == 0) {
                strands.add(String.valueOf(event.strand()));
            }
        }

        assertThat(strands).containsExactly("boot", "main", "shutdown");
    }

    @Test
    void aFrameIsCausedByTheMessageOfItsSenderDuringWhichItWasSent() {
        List<Recorded> frames =
                events.stream().filter(event -> event.kind() == Kind.FRAME).toList();

        assertThat(frames)
                .isNotEmpty()
                .allSatisfy(frame -> {
                    Recorded cause = causeOf(frame);
                    assertThat(cause.to()).isEqualTo(frame.from()).endsWith("/tcpip");
                    assertThat(cause.machine()).isNotEqualTo(frame.machine());
                    assertThat(cause.timeNs()).isLessThan(frame.timeNs());
                });
    }

    @Test
    void aSegmentThatIsSentAgainIsCausedByItsTimerAndThatByTheFirstSending() {
        List<Recorded> again =
                events.stream()
                        .filter(event -> event.kind() == Kind.FRAME)
                        .map(this::causeOf)
                        .filter(CausesTest::isRetransmission)
                        .toList();

        assertThat(again)
                .isNotEmpty()
                .allSatisfy(timer -> {
                    Recorded first = timer;
                    while (isRetransmission(first)) { // that was lost too
                        assertThat(causeOf(first).timeNs()).isLessThan(first.timeNs());
                        first = causeOf(first);
                    }
                    assertThat(first.routine()).isEqualTo("TcpSend");
                });
    }

    private static boolean isRetransmission(Recorded event) {
        return "KDEFERRED_ROUTINE".equals(event.routine())
                && "tcp-retransmission".equals(event.strand());
    }

    private Recorded causeOf(Recorded event) {
        return Objects.requireNonNull(bySeq.get(event.cause()), () -> "no cause of " + event);
    }
}
