package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a host has, and whose an address is: the machines of the {@link NameTable}, and
 * localhost, which is the machine itself (RFC 6761, 6.3).
 */
final class Hosts {
    private static final String LOCALHOST = "localhost";
    private static final ByteString LOOPBACK = IpAddress.LOOPBACK_IPV4.octets();
    private static final ByteString LOOPBACK_IPV6 = IpAddress.LOOPBACK_IPV6.octets();
    private static final ByteString ANY = IpAddress.ANY_IPV4.octets();
    private static final ByteString ANY_IPV6 = IpAddress.ANY_IPV6.octets();

    private final NameTable names;

    Hosts(NameTable names) {
        this.names = names;
    }

    /** The addresses of a name; none if nobody is called so. */
    List<ByteString> addressesOf(String name) {
        String relative = relative(name);
        return relative.toLowerCase(Locale.ROOT).equals(LOCALHOST)
                ? ofOwnFamilies(LOOPBACK, LOOPBACK_IPV6)
                : names.addressesOf(relative);
    }

    /** A name as it is written where it was given. */
    String canonical(String name) {
        String relative = relative(name);
        if (relative.toLowerCase(Locale.ROOT).equals(LOCALHOST)) {
            return LOCALHOST;
        }
        String spelling = names.spelling(relative);
        return spelling == null ? name : spelling;
    }

    /** Where a socket is bound that takes whatever comes, or where one connects to that stays. */
    List<ByteString> unnamed(boolean passive) {
        return passive ? ofOwnFamilies(ANY, ANY_IPV6) : ofOwnFamilies(LOOPBACK, LOOPBACK_IPV6);
    }

    /** Whose an address is; null if nobody's. */
    @Nullable String nameOf(ByteString address) {
        return address.equals(LOOPBACK) || address.equals(LOOPBACK_IPV6)
                ? LOCALHOST
                : names.nameOf(address);
    }

    /** Whether the machine itself has an address of so many octets. */
    boolean isOwnFamily(int octets) {
        return names.addressesOf(names.own()).stream().anyMatch(own -> own.size() == octets);
    }

    // IPv4 is always there.
    private List<ByteString> ofOwnFamilies(ByteString ipv4, ByteString ipv6) {
        List<ByteString> addresses = new ArrayList<>(2);
        addresses.add(ipv4);
        if (isOwnFamily(AddressFamily.IPV6.octets())) {
            addresses.add(ipv6);
        }
        return addresses;
    }

    // A name with a dot at its end is complete: RFC 1034, 3.1.
    private static String relative(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
