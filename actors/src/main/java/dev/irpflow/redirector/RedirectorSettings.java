package dev.irpflow.redirector;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSetting.Kind;
import dev.irpflow.driver.DriverSettings;
import dev.irpflow.protocol.fileserver.Frames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the redirector is set up. Times are milliseconds.
 *
 * @param deviceName the name of its device
 * @param client how it names itself to servers: no other redirector may have the same name
 * @param hosts the IPv4 addresses of the machines that it knows, by their names in small letters
 * @param port where servers listen
 * @param startsOnDemand whether the first connection starts it, as a service with a trigger would;
 *     else somebody has to send its start code
 * @param transfer the most bytes in one request; a longer read or write becomes several
 * @param answerMs a request that has no answer after this time costs the connection: that a
 *     connection is lost is told, that a server has fallen silent is not; up to four times as much
 *     on the connections that follow
 * @param giveUpMs a request that was not answered after this time fails, however often it was
 *     repeated
 * @param connectMs the same for the first connection to a server
 * @param firstPauseMs how long it waits before it connects again; doubled each time it fails
 * @param longestPauseMs where the doubling ends
 */
public record RedirectorSettings(
        String deviceName,
        String client,
        Map<String, ByteString> hosts,
        int port,
        boolean startsOnDemand,
        int transfer,
        long answerMs,
        long giveUpMs,
        long connectMs,
        long firstPauseMs,
        long longestPauseMs) {
    private static final String DEVICE = "\\Device\\Redirector";
    private static final String ON_DEMAND = "on-demand";
    private static final int PORT = 445;
    private static final int LAST_PORT = 65_535;

    // Small enough that a bad link gets it through before the answer is due.
    private static final int TRANSFER = 16 * 1024;

    /** What a scenario may give. */
    static final List<DriverSetting> DECLARED =
            List.of(
                    DriverSetting.isOn(
                            "network-provider", "Whether it brings its own network provider."),
                    DriverSetting.text("device", DEVICE, "The name of its device."),
                    DriverSetting.text(
                            "client", "the name of the machine", "How it names itself to servers."),
                    DriverSetting.between(
                            "port", Kind.COUNT, "1", "65535", "445", "Where servers listen."),
                    DriverSetting.word(
                            "start",
                            List.of(ON_DEMAND, "manual"),
                            "Whether the first connection starts it, or its start code does."),
                    DriverSetting.between(
                            "transfer",
                            Kind.SIZE,
                            "1 B",
                            "64 KiB",
                            "16 KiB",
                            "The most bytes in one request."),
                    time("answer-within", "10 s", "After so long without an answer it reconnects."),
                    time("give-up-after", "2 min", "After so long a request fails."),
                    time("connect-within", "1 min", "The same for the first connection."),
                    time("first-pause", "100 ms", "How long it waits before it reconnects."),
                    time("longest-pause", "5 s", "Where the doubling of that pause ends."));

    private static DriverSetting time(String name, String otherwise, String about) {
        return DriverSetting.between(name, Kind.TIME, "1 ms", "24 h", otherwise, about);
    }

    /**
     * Reads what a scenario gives; what is missing has a default. {@code host.NAME} is the address
     * of a machine: name resolution by WSK is not modelled yet.
     *
     * @throws IllegalArgumentException if a value is none
     */
    static RedirectorSettings of(Map<String, String> given, String machine) {
        DriverSettings settings = new DriverSettings(given);
        long transfer = settings.bytes("transfer", TRANSFER);
        if (transfer > Frames.MAX_TRANSFER) {
            throw new IllegalArgumentException("transfer: more than the protocol carries");
        }
        return new RedirectorSettings(
                settings.text("device", DEVICE),
                settings.text("client", machine),
                settings.hosts(),
                (int) settings.count("port", PORT, 1, LAST_PORT),
                settings.text("start", ON_DEMAND).equals(ON_DEMAND),
                (int) transfer,
                settings.milliseconds("answer-within", 10_000),
                settings.milliseconds("give-up-after", 120_000),
                settings.milliseconds("connect-within", 60_000),
                settings.milliseconds("first-pause", 100),
                settings.milliseconds("longest-pause", 5_000));
    }

    /** The four bytes of the address of a machine, null if it is not known. */
    @Nullable ByteString host(String name) {
        return hosts.get(name.toLowerCase(Locale.ROOT));
    }
}
