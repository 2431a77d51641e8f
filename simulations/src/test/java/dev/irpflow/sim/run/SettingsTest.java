package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What drivers and workloads take is known before the run, with its unit and its limits. */
final class SettingsTest {
    /** Says what it takes. */
    public static final class Declaring implements Driver {
        @Override
        public List<DriverSetting> settings() {
            return List.of(
                    DriverSetting.between(
                            "pause", DriverSetting.Kind.TIME, "1 ms", "1 s", "5 ms", "A pause."));
        }

        @Override
        public NtStatus driverEntry(DriverContext context) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    /** Says nothing, and takes everything. */
    public static final class Silent implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            return NtStatus.STATUS_SUCCESS;
        }
    }

    @TempDir private Path folder;

    private List<String> problems(String server, String redirector, Class<?> own, String with)
            throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(
                file,
                """
                scenario: small
                about: A small scenario.
                machines: { client: {}, files: {} }
                drivers:
                  server: { on: files, role: wsk-client, like: file-server, with: { %s } }
                  redirector: { on: client, role: mini-redirector, like: stream-redirector, with: { %s } }
                  own: { on: client, role: wdm-driver, class: "%s", with: { %s } }
                on: client
                steps:
                  - call: KeGetCurrentIrql
                """
                        .formatted(server, redirector, own.getName(), with));
        return new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of())
                        instanceof LoadResult.Refused refused
                ? refused.problems().stream()
                        .map(problem -> problem.toString().replaceAll("^.*/small", "small"))
                        .toList()
                : List.of();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    transfer: 128 KiB     | 6:95  128 KiB is out of range for transfer; from 1 B to 64 KiB
                    transfer: 0 B         | 6:95  0 B is out of range for transfer; from 1 B to 64 KiB
                    port: 70000           | 6:91  70000 is out of range for port; from 1 to 65535
                    answer-within: 500 us | 6:100  500 us is out of range for answer-within; from 1 ms to 24 h
                    first-pause: 1500 us  | 6:98  1500 us is too fine for first-pause; the smallest step is 1 ms
                    first-pause: 10       | 6:98  10 has no unit; write 10 ms
                    transferr: 1 KiB      | 6:85  transfer is what the driver uses; found `transferr`.
                    start: never          | 6:92  never
                    """)
    void aSettingOfTheRedirectorThatIsWrongIsRefusedWithItsPlace(String with, String problem)
            throws IOException {
        List<String> problems = problems("", with, Silent.class, "");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("small.yaml:" + problem);
    }

    @Test
    void theSettingsOfShippedDriversAreTaken() throws IOException {
        assertThat(
                        problems(
                                "share: public, idle: 1 min, retry: 10 ms, port: 446",
                                "network-provider: true, device: '\\Device\\Mine', client: me, port:"
                                        + " 446, start: manual, transfer: 64 KiB, answer-within: 1 s,"
                                        + " give-up-after: 2 min, connect-within: 1 min,"
                                        + " first-pause: 1 ms, longest-pause: 1 h",
                                Silent.class,
                                "anything: goes"))
                .isEmpty();
        assertThat(problems("idel: 1 s", "", Silent.class, ""))
                .singleElement()
                .asString()
                .contains("small.yaml:5", "idle is what the driver uses; found `idel`");
    }

    @Test
    void aDriverOfTheUsersThatDeclaresItsSettingsTakesNoOthers() throws IOException {
        assertThat(problems("", "", Declaring.class, "pause: 10 ms")).isEmpty();
        assertThat(problems("", "", Declaring.class, "pause: 2 s"))
                .singleElement()
                .asString()
                .contains("2 s is out of range for pause; from 1 ms to 1 s");
        assertThat(problems("", "", Declaring.class, "puase: 2 ms"))
                .singleElement()
                .asString()
                .contains("pause is what the driver uses");
        assertThat(problems("", "", Declaring.class, "network: 2 ms")).hasSize(1);
    }

    @Test
    void aBlockOfNoBytesIsRefused() throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(
                file,
                """
                scenario: small
                about: A small scenario.
                machines: { client: {} }
                steps:
                  - { run: copy, with: { from: text a, to: 'Z:\\a', block: 0 B } }
                """);
        LoadResult result =
                new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of());
        assertThat(((LoadResult.Refused) result).problems().toString())
                .contains("0 B is out of range for block; from 1 B to 16 MiB");
    }
}
