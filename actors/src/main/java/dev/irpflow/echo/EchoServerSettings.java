package dev.irpflow.echo;

import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSetting.Kind;
import dev.irpflow.driver.DriverSettings;
import java.util.List;
import java.util.Map;

/**
 * How the echo server is set up.
 *
 * @param port where it listens
 * @param bufferBytes how much one operation receives at most
 * @param retryMs how many milliseconds it waits before it tries again to listen
 */
record EchoServerSettings(int port, long bufferBytes, long retryMs) {
    static final int PORT = 7; // RFC 862
    private static final int LAST_PORT = 65_535;
    private static final long BUFFER_BYTES = 2048;
    private static final long RETRY_MS = 1_000;

    /** What a scenario may give. */
    static final List<DriverSetting> DECLARED =
            List.of(
                    DriverSetting.between(
                            "port", Kind.COUNT, "1", "65535", "7", "Where it listens."),
                    DriverSetting.between(
                            "buffer",
                            Kind.SIZE,
                            "1 B",
                            "1 MiB",
                            "2 KiB",
                            "How much each of its receives takes at most."),
                    DriverSetting.between(
                            "retry",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "1 s",
                            "How long it waits before it tries again to listen."));

    /**
     * Reads {@code port}, {@code buffer} and {@code retry}; what is missing has a default.
     *
     * @throws IllegalArgumentException if a value is none
     */
    static EchoServerSettings of(Map<String, String> given) {
        DriverSettings settings = new DriverSettings(given);
        return new EchoServerSettings(
                (int) settings.count("port", PORT, 1, LAST_PORT),
                settings.bytes("buffer", BUFFER_BYTES),
                settings.milliseconds("retry", RETRY_MS));
    }
}
