package dev.irpflow.chat;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSetting.Kind;
import dev.irpflow.driver.DriverSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a member of the chat is set up.
 *
 * @param members the addresses of all members by the names of their machines, in an order that all
 *     of them know; the member itself is among them
 * @param port where all of them listen
 * @param lines how many lines it says between joining and leaving
 * @param retryMs after so many milliseconds of silence it sends again what is not acknowledged
 */
record ChatSettings(Map<String, ByteString> members, int port, int lines, long retryMs) {
    private static final int PORT = 5000;
    private static final int LAST_PORT = 65_535;
    private static final long LINES = 5;
    private static final long MOST_LINES = 1_000_000;
    private static final long RETRY_MS = 200;

    /** What a scenario may give. */
    static final List<DriverSetting> DECLARED =
            List.of(
                    DriverSetting.text(
                            "members",
                            "member-1 member-2 member-3",
                            "The machines of all members, its own among them, with spaces between."),
                    DriverSetting.between(
                            "port", Kind.COUNT, "1", "65535", "5000", "Where all of them listen."),
                    DriverSetting.between(
                            "lines",
                            Kind.COUNT,
                            "0",
                            "1000000",
                            "5",
                            "How many lines it says between joining and leaving."),
                    DriverSetting.between(
                            "retry",
                            Kind.TIME,
                            "1 ms",
                            "24 h",
                            "200 ms",
                            "After so long a silence it sends again what is not acknowledged."));

    /**
     * Reads what a scenario gives; {@code host.NAME} is the address of a machine.
     *
     * @throws IllegalArgumentException if a value is none
     */
    static ChatSettings of(Map<String, String> given) {
        DriverSettings settings = new DriverSettings(given);
        Map<String, ByteString> hosts = settings.hosts();
        Map<String, ByteString> members = new LinkedHashMap<>();
        for (String name :
                settings.text("members", "member-1 member-2 member-3").strip().split(" +")) {
            ByteString address = hosts.get(name);
            if (address == null) {
                throw new IllegalArgumentException("members: " + name + " is no machine");
            }
            members.put(name, address);
        }
        return new ChatSettings(
                members,
                (int) settings.count("port", PORT, 1, LAST_PORT),
                (int) settings.count("lines", LINES, 0, MOST_LINES),
                settings.milliseconds("retry", RETRY_MS));
    }
}
