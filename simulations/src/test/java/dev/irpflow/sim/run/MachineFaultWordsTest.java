package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.load.Loading;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the loader says of faults of machines, links and subsystems that make no sense. */
class MachineFaultWordsTest {
    private static final String TEXT =
            """
            scenario: wrong
            about: A fault that cannot be.
            machines: { client: {}, files: {} }
            drivers:
              redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { network-provider: true } }
              file-server: { on: files, role: wsk-client, like: file-server }
            on: client
            steps:
              - note: nothing
            faults:
              - { FAULT }
            """;

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    stop: tcpip, on: client, at: 1 s | 13 | tcpip cannot stop: no page says what others see without TCP/IP; stop tcp or udp, or cut the links of the machine. What can stop there: wsk, rdbss, tcp, udp.
                    stop: mup, on: client, at: 1 s | 13 | mup cannot stop: no page says what others see without MUP; stop rdbss, and its redirectors claim no path any more. What can stop there: wsk, rdbss, tcp, udp.
                    stop: mpr, on: client, at: 1 s | 13 | mpr cannot stop: MPR is a library in each application; stop rdbss, and its providers say that there is no network. What can stop there: wsk, rdbss, tcp, udp.
                    stop: io, on: client, at: 1 s | 13 | io cannot stop: without it there is no machine; crash the machine. What can stop there: wsk, rdbss, tcp, udp.
                    stop: fileserver, on: files, at: 1 s | 13 | fileserver is no subsystem or driver that can stop. What can stop there: wsk, rdbss, tcp, udp, file-server. Did you mean file-server?
                    stop: file-server, on: client, at: 1 s | 13 | file-server does not run on client, but on files
                    stop: redirector, on: client, at: 1 s | 13 | redirector is a mini-redirector: a driver with devices goes only when nobody has them open; only a wsk-client is unloaded alone
                    stop: wsk, at: 1 s | 7 | no `on`; it may be left out only where there is one machine, and here are: client, files
                    stop: wsk, on: fils, at: 1 s | 22 | fils: no such machine. The machines: client, files. Did you mean files?
                    stop: wsk, on: files | 7 | stop needs at or when: the moment at which it strikes
                    end-session: client, at: 1 s | 20 | client has no server whose sessions could end. There are servers on: files
                    end-session: files, of: clint, at: 1 s | 31 | clint: no such machine. The machines: client, files. Did you mean client?
                    end-session: files | 7 | end-session needs at or when: the moment at which it strikes
                    force-close: fils, at: 1 s | 20 | fils: no such machine. The machines: client, files. Did you mean files?
                    force-close: files | 7 | force-close needs at or when: the moment at which it strikes
                    force-close: files, of: listener, at: 1 s | 31 | listener: no such kind of endpoints. Allowed: listeners, connections, datagrams. Did you mean listeners?
                    force-close: files, port: 0, at: 1 s | 33 | 0 is too small; counting starts at 1
                    force-close: files, port: 65536, at: 1 s | 33 | 65536 is not a port; the highest is 65535
                    crash: files, at: -1 s | 25 | -1 s is negative; a duration is 0 or more
                    restart: files, at: 5..1 s | 27 | 5..1 s runs backwards; the smaller end comes first
                    restart: files, at: 1 s, down-for: -1 s | 42 | -1 s is negative; a duration is 0 or more
                    skew: files, back: -1 h, at: 1 s | 26 | -1 h is negative; a duration is 0 or more
                    pause: files, at: 1 s, for: 0 s | 35 | for: 0 s ends it before it does anything
                    slow-down: files, by: -1 ms | 29 | -1 ms is negative; a duration is 0 or more
                    slow: client <-> files, to: 0 bit/s | 35 | a rate of 0 carries nothing: cut the link
                    cut: client <-> fils | 12 | fils: no such machine. The machines: client, files. Did you mean files?
                    """)
    void aFaultThatMakesNoSenseIsToldWithItsPlaceAndWhatIsAllowed(
            String fault, int column, String why) {
        Loading.write(directory.resolve("wrong.yaml"), TEXT.replace("FAULT", fault));
        var loader = new ScenarioLoader(Product.vocabulary(), directory, directory);
        assertThat(Loading.lines(loader.load(Path.of("wrong.yaml"), List.of())))
                .containsExactly("wrong.yaml:11:" + column + "  " + why);
    }
}
