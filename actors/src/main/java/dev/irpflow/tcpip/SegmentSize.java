package dev.irpflow.tcpip;

/** How large segments are: RFC 9293, 3.7.1. Over IPv6 a header takes 20 octets more. */
final class SegmentSize {
    // Headers of IP and TCP without options.
    private static final int IPV4_HEADERS = 40;
    private static final int IPV6_HEADERS = 60;

    // What every link carries: 576 and 1280 octets.
    private static final int LEAST_OF_IPV4 = 576 - IPV4_HEADERS;
    private static final int LEAST_OF_IPV6 = 1280 - IPV6_HEADERS;

    private SegmentSize() {}

    /** The largest that fits into a packet of an interface. */
    static int own(Flow flow, int mtu) {
        return mtu - (flow.isIpv6() ? IPV6_HEADERS : IPV4_HEADERS);
    }

    /** What a peer takes that does not say what it takes, and every link on the way. */
    static int least(Flow flow) {
        return flow.isIpv6() ? LEAST_OF_IPV6 : LEAST_OF_IPV4;
    }
}
