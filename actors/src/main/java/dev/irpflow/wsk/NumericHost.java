package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in numbers, as text: dotted decimal for IPv4 (RFC 1123, 2.1), hexadecimal for IPv6 (RFC
 * 4291, 2.2), written as RFC 5952 wants it.
 */
final class NumericHost {
    static final int AF_INET = 2;
    static final int AF_INET6 = 23;
    static final int IPV4_OCTETS = 4;
    static final int IPV6_OCTETS = 16;
    private static final int IPV6_GROUPS = 8;
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final ByteString MAPPED =
            ByteString.fromHex("00000000000000000000ffff"); // RFC 4291, 2.5.5.2

    private NumericHost() {}

    /** The octets of an address in numbers; null if the text is none. */
    static @Nullable ByteString parse(String text) {
        try {
            if (DOTTED.matcher(text).matches()) {
                return ByteString.copyFrom(Inet4Address.ofLiteral(text).getAddress());
            }
            if (HEXADECIMAL.matcher(text).matches()) {
                ByteString octets = ByteString.copyFrom(Inet6Address.ofLiteral(text).getAddress());
                return octets.size() == IPV4_OCTETS ? mapped(octets) : octets;
            }
            return null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** An IPv4 address as IPv6 writes it: ::ffff:10.0.0.1. */
    static ByteString mapped(ByteString ipv4) {
        return MAPPED.concat(ipv4);
    }

    /** The text of an address of 4 or 16 octets. */
    static String text(ByteString octets) {
        if (octets.size() == IPV4_OCTETS) {
            return dotted(octets);
        }
        if (octets.startsWith(MAPPED)) {
            return "::ffff:" + dotted(octets.substring(MAPPED.size()));
        }
        return hexadecimal(octets);
    }

    private static String dotted(ByteString octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append(text.isEmpty() ? "" : ".").append(octet & 0xFF);
        }
        return text.toString();
    }

    // The longest run of two or more zero groups, the first of several, becomes two colons.
    private static String hexadecimal(ByteString octets) {
        int first = IPV6_GROUPS;
        int length = 1;
        for (int from = 0; from < IPV6_GROUPS; from++) {
            int end = from;
            while (end < IPV6_GROUPS && group(octets, end) == 0) {
                end++;
            }
            if (end - from > length) {
                first = from;
                length = end - from;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == first) {
                text.append("::");
                i += length - 1;
            } else {
                boolean separate = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
                text.append(separate ? ":" : "").append(Integer.toHexString(group(octets, i)));
            }
        }
        return text.toString();
    }

    private static int group(ByteString octets, int i) {
        return (octets.byteAt(2 * i) & 0xFF) << 8 | octets.byteAt(2 * i + 1) & 0xFF;
    }
}
