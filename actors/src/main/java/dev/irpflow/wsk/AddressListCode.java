package dev.irpflow.wsk;

import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.IpListAddresses;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.wsk.SioAddressListQuery;

/**
 * SIO_ADDRESS_LIST_QUERY: the local addresses of the socket's family, which the transport knows.
 * Pages: windows-driver-docs-pr/network/sio-address-list-query.md,
 * sdk-api-src/content/ws2def/ns-ws2def-socket_address_list.md.
 */
final class AddressListCode implements SocketCode<SioAddressListQuery> {
    // An INT with four bytes unused behind it; then for each address a pointer and an INT with as
    // many, and behind all of them their SOCKADDRs.
    private static final int COUNT_BYTES = 8;
    private static final int SOCKET_ADDRESS_BYTES = 16;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;

    @Override
    public Class<SioAddressListQuery> message() {
        return SioAddressListQuery.class;
    }

    @Override
    public IrpUse irpUse(SioAddressListQuery request) {
        return IrpUse.NULL;
    }

    @Override
    public void carryOut(SioAddressListQuery request, Control control, Sink sink) {
        boolean isIpv6 = control.socket().family() == AddressFamily.IPV6;
        control.agenda().request(IpListAddresses.newBuilder().setIpv6(isIpv6).build());
    }

    /** The transport has listed them. */
    static void listed(Return answer, Agenda agenda) {
        boolean isIpv6 = ((IpListAddresses) answer.call().request()).getIpv6();
        AddressFamily family = isIpv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
        IpListAddresses.Out list = answer.out(IpListAddresses.Out.class);
        SioAddressListQuery query = (SioAddressListQuery) agenda.call().request();
        int each = SOCKET_ADDRESS_BYTES + (isIpv6 ? SOCKADDR_IN6_BYTES : SOCKADDR_IN_BYTES);
        long size = COUNT_BYTES + (long) list.getAddressesCount() * each;
        SioAddressListQuery.Out.Builder out =
                SioAddressListQuery.Out.newBuilder().setOutputSizeReturned(size);
        if (Long.compareUnsigned(query.getOutputSize(), size) < 0) {
            agenda.answer(NtStatus.STATUS_BUFFER_OVERFLOW, out.build());
            return;
        }
        for (TransportAddress address : list.getAddressesList()) {
            out.addAddress(Addresses.of(address, family));
        }
        agenda.answer(NtStatus.STATUS_SUCCESS, out.build());
    }
}
