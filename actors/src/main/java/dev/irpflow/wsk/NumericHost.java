package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in numbers, as text: dotted decimal for IPv4 (RFC 1123, 2.1), hexadecimal for IPv6 (RFC
 * 4291, 2.2), written as RFC 5952 wants it. Unlike an {@link IpAddress}, one of IPv4 and the same
 * mapped into IPv6 are two: RFC 3493, 6.1, gives either.
 */
final class NumericHost {
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private NumericHost() {}

    /** The octets of an address in numbers; null if the text is none. */
    static @Nullable ByteString parse(String text) {
        try {
            if (DOTTED.matcher(text).matches()) {
                return ByteString.copyFrom(Inet4Address.ofLiteral(text).getAddress());
            }
            return HEXADECIMAL.matcher(text).matches()
                    ? mapped(ByteString.copyFrom(Inet6Address.ofLiteral(text).getAddress()))
                    : null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** An address as IPv6 has it: one of IPv4 is mapped, ::ffff:10.0.0.1. */
    static ByteString mapped(ByteString octets) {
        return address(octets).mapped();
    }

    /** The text of an address of 4 or 16 octets. */
    static String text(ByteString octets) {
        IpAddress address = address(octets);
        boolean mapped = address.isIpv4() && octets.size() == AddressFamily.IPV6.octets();
        return (mapped ? "::ffff:" : "") + address.text();
    }

    private static IpAddress address(ByteString octets) {
        return Objects.requireNonNull(IpAddress.ofOctets(octets), "4 or 16 octets");
    }
}
