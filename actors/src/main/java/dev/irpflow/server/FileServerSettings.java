package dev.irpflow.server;

import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSetting.Kind;
import dev.irpflow.driver.DriverSettings;
import java.util.List;
import java.util.Map;

/**
 * How the file server is set up.
 *
 * @param port where it listens
 * @param idleMs after this many milliseconds without a request a connection is closed; the client
 *     connects again when it has something to ask
 * @param retryMs how many milliseconds it waits before it tries again to listen
 */
public record FileServerSettings(int port, long idleMs, long retryMs) {
    private static final int PORT = 445;
    private static final int LAST_PORT = 65_535;
    private static final long IDLE_MS =
            15 * 60 * 1_000; // as the usual Windows server's autodisconnect
    private static final long RETRY_MS = 1_000;

    /** What a scenario may give. */
    static final List<DriverSetting> DECLARED =
            List.of(
                    DriverSetting.between(
                            "port", Kind.COUNT, "1", "65535", "445", "Where it listens."),
                    DriverSetting.between(
                            "idle",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "15 min",
                            "After so long without a request it closes a connection."),
                    DriverSetting.between(
                            "retry",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "1 s",
                            "How long it waits before it tries again to listen."));

    /**
     * Reads {@code port}, {@code idle} and {@code retry}; what is missing has a default.
     *
     * @throws IllegalArgumentException if a value is none
     */
    static FileServerSettings of(Map<String, String> given) {
        DriverSettings settings = new DriverSettings(given);
        return new FileServerSettings(
                (int) settings.count("port", PORT, 1, LAST_PORT),
                settings.milliseconds("idle", IDLE_MS),
                settings.milliseconds("retry", RETRY_MS));
    }
}
