package dev.irpflow.tcpip;

import dev.irpflow.stage.Site;

/** The two ends of a connection, which tell it from all others of a machine. */
record Flow(int localIp, int localPort, int remoteIp, int remotePort) {
    /** The flow as a key, under a secret of the machine: RFC 6528. */
    long key(long secret) {
        long ips = Site.join(secret, (long) localIp << 32 | remoteIp & 0xFFFFFFFFL);
        return Site.join(ips, (long) localPort << 16 | remotePort);
    }
}
