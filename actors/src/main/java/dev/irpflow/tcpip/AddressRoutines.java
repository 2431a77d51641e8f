package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.netio.CreateUnicastIpAddressEntry;
import dev.irpflow.protocol.netio.DeleteUnicastIpAddressEntry;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.IpAddressesChanged;
import dev.irpflow.protocol.tcpip.IpListAddresses;
import dev.irpflow.protocol.tcpip.IpWatchAddresses;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the machine come and go. Pages:
 * windows-driver-docs-pr/network/createunicastipaddressentry.md, deleteunicastipaddressentry.md.
 */
final class AddressRoutines {
    // How long duplicate address detection typically takes, as the page says.
    private static final long DETECTION_OVER_IPV4_NS = 3_000_000_000L;
    private static final long DETECTION_OVER_IPV6_NS = 1_000_000_000L;

    private static final int INTERFACE = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 23;
    private static final int IPV4_OCTETS = 4;

    private final LocalAddresses addresses;
    private final Set<IpAddress> tentative = new LinkedHashSet<>();
    private @Nullable Place watcher;

    /** What a DPC is for. */
    sealed interface Due {
        /** Nobody else has the address. */
        record Detected(IpAddress address) implements Due {}

        /** The watcher is to be told. */
        record Changed(boolean isIpv6) implements Due {}
    }

    AddressRoutines(LocalAddresses addresses) {
        this.addresses = addresses;
    }

    /** Serves a call; false if it is none of these. */
    boolean called(Call call, Sink sink) {
        switch (call.request()) {
            case CreateUnicastIpAddressEntry request -> create(call, request, sink);
            case DeleteUnicastIpAddressEntry request -> delete(call, request, sink);
            case IpListAddresses request -> list(call, request, sink);
            case IpWatchAddresses _ -> watch(call, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void create(Call call, CreateUnicastIpAddressEntry request, Sink sink) {
        IpAddress address = unicast(request.getAddress());
        NtStatus refusal = refusal(address, request.getInterfaceIndex());
        if (address == null || refusal != null) {
            sink.returns(call, refusal == null ? NtStatus.STATUS_INVALID_PARAMETER : refusal);
        } else if (addresses.has(address) || !tentative.add(address)) {
            sink.returns(call, NtStatus.STATUS_OBJECT_NAME_COLLISION);
        } else {
            sink.timer("duplicate-address-detection", new Due.Detected(address))
                    .arm(address.isIpv4() ? DETECTION_OVER_IPV4_NS : DETECTION_OVER_IPV6_NS);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private void delete(Call call, DeleteUnicastIpAddressEntry request, Sink sink) {
        IpAddress address = unicast(request.getAddress());
        NtStatus refusal = refusal(address, request.getInterfaceIndex());
        if (address == null || refusal != null) {
            sink.returns(call, refusal == null ? NtStatus.STATUS_INVALID_PARAMETER : refusal);
        } else if (addresses.remove(address)) {
            sink.dpc("ip-addresses-changed", new Due.Changed(!address.isIpv4()));
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            boolean wasTentative = tentative.remove(address);
            sink.returns(call, wasTentative ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_NOT_FOUND);
        }
    }

    private void list(Call call, IpListAddresses request, Sink sink) {
        IpListAddresses.Out.Builder out = IpListAddresses.Out.newBuilder();
        for (IpAddress address : addresses.all()) {
            if (address.isIpv4() != request.getIpv6()) {
                out.addAddresses(address.at(0));
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void watch(Call call, Sink sink) {
        watcher = call.from();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** A DPC runs; its call ends when the watcher has been told. */
    void due(Call call, Due due, Sink sink) {
        switch (due) {
            case Due.Detected(IpAddress address) -> {
                if (tentative.remove(address)) {
                    addresses.add(address);
                    tell(call, !address.isIpv4(), due, sink);
                } else { // it was deleted meanwhile
                    sink.returns(call, NtStatus.STATUS_SUCCESS);
                }
            }
            case Due.Changed(boolean isIpv6) -> tell(call, isIpv6, due, sink);
        }
    }

    private void tell(Call call, boolean isIpv6, Due due, Sink sink) {
        if (watcher == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            IpAddressesChanged change = IpAddressesChanged.newBuilder().setIpv6(isIpv6).build();
            sink.call(call, CallKind.CALL, watcher, change, due);
        }
    }

    private static @Nullable NtStatus refusal(@Nullable IpAddress address, int index) {
        if (address == null || index == 0) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return index == INTERFACE ? null : NtStatus.STATUS_NOT_FOUND;
    }

    // An address that an interface can have; null for any other. The loopback's interface is its
    // own.
    private static @Nullable IpAddress unicast(SocketAddress address) {
        boolean isIpv4 = address.getFamily() == AF_INET;
        boolean isIpv6 = address.getFamily() == AF_INET6;
        IpAddress ip = IpAddress.ofOctets(address.getAddress());
        if (ip == null
                || !(isIpv4 || isIpv6)
                || isIpv4 != (address.getAddress().size() == IPV4_OCTETS)
                || ip.isAny()
                || ip.isLoopback()
                || ip.isMulticast()
                || ip.isBroadcast()) {
            return null;
        }
        return ip;
    }
}
