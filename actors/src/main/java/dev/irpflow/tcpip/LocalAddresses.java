package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of a machine, those of the loopback always among them. */
final class LocalAddresses {
    private final List<IpAddress> own;

    LocalAddresses(List<IpAddress> own) {
        this.own = new ArrayList<>(own);
    }

    /** All of them but the loopback's, in the order in which they came. */
    List<IpAddress> all() {
        return own;
    }

    void add(IpAddress address) {
        own.add(address);
    }

    /** Takes an address away; false if it was not there. */
    boolean remove(IpAddress address) {
        return own.remove(address);
    }

    /** Whether an address is one of the machine's, by its bits: asked for each frame. */
    boolean has(long high, long low) {
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).is(high, low)) {
                return true;
            }
        }
        return IpAddress.isLoopback(high, low);
    }

    /** Whether an address is one of the machine's. */
    boolean has(IpAddress address) {
        return has(address.high(), address.low());
    }

    /** The address from which an endpoint reaches a remote one; null for none. */
    @Nullable IpAddress sourceOf(LocalEndpoint endpoint, IpAddress remote) {
        if (!endpoint.local().reaches(remote)) {
            return null;
        }
        IpAddress bound = endpoint.local().ip();
        IpAddress source = bound.isAny() ? sourceFor(remote) : bound;
        return source != null && source.isLoopback() == remote.isLoopback() ? source : null;
    }

    // Simplified: Windows looks up the route and its source; here every peer is next door.
    private @Nullable IpAddress sourceFor(IpAddress remote) {
        if (has(remote)) {
            return remote;
        }
        for (IpAddress address : own) {
            if (address.isIpv4() == remote.isIpv4()) {
                return address;
            }
        }
        return null;
    }
}
