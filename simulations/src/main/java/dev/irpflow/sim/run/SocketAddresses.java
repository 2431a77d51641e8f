package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.sim.scenario.value.Address;
import java.util.Map;

/** Addresses of a scenario as WSK has them: SOCKADDR_IN, or SOCKADDR_IN6 for those in brackets. */
final class SocketAddresses {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 23;

    private SocketAddresses() {}

    /** The address; of a machine its first one of the family. */
    static SocketAddress of(Address address, Map<String, Blueprint> machines) {
        return SocketAddress.newBuilder()
                .setFamily(address.isIpv6() ? AF_INET6 : AF_INET)
                .setAddress(octets(address, machines))
                .setPort(address.port())
                .build();
    }

    private static ByteString octets(Address address, Map<String, Blueprint> machines) {
        String name = address.name();
        if (name.equals(Address.ANY)) {
            return ByteString.EMPTY;
        }
        Blueprint machine = machines.get(name);
        IpAddress ip = machine == null ? IpAddress.of(name) : firstOf(machine, !address.isIpv6());
        if (!address.isIpv6()) {
            return ip.octets();
        }
        return ip.equals(IpAddress.ANY_IPV6) ? ByteString.EMPTY : ip.mapped();
    }

    private static IpAddress firstOf(Blueprint machine, boolean isIpv4) {
        for (IpAddress ip : machine.addresses()) {
            if (ip.isIpv4() == isIpv4) {
                return ip;
            }
        }
        throw new IllegalStateException("a machine with addresses of one family");
    }
}
