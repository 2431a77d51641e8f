package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import org.jspecify.annotations.Nullable;

/**
 * What WskGetNameInfo is asked for. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_name_info.md.
 */
final class NameQuery {
    private static final int NI_NUMERICHOST = 0x2;
    private static final int NI_NAMEREQD = 0x4;
    private static final int NI_NUMERICSERV = 0x8;
    private static final int NI_DGRAM = 0x10;
    // With NI_NOFQDN, which changes nothing without domains.
    private static final int KNOWN = 0x1F;
    private static final int SOCKADDR_IN = 16;
    private static final int SOCKADDR_IN6 = 28;
    private static final int SOCKADDR_STORAGE = 128;
    private static final int HIGHEST_PORT = 0xFFFF;
    private static final int BYTES_OF_A_CHARACTER = 2;

    private final WskGetNameInfo request;
    private final SocketAddress address;

    NameQuery(WskGetNameInfo request) {
        this.request = request;
        this.address = request.getSockAddr();
    }

    /** Whether it can be asked at all; otherwise a parameter is invalid. */
    boolean isSound() {
        long length = Integer.toUnsignedLong(request.getSockAddrLength());
        int octets = address.getAddress().size();
        AddressFamily family = AddressFamily.of(address.getFamily());
        boolean sized =
                family != null
                        && length >= (family == AddressFamily.IPV4 ? SOCKADDR_IN : SOCKADDR_IN6)
                        && (octets == 0 || octets == family.octets());
        return sized
                && length <= SOCKADDR_STORAGE
                && Integer.compareUnsigned(address.getPort(), HIGHEST_PORT) <= 0
                && (request.getFlags() & ~KNOWN) == 0
                && (request.hasNodeName() || request.hasServiceName());
    }

    /** The answer, and how it ends. */
    record Answer(NtStatus status, WskGetNameInfo.@Nullable Out out) {}

    Answer resolve(Hosts hosts) {
        WskGetNameInfo.Out.Builder out = WskGetNameInfo.Out.newBuilder();
        if (request.hasNodeName()) {
            String node = node(hosts);
            if (node == null) {
                return new Answer(NtStatus.STATUS_NO_MATCH, null);
            }
            if (!fits(node, request.getNodeName())) {
                return new Answer(NtStatus.STATUS_BUFFER_TOO_SMALL, null);
            }
            out.setNodeName(node);
        }
        if (request.hasServiceName()) {
            String service = service();
            if (!fits(service, request.getServiceName())) {
                return new Answer(NtStatus.STATUS_BUFFER_TOO_SMALL, null);
            }
            out.setServiceName(service);
        }
        return new Answer(NtStatus.STATUS_SUCCESS, out.build());
    }

    // Null if a name is required and there is none.
    private @Nullable String node(Hosts hosts) {
        ByteString octets = octets();
        if (has(NI_NUMERICHOST)) {
            return NumericHost.text(octets);
        }
        String name = hosts.nameOf(octets);
        return name != null || has(NI_NAMEREQD) ? name : NumericHost.text(octets);
    }

    private String service() {
        int port = address.getPort();
        return has(NI_NUMERICSERV)
                ? Integer.toString(port)
                : Service.nameOf(port, has(NI_DGRAM) ? Opening.IPPROTO_UDP : Opening.IPPROTO_TCP);
    }

    private ByteString octets() {
        ByteString octets = address.getAddress();
        if (!octets.isEmpty()) {
            return octets;
        }
        boolean ipv4 = address.getFamily() == AddressFamily.IPV4.number();
        return (ipv4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6).octets();
    }

    private boolean has(int flag) {
        return (request.getFlags() & flag) != 0;
    }

    private static boolean fits(String text, int bytes) {
        return (text.length() + 1L) * BYTES_OF_A_CHARACTER <= Integer.toUnsignedLong(bytes);
    }
}
