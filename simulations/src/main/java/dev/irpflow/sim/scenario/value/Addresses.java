package dev.irpflow.sim.scenario.value;

/** Reads {@code host:port}, and tells IP addresses from names. */
public final class Addresses {
    private static final int HIGHEST_PORT = 65535;
    private static final int OCTETS = 4;

    private Addresses() {}

    /** {@code files:445}, {@code 10.0.0.2:445} or {@code any:5000}. */
    public static Parsed<Address> address(String text) {
        if (text.startsWith("[") || text.indexOf(':') != text.lastIndexOf(':')) {
            return Parsed.bad(Numbers.shown(text) + ": IPv6 addresses are not yet in this version");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Parsed.bad("%1$s has no port; write %1$s:445".formatted(Numbers.shown(text)));
        }
        return host(text.substring(0, colon))
                .then(host -> port(text.substring(colon + 1)).map(port -> new Address(host, port)));
    }

    /** A machine's name, an IPv4 address or {@code any}. */
    public static Parsed<String> host(String text) {
        if (text.isEmpty()) {
            return Parsed.bad("an address begins with a host, like files:445");
        }
        return looksNumeric(text) ? ip(text) : Parsed.good(text);
    }

    /** Four numbers from 0 to 255. */
    public static Parsed<String> ip(String text) {
        if (text.indexOf(':') >= 0) {
            return Parsed.bad(Numbers.shown(text) + ": IPv6 addresses are not yet in this version");
        }
        String[] octets = text.split("\\.", OCTETS + 1);
        boolean good = octets.length == OCTETS;
        for (String octet : octets) {
            good =
                    good
                            && Numbers.isDigits(octet)
                            && octet.length() <= 3
                            && (octet.length() == 1 || !octet.startsWith("0"))
                            && Integer.parseInt(octet) <= 255;
        }
        return good
                ? Parsed.good(text)
                : Parsed.bad(
                        Numbers.shown(text)
                                + " is not an IPv4 address; write four numbers from 0 to 255,"
                                + " like 10.0.0.2");
    }

    /** The number of an address that {@link #ip} has found good: the first octet is the highest. */
    public static long number(String ip) {
        long number = 0;
        for (String octet : ip.split("\\.")) {
            number = number << 8 | Integer.parseInt(octet);
        }
        return number;
    }

    public static Parsed<Integer> port(String text) {
        return Numbers.count(text)
                .then(n ->
                        n > HIGHEST_PORT
                                ? Parsed.bad(n + " is not a port; the highest is 65535")
                                : Parsed.good(n.intValue()));
    }

    /** Whether the text is an IP address rather than a name. */
    public static boolean looksNumeric(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }
}
