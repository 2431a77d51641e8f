package dev.irpflow.driver;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a driver ({@code with:} in a scenario) as numbers. Quantities carry their units,
 * as scenarios write them: {@code 10 s}, {@code 16 KiB}.
 */
public final class DriverSettings {
    /** What the names of settings begin with that give the IPv4 addresses of machines. */
    public static final String HOST = "host.";

    /** What the names of settings begin with that give the IPv6 addresses of machines. */
    public static final String HOST6 = "host6.";

    private final Map<String, String> given;

    /** Reads what {@link DriverContext#settings} gives. */
    public DriverSettings(Map<String, String> given) {
        this.given = given;
    }

    /** A setting as it was written. */
    public String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    /**
     * The IPv4 addresses of the machines that the driver is told of, each as the four bytes of a
     * SOCKADDR_IN, by their names in small letters: name resolution by WSK is not modelled yet.
     *
     * @throws IllegalArgumentException if one is no address
     */
    public Map<String, ByteString> hosts() {
        return hosts(HOST);
    }

    /**
     * The address of what a setting names: a machine, whose IPv6 address is meant if it stands in
     * brackets, or an IP address. It has the four bytes of a SOCKADDR_IN or the sixteen of a
     * SOCKADDR_IN6.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public ByteString address(String name, String otherwise) {
        String written = text(name, otherwise);
        boolean inBrackets = written.startsWith("[") && written.endsWith("]");
        String plain = inBrackets ? written.substring(1, written.length() - 1) : written;
        String machine = plain.toLowerCase(Locale.ROOT);
        ByteString host = hosts(inBrackets ? HOST6 : HOST).get(machine);
        if (host != null) {
            return host;
        }
        try {
            return IpAddress.of(plain).octets();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": " + written + " is neither a machine nor an IP address", e);
        }
    }

    private Map<String, ByteString> hosts(String prefix) {
        Map<String, ByteString> hosts = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                String host = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
                hosts.put(host, IpAddress.of(value).octets());
            }
        });
        return hosts;
    }

    /** Whether a switch is on; off if it is not there. */
    public boolean isOn(String name) {
        return Boolean.parseBoolean(given.get(name));
    }

    /**
     * A number without a unit.
     *
     * @throws IllegalArgumentException if it is none, or outside these limits
     */
    public long count(String name, long otherwise, long least, long most) {
        String written = given.get(name);
        long count = written == null ? otherwise : parse(name, written.strip());
        if (count < least || count > most) {
            throw new IllegalArgumentException(
                    name + ": " + count + " is not between " + least + " and " + most);
        }
        return count;
    }

    /**
     * A time in milliseconds, at least one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public long milliseconds(String name, long otherwise) {
        return quantity(
                name,
                otherwise,
                unit ->
                        switch (unit) {
                            case "ms" -> 1L;
                            case "s" -> 1_000L;
                            case "min" -> 60_000L;
                            case "h" -> 3_600_000L;
                            default -> null;
                        });
    }

    /**
     * A size in bytes, at least one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public long bytes(String name, long otherwise) {
        return quantity(
                name,
                otherwise,
                unit ->
                        switch (unit) {
                            case "B" -> 1L;
                            case "KiB" -> 1L << 10;
                            case "MiB" -> 1L << 20;
                            case "GiB" -> 1L << 30;
                            case "TiB" -> 1L << 40;
                            default -> null;
                        });
    }

    @FunctionalInterface
    private interface Units {
        @Nullable Long factor(String unit);
    }

    private long quantity(String name, long otherwise, Units units) {
        String written = given.get(name);
        if (written == null) {
            return otherwise;
        }
        String[] parts = written.strip().split("\\s+", 2);
        Long factor = parts.length == 2 ? units.factor(parts[1]) : null;
        if (factor == null) {
            throw new IllegalArgumentException(
                    name + ": " + written + " is not a number with a unit, such as 10 s or 16 KiB");
        }
        long quantity = Math.multiplyExact(parse(name, parts[0]), factor);
        if (quantity < 1) {
            throw new IllegalArgumentException(name + ": " + written + " is not more than nothing");
        }
        return quantity;
    }

    private static long parse(String name, String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": " + number + " is no number", e);
        }
    }
}
