package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

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
