package dev.irpflow.address;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.tcpip.TransportAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An address of IPv4 or IPv6, as 128 bits. One of IPv4 is kept as RFC 4291, section 2.5.5.2 maps it
 * into IPv6 ({@code ::ffff:10.0.0.1}), so that the bits alone tell the family.
 *
 * <p>What is asked for each frame takes bits and makes no object.
 */
public final class IpAddress {
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final long IPV4_BITS = 0xFFFF_FFFFL;

    /** 0.0.0.0: any IPv4 address of a machine. */
    public static final IpAddress ANY_IPV4 = ofIpv4(0);

    /** The unspecified address {@code ::}: any IPv6 address of a machine. */
    public static final IpAddress ANY_IPV6 = new IpAddress(0, 0);

    /** 127.0.0.1. */
    public static final IpAddress LOOPBACK_IPV4 = ofIpv4(0x7F00_0001);

    /** {@code ::1}. */
    public static final IpAddress LOOPBACK_IPV6 = new IpAddress(0, 1);

    /** 255.255.255.255: every machine of the network. */
    public static final IpAddress BROADCAST = ofIpv4(-1);

    private final long high;
    private final long low;
    private final ByteString ipv6; // as messages have it: empty for IPv4

    private IpAddress(long high, long low) {
        this.high = high;
        this.low = low;
        this.ipv6 = isIpv4(high, low) ? ByteString.EMPTY : octets(high, low);
    }

    /** The IPv4 address whose first octet is the highest byte of a number. */
    public static IpAddress ofIpv4(int ipv4) {
        return new IpAddress(0, low(ipv4));
    }

    /** The address of these 128 bits. */
    public static IpAddress ofBits(long high, long low) {
        return new IpAddress(high, low);
    }

    /**
     * The address of a message that has one of both families.
     *
     * @param ipv4 the IPv4 address if there is no other
     * @param ipv6 an IPv6 address in network order, or empty
     */
    public static IpAddress of(int ipv4, ByteString ipv6) {
        return new IpAddress(high(ipv6), low(ipv4, ipv6));
    }

    /** The address of an end of the transport. */
    public static IpAddress of(TransportAddress address) {
        return of(address.getIp(), address.getIp6());
    }

    /** The address of 4 or 16 octets in network order; null if there are others. */
    public static @Nullable IpAddress ofOctets(ByteString octets) {
        return switch (octets.size()) {
            case IPV4_OCTETS -> ofIpv4((int) longAt(octets, 0, IPV4_OCTETS));
            case IPV6_OCTETS -> new IpAddress(longAt(octets, 0), longAt(octets, Long.BYTES));
            default -> null;
        };
    }

    /**
     * The address that a text stands for: {@code 10.0.0.1}, {@code fd00::1}.
     *
     * @throws IllegalArgumentException if it is no address
     */
    public static IpAddress of(String text) {
        IpAddress address = IpText.parse(text);
        if (address == null) {
            throw new IllegalArgumentException(text + " is not an IP address");
        }
        return address;
    }

    /** Whether a text is an address. */
    public static boolean isAddress(String text) {
        return IpText.parse(text) != null;
    }

    /** The upper 64 bits. */
    public long high() {
        return high;
    }

    /** The lower 64 bits. */
    public long low() {
        return low;
    }

    /** The upper 64 bits of an address as messages have it. */
    public static long high(ByteString ipv6) {
        return ipv6.size() == IPV6_OCTETS ? longAt(ipv6, 0) : 0;
    }

    /** The lower 64 bits of an address as messages have it. */
    public static long low(int ipv4, ByteString ipv6) {
        return ipv6.size() == IPV6_OCTETS ? longAt(ipv6, Long.BYTES) : low(ipv4);
    }

    /** Whether these are its bits. */
    public boolean is(long otherHigh, long otherLow) {
        return high == otherHigh && low == otherLow;
    }

    /** Whether it is an IPv4 address, mapped into IPv6 or not. */
    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    /** Whether these are the bits of an IPv4 address. */
    public static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /** Whether it stands for any address of its family. */
    public boolean isAny() {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    /** Whether it never leaves a machine. */
    public boolean isLoopback() {
        return isLoopback(high, low);
    }

    /** Whether these are the bits of an address that never leaves a machine. */
    public static boolean isLoopback(long high, long low) {
        return high == 0 && (low == 1 || low >>> 24 == (MAPPED >>> 24 | 127));
    }

    /** Whether every machine of the network has it. */
    public boolean isBroadcast() {
        return is(BROADCAST.high, BROADCAST.low);
    }

    /** Whether it stands for a group of machines: 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isIpv4() ? ipv4() >>> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /** The number of an IPv4 address, the first octet in the highest byte; 0 for IPv6. */
    public int ipv4() {
        return isIpv4() ? (int) low : 0;
    }

    /** The octets of an IPv6 address in network order; empty for IPv4. */
    public ByteString ipv6() {
        return ipv6;
    }

    /** Its 4 or 16 octets in network order. */
    public ByteString octets() {
        return isIpv4()
                ? ByteString.copyFrom(ByteBuffer.allocate(IPV4_OCTETS).putInt(0, (int) low))
                : ipv6;
    }

    /** Its 16 octets in network order, mapped into IPv6 if it is one of IPv4. */
    public ByteString mapped() {
        return octets(high, low);
    }

    /** This address and a port as the transport has them. */
    public TransportAddress at(int port) {
        return TransportAddress.newBuilder().setIp(ipv4()).setIp6(ipv6).setPort(port).build();
    }

    /** In dotted decimal, or as RFC 5952 says. */
    public String text() {
        return IpText.of(this);
    }

    /** The text as a part of an address with a port: one of IPv6 stands in brackets. */
    public String hostText() {
        return isIpv4() ? text() : "[" + text() + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address && address.is(high, low);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public String toString() {
        return text();
    }

    private static long low(int ipv4) {
        return MAPPED | ipv4 & IPV4_BITS;
    }

    private static ByteString octets(long high, long low) {
        ByteBuffer octets = ByteBuffer.allocate(IPV6_OCTETS);
        return ByteString.copyFrom(octets.putLong(0, high).putLong(Long.BYTES, low));
    }

    private static long longAt(ByteString octets, int from) {
        return longAt(octets, from, Long.BYTES);
    }

    private static long longAt(ByteString octets, int from, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << Byte.SIZE | octets.byteAt(from + i) & 0xFF;
        }
        return number;
    }
}
