package dev.irpflow.sim.cluster;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Scenarios for tests in real time: short ones, and shipped ones beside a file of the user. */
final class Scenarios {
    private static final String DRIVE =
            """
            scenario: drive
            about: An application maps a drive and copies a file there and back.
            machines:
              client: {}
              files: {}
            network:
              default: { latency: 100 us..1 ms, bandwidth: 1 Gbit/s }
            drivers:
              redirector: { on: client, role: mini-redirector, like: REDIRECTOR, with: { network-provider: true } }
              file-server: { on: files, role: wsk-client, like: file-server, with: { share: public } }
            on: client
            steps:
              - run: map-drive
                with: { letter: "Z:", remote: '\\\\files\\public' }
              - run: copy
                with: { from: file data.bin, to: 'Z:\\copy.bin', block: 4 KiB }
                as: up
              - run: read
                with: { path: 'Z:\\copy.bin', block: 4 KiB }
                gives: { sha256: $up.sha256 }
              - run: unmap-drive
                with: { letter: "Z:" }
            """;

    // Both speak of what happens on the server: a fault that strikes there, and calls that count.
    private static final String OF_THE_SERVER =
            """
            faults:
              - name: slow-answer
                delay: WskSend
                by: 5 ms
                on: files
                nth: 2
            counts:
              - { call: WskAccept, on: files, is: 1..9 }
              - { fault: slow-answer, is: 1 }
            """;

    // The server's own calls, struck by a step and by a storm of the leader's, whose window is the
    // copy.
    private static final String LATER_ON_THE_SERVER =
            """
            faults:
              - name: weather
                storm: [ { name: slow, delay: TcpSend, by: 1 ms, on: files } ]
                chance: 100 %
            counts:
              - { fault: injected, is: 1 }
            sometimes:
              - { fault: slow }
            """;

    private static final String ON_THE_SERVER =
            """
              - inject: { name: later, skew: files, by: 1 h }
              - inject: { name: stun, pause: files, for: 50 ms }
              - inject: { name: busy, slow-down: files, by: 10 us, for: 100 ms }
              - inject: { name: jam, slow: client <-> files, by: 1 ms, for: 100 ms }
              - inject: { name: thrown-out, end-session: files, of: client }
            """;

    // The reset comes from the server's machine, whose driver is gone; then the machine dies.
    private static final String AT_ITS_END =
            """
              - inject: { name: net-stop, stop: file-server, on: files }
              - wait: 100 ms
              - inject: { name: blue-screen, crash: files, bug-check: 0xE2 }
              - wait: { until: { bug-check: 0xE2, on: files } }
            counts:
              - { fault: later, is: 1 }
              - { fault: stun, is: 1 }
              - { fault: busy, is: 1 }
              - { fault: jam, is: 1 }
              - { fault: thrown-out, is: 1 }
              - { fault: net-stop, is: 1 }
              - { fault: blue-screen, is: 1 }
            """;

    private static final int FILE_SIZE = 20_000;

    private Scenarios() {}

    /** A file that is copied to a drive and back, in a folder of its own. */
    static Path drive(Path folder) throws IOException {
        return write(folder, "drive", DRIVE.replace("REDIRECTOR", "stream-redirector"));
    }

    /** The same with a fault and properties that concern the server. */
    static Path driveWithServerFault(Path folder) throws IOException {
        String drive = DRIVE.replace("REDIRECTOR", "stream-redirector");
        return write(folder, "drive", drive + OF_THE_SERVER);
    }

    /** The same with faults that begin in the middle of the run, and strike on the server. */
    static Path driveWithLaterFaults(Path folder) throws IOException {
        String drive =
                DRIVE.replace("REDIRECTOR", "stream-redirector")
                        .replace(
                                "steps:\n",
                                "steps:\n  - inject: { name: injected, delay: WskSend, by: 1 ms, on:"
                                        + " files, nth: 2 }\n  - wait: 1 s\n");
        return write(folder, "drive", drive + LATER_ON_THE_SERVER);
    }

    /** The same with one fault after the other that strikes the server, or the link from it. */
    static Path driveWithMachineFaults(Path folder) throws IOException {
        String drive =
                DRIVE.replace("REDIRECTOR", "stream-redirector")
                        .replace("  - run: read", ON_THE_SERVER + "  - run: read");
        return write(folder, "drive", drive + AT_ITS_END);
    }

    /** The same with a driver of the user's on the server. */
    static Path driveWithOwnDriver(Path folder, String className) throws IOException {
        String drive =
                DRIVE.replace("REDIRECTOR", "stream-redirector")
                        .replace(
                                "on: client\nsteps",
                                "  own: { on: files, role: wdm-driver, class: "
                                        + className
                                        + " }\non: client\nsteps");
        return write(folder, "drive", drive);
    }

    /** The same with a redirector that forgets an IRP: the run stands still for ever. */
    static Path stuckDrive(Path folder) throws IOException {
        return write(folder, "drive", DRIVE.replace("REDIRECTOR", "forgetful-redirector"));
    }

    /** The shipped scenario of this name, beside its fragments and a file to copy. */
    static Path shipped(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve("common"));
        copy(folder, "common/client-and-files.yaml");
        Files.writeString(folder.resolve("README.md"), "a line of the user's file\n".repeat(800));
        return copy(folder, name + ".yaml");
    }

    static Scenario load(Path file) {
        Path folder = Objects.requireNonNull(file.getParent());
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), folder, folder);
        return switch (loader.load(file, List.of())) {
            case LoadResult.Loaded loaded -> loaded.file().scenario((parameter, values) -> 0);
            case LoadResult.Refused refused ->
                    throw new IllegalArgumentException(refused.problems().toString());
        };
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        byte[] bytes = new byte[FILE_SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        Files.write(folder.resolve("data.bin"), bytes);
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private static Path copy(Path folder, String name) throws IOException {
        try (InputStream in = Scenarios.class.getResourceAsStream("/scenarios/" + name)) {
            if (in == null) {
                throw new UncheckedIOException(new IOException(name + " is not shipped"));
            }
            Path file = folder.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        }
    }
}
