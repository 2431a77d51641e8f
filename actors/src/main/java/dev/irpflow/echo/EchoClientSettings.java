package dev.irpflow.echo;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSetting.Kind;
import dev.irpflow.driver.DriverSettings;
import dev.irpflow.driver.Wsk;
import java.util.List;
import java.util.Map;

/**
 * How the echo client is set up.
 *
 * @param server the address of the server
 * @param port where it listens
 * @param messages how many are sent
 * @param bytes how long each is
 * @param patienceMs after so many milliseconds without an answer a connection is given up
 * @param retryMs how many milliseconds it waits before it connects again
 */
record EchoClientSettings(
        ByteString server, int port, long messages, int bytes, long patienceMs, long retryMs) {
    private static final int LAST_PORT = 65_535;
    private static final int IPV4_OCTETS = 4;
    private static final long MESSAGES = 10;
    private static final long MOST_MESSAGES = 1_000_000;
    private static final long BYTES = 64;
    private static final long PATIENCE_MS = 60_000;
    private static final long RETRY_MS = 1_000;

    /** What a scenario may give. */
    static final List<DriverSetting> DECLARED =
            List.of(
                    DriverSetting.text(
                            "server",
                            "server",
                            "The machine of the server, in brackets for its IPv6 address; or an IP address."),
                    DriverSetting.between(
                            "port", Kind.COUNT, "1", "65535", "7", "Where the server listens."),
                    DriverSetting.between(
                            "messages",
                            Kind.COUNT,
                            "1",
                            "1000000",
                            "10",
                            "How many messages it sends, one after the other."),
                    DriverSetting.between(
                            "bytes", Kind.SIZE, "1 B", "1 MiB", "64 B", "How long each is."),
                    DriverSetting.between(
                            "patience",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "1 min",
                            "After so long without an answer it gives a connection up."),
                    DriverSetting.between(
                            "retry",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "1 s",
                            "How long it waits before it connects again."));

    /** The family of the server's address. */
    int family() {
        return server.size() == IPV4_OCTETS ? Wsk.AF_INET : Wsk.AF_INET6;
    }

    /**
     * Reads what a scenario gives; {@code host.NAME} is the address of a machine.
     *
     * @throws IllegalArgumentException if a value is none
     */
    static EchoClientSettings of(Map<String, String> given) {
        DriverSettings settings = new DriverSettings(given);
        return new EchoClientSettings(
                settings.address("server", "server"),
                (int) settings.count("port", EchoServerSettings.PORT, 1, LAST_PORT),
                settings.count("messages", MESSAGES, 1, MOST_MESSAGES),
                (int) settings.bytes("bytes", BYTES),
                settings.milliseconds("patience", PATIENCE_MS),
                settings.milliseconds("retry", RETRY_MS));
    }
}
