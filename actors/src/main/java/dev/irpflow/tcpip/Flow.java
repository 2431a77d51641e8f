package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.stage.Site;

/** The two ends of a connection, which tell it from all others of a machine. */
record Flow(IpAddress local, int localPort, IpAddress remote, int remotePort) {
    /** The flow of a segment that has arrived. */
    static Flow ofArrived(Frame frame) {
        return new Flow(
                IpAddress.of(frame.getDestination(), frame.getDestination6()),
                frame.getTcp().getDestinationPort(),
                IpAddress.of(frame.getSource(), frame.getSource6()),
                frame.getTcp().getSourcePort());
    }

    boolean isIpv6() {
        return !remote.isIpv4();
    }

    /** A frame from here to the other end, still empty. */
    Frame.Builder frame() {
        return frame(local, remote);
    }

    /** A frame from one address to another of the same family, still empty. */
    static Frame.Builder frame(IpAddress from, IpAddress to) {
        return to.isIpv4()
                ? Frame.newBuilder().setSource(from.ipv4()).setDestination(to.ipv4())
                : Frame.newBuilder().setSource6(from.ipv6()).setDestination6(to.ipv6());
    }

    /** The flow as a key, under a secret of the machine: RFC 6528. */
    long key(long secret) {
        long ips =
                isIpv6()
                        ? Site.join(Site.join(bits(secret, local), remote.high()), remote.low())
                        : Site.join(
                                secret, (long) local.ipv4() << 32 | remote.ipv4() & 0xFFFFFFFFL);
        return Site.join(ips, (long) localPort << 16 | remotePort);
    }

    private static long bits(long secret, IpAddress address) {
        return Site.join(Site.join(secret, address.high()), address.low());
    }
}
