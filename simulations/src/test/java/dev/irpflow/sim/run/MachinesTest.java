package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.stage.TraceEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario says of its machines holds in the run. */
final class MachinesTest {
    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void aNameThatStandsForManyMachinesMeansEachOfThem() {
        Played played =
                playing.play(
                        """
                        machines: { client: {}, peer: { count: 3 } }
                        network: { "client <-> peer": { latency: 40 ms } }
                        drivers:
                          file-server: { on: peer, role: wsk-client, like: file-server, with: { share: public } }
                          redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
                        on: client
                        steps:
                          - { run: map-drive, with: { letter: "Z:", remote: \\\\peer-2\\public }, takes: at-least 80 ms }
                          - { run: unmap-drive, with: { letter: "Z:" } }
                        faults:
                          - { duplicate: 100 %, on: client -> peer }
                          - { delay: WskSend, by: 1 ms, on: peer }
                        counts:
                          - { call: TcpReceived, on: peer, is: 1..1000 }
                        """);
        played.holds();
        assertThat(played.result().faults().get("duplicate 1")).isPositive();
        assertThat(played.result().faults().get("delay 2")).isPositive();
    }

    @Test
    void addressesOfFramesAreToldWithDots() {
        TraceEvent event = new TraceEvent();
        event.fields =
                Frame.newBuilder()
                        .setSource(0x0A00_0001)
                        .setDestination(0xC0A8_01FE)
                        .setTcp(TcpSegment.newBuilder().setSequence(-1))
                        .build();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        JsonLines lines = new JsonLines(file, new JsonLines.Header("small", 1, "test"));
        lines.write(event);
        lines.end();
        assertThat(file.toString(StandardCharsets.UTF_8))
                .contains("\"source\":\"10.0.0.1\",\"destination\":\"192.168.1.254\"")
                .contains("\"sequence\":");
    }

    @Test
    void aClockThatIsAheadShowsALaterTime() {
        playing.play(
                        """
                        machines: { client: {}, late: { clock-offset: 1 h } }
                        steps:
                          - { on: client, call: KeQuerySystemTime, as: here }
                          - { on: late, call: KeQuerySystemTime, as: there, gives: { current_time: not $here.current_time } }
                        """)
                .holds();
    }
}
