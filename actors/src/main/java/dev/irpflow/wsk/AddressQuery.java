package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.wsk.AddressInfo;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * What WskGetAddressInfo is asked for. It resolves as GetAddrInfoW of user mode does, of which
 * windows-driver-docs-pr/network/resolving-host-names-and-ip-addresses.md says that they are alike.
 */
final class AddressQuery {
    private static final int NS_ALL = 0;
    private static final int NS_DNS = 12;
    private static final int GUID_OCTETS = 16;

    private final WskGetAddressInfo request;
    private final AddressHint hint;
    private final String node;
    private final String service;

    AddressQuery(WskGetAddressInfo request) {
        this.request = request;
        this.hint = AddressHint.of(request.getHints());
        this.node = request.getNodeName();
        this.service = request.getServiceName();
    }

    /** Whether it can be asked at all; otherwise a parameter is invalid. */
    boolean isSound() {
        boolean provider = !request.hasProvider() || request.getProvider().size() == GUID_OCTETS;
        return !(node.isEmpty() && service.isEmpty()) && provider && hint.isSound(!node.isEmpty());
    }

    /** All that is found, in the order of the host's addresses; nothing if there is no match. */
    List<AddressInfo> resolve(Hosts hosts) {
        List<AddressInfo> found = new ArrayList<>();
        List<Served> served = served();
        for (ByteString address : addresses(hosts)) {
            for (Served each : served) {
                found.add(info(address, each));
            }
        }
        return found;
    }

    /** Whether its name space, or its provider, is not there. */
    boolean asksNobody() {
        int space = request.getNameSpace();
        return (space != NS_ALL && space != NS_DNS) || request.hasProvider();
    }

    /** Whether the name of the host is asked for. */
    boolean wantsName() {
        return hint.has(AddressHint.AI_CANONNAME) || hint.has(AddressHint.AI_FQDN);
    }

    /** The name of the host as it is written; an address in numbers is its own name. */
    String canonicalName(Hosts hosts) {
        return NumericHost.parse(node) != null ? node : hosts.canonical(node);
    }

    /** A use of an address, and the port that its service has there. */
    private record Served(AddressHint.Use use, int port) {}

    private List<Served> served() {
        int number = Service.number(service);
        if (service.isEmpty()) {
            number = 0;
        }
        List<Served> served = new ArrayList<>(2);
        if (number >= 0) {
            for (AddressHint.Use use : hint.uses()) {
                if (service.isEmpty() || use.hasPorts()) {
                    served.add(new Served(use, number));
                }
            }
            return served;
        }
        Service named = Service.named(service);
        if (named == null || hint.has(AddressHint.AI_NUMERICSERV)) {
            return served;
        }
        for (AddressHint.Use use : hint.uses()) {
            if (use.equals(AddressHint.Use.ANY)) {
                add(named, AddressHint.Use.STREAM, served);
                add(named, AddressHint.Use.DATAGRAM, served);
            } else if (use.hasPorts()) {
                add(named, use, served);
            }
        }
        return served;
    }

    private static void add(Service service, AddressHint.Use use, List<Served> served) {
        int port = service.port(use.protocol());
        if (port != 0) {
            served.add(new Served(use, port));
        }
    }

    private List<ByteString> addresses(Hosts hosts) {
        List<ByteString> found = new ArrayList<>();
        List<ByteString> mappable = new ArrayList<>();
        for (ByteString address : ofHost(hosts)) {
            int octets = address.size();
            if (hint.has(AddressHint.AI_ADDRCONFIG) && !hosts.isOwnFamily(octets)) {
                continue;
            }
            if (hint.takes(octets)) {
                found.add(address);
            } else if (octets == AddressFamily.IPV4.octets()) {
                mappable.add(NumericHost.mapped(address));
            }
        }
        // RFC 3493, 6.1: what is mapped stands in for IPv6, or with AI_ALL beside it.
        if (hint.has(AddressHint.AI_V4MAPPED)
                && (found.isEmpty() || hint.has(AddressHint.AI_ALL))) {
            found.addAll(mappable);
        }
        return found;
    }

    private List<ByteString> ofHost(Hosts hosts) {
        if (node.isEmpty()) {
            return hosts.unnamed(hint.has(AddressHint.AI_PASSIVE));
        }
        ByteString numeric = NumericHost.parse(node);
        if (numeric != null) {
            return List.of(numeric);
        }
        boolean asked = !hint.has(AddressHint.AI_NUMERICHOST) && !asksNobody();
        return asked ? hosts.addressesOf(node) : List.of();
    }

    private static AddressInfo info(ByteString octets, Served served) {
        boolean ipv4 = octets.size() == AddressFamily.IPV4.octets();
        int family = (ipv4 ? AddressFamily.IPV4 : AddressFamily.IPV6).number();
        SocketAddress.Builder address =
                SocketAddress.newBuilder().setFamily(family).setPort(served.port());
        if (!isWildcard(octets)) {
            address.setAddress(octets);
        }
        return AddressInfo.newBuilder()
                .setFamily(family)
                .setSocketType(served.use().type())
                .setProtocol(served.use().protocol())
                .setAddress(address)
                .build();
    }

    // Written without octets, as everywhere.
    private static boolean isWildcard(ByteString octets) {
        for (byte octet : octets) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}
