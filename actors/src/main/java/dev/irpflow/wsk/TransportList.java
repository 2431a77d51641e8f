package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskTransportListQuery;
import dev.irpflow.protocol.wsk.WskTransportListQuery.Transport;
import java.util.List;
import java.util.stream.Stream;

/**
 * WSK_TRANSPORT_LIST_QUERY: the transports for which {@link Opening} makes sockets. Page:
 * windows-driver-docs-pr/network/wsk-transport-list-query.md.
 */
final class TransportList implements ClientCode<WskTransportListQuery> {
    // Two USHORTs, a ULONG, a USHORT and two bytes unused, a GUID.
    private static final int WSK_TRANSPORT_BYTES = 28;

    private final List<Transport> transports;
    private final Transports present;

    TransportList(WskSettings settings, Transports present) {
        this.present = present;
        this.transports =
                Stream.of(AddressFamily.values())
                        .flatMap(family ->
                                Stream.of(
                                        transport(
                                                settings,
                                                Opening.SOCK_STREAM,
                                                Opening.IPPROTO_TCP,
                                                family),
                                        transport(
                                                settings,
                                                Opening.SOCK_DGRAM,
                                                Opening.IPPROTO_UDP,
                                                family)))
                        .toList();
    }

    private static Transport transport(
            WskSettings settings, int type, int protocol, AddressFamily family) {
        return Transport.newBuilder()
                .setVersion(settings.highestVersion())
                .setSocketType(type)
                .setProtocol(protocol)
                .setAddressFamily(family.number())
                .build();
    }

    @Override
    public Class<WskTransportListQuery> message() {
        return WskTransportListQuery.class;
    }

    @Override
    public void carryOut(WskTransportListQuery request, Call call, Registration client, Sink sink) {
        List<Transport> list = transports.stream().filter(each -> isThere(each, sink)).toList();
        long size = (long) list.size() * WSK_TRANSPORT_BYTES;
        var out = WskTransportListQuery.Out.newBuilder().setOutputSizeReturned(size);
        if (Long.compareUnsigned(request.getOutputSize(), size) < 0) {
            sink.returns(call, NtStatus.STATUS_BUFFER_OVERFLOW, out.build());
        } else {
            sink.returns(call, NtStatus.STATUS_SUCCESS, out.addAllOutputBuffer(list).build());
        }
    }

    private boolean isThere(Transport transport, Sink sink) {
        TransportProtocol protocol = TransportProtocol.of(transport.getProtocol());
        return protocol != null && present.has(protocol, sink);
    }
}
