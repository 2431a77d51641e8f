package dev.irpflow.sim.scenario.value;

import dev.irpflow.address.IpAddress;

/** Reads {@code host:port}, and tells IP addresses from names. */
public final class Addresses {
    private static final int HIGHEST_PORT = 65535;

    private Addresses() {}

    /** {@code files:445}, {@code 10.0.0.2:445} or {@code any:5000}; IPv6 in brackets. */
    public static Parsed<Address> address(String text) {
        int colon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.indexOf(':');
        if (!text.startsWith("[") && colon != text.lastIndexOf(':')) {
            return Parsed.bad(
                    Numbers.shown(text)
                            + ": an IPv6 address stands in brackets, like \"[fd00::1]:445\"");
        }
        if (colon < 1) {
            return Parsed.bad("%1$s has no port; write %1$s:445".formatted(Numbers.shown(text)));
        }
        return host(text.substring(0, colon))
                .then(host -> port(text.substring(colon + 1)).map(port -> new Address(host, port)));
    }

    /** A machine's name, an IP address or {@code any}; for IPv6 in brackets. */
    public static Parsed<String> host(String text) {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        String name = inBrackets ? text.substring(1, text.length() - 1) : text;
        if (name.isEmpty()) {
            return Parsed.bad("an address begins with a host, like files:445");
        }
        if (inBrackets || name.indexOf(':') >= 0) {
            Parsed<String> host = looksNumeric(name) ? ipv6(name) : Parsed.good(name);
            return host.map(good -> "[" + good + "]");
        }
        return looksNumeric(name) ? ipv4(name) : Parsed.good(name);
    }

    /** An address of either family. */
    public static Parsed<String> ip(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    /** Four numbers from 0 to 255. */
    public static Parsed<String> ipv4(String text) {
        return text.indexOf(':') < 0 && IpAddress.isAddress(text)
                ? Parsed.good(text)
                : Parsed.bad(
                        Numbers.shown(text)
                                + " is not an IPv4 address; write four numbers from 0 to 255,"
                                + " like 10.0.0.2");
    }

    private static Parsed<String> ipv6(String text) {
        return text.indexOf(':') >= 0 && IpAddress.isAddress(text)
                ? Parsed.good(text)
                : Parsed.bad(
                        Numbers.shown(text)
                                + " is not an IPv6 address; write eight groups of hexadecimal"
                                + " digits, or :: for those that are 0, like fd00::1");
    }

    /** The number of an address that {@link #ipv4} has found good: the first octet is highest. */
    public static long number(String ip) {
        return Integer.toUnsignedLong(IpAddress.of(ip).ipv4());
    }

    public static Parsed<Integer> port(String text) {
        return Numbers.count(text)
                .then(n ->
                        n > HIGHEST_PORT
                                ? Parsed.bad(n + " is not a port; the highest is 65535")
                                : Parsed.good(n.intValue()));
    }

    /** Whether the text is an IP address rather than a name. */
    static boolean looksNumeric(String text) {
        return text.indexOf(':') >= 0
                || (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9');
    }
}
