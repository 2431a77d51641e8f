package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.protocol.status.NtStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Ends of WSK's functions for which most pages name no status. */
public enum WskStatus implements Choice {
    WRONG_STATE(
            "wsk.wrong-state",
            "The pages name a status for few functions, codes and options that a socket is asked for"
                    + " in the wrong state.",
            "windows-driver-docs-pr/network/winsock-kernel-sockets.md",
            NtStatus.STATUS_INVALID_DEVICE_STATE,
            NtStatus.STATUS_INVALID_DEVICE_REQUEST),
    AFTER_FIRST_SOCKET(
            "wsk.after-first-socket",
            "Three codes of WskControlClient come before the client's first socket:"
                    + " WSK_SET_STATIC_EVENT_CALLBACKS, WSK_TDI_DEVICENAME_MAPPING and"
                    + " WSK_TDI_BEHAVIOR. The status of one that comes later is not said.",
            "windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md",
            NtStatus.STATUS_INVALID_DEVICE_STATE,
            NtStatus.STATUS_INVALID_DEVICE_REQUEST),
    CODE_OF_OTHER_SOCKETS(
            "wsk.code-of-other-sockets",
            "Many control codes are for sockets of some categories; the status of one that another"
                    + " socket is given is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md",
            NtStatus.STATUS_INVALID_DEVICE_REQUEST,
            NtStatus.STATUS_INVALID_PARAMETER,
            NtStatus.STATUS_NOT_SUPPORTED),
    UNKNOWN_CODE(
            "wsk.unknown-code",
            "The status of a control code that nobody knows is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md",
            NtStatus.STATUS_NOT_SUPPORTED,
            NtStatus.STATUS_INVALID_DEVICE_REQUEST,
            NtStatus.STATUS_INVALID_PARAMETER),
    INVALID_PARAMETER(
            "wsk.invalid-parameter",
            "Few pages name a status for reserved flags, masks, numbers and values that make no"
                    + " sense.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_bind.md",
            NtStatus.STATUS_INVALID_PARAMETER,
            NtStatus.STATUS_INVALID_DEVICE_REQUEST),
    SHORT_OUTPUT(
            "wsk.short-output",
            "The status of WskControlSocket for an output buffer that is too small is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md",
            NtStatus.STATUS_BUFFER_OVERFLOW,
            NtStatus.STATUS_BUFFER_TOO_SMALL),
    SHORT_NAME_BUFFER(
            "wsk.short-name-buffer",
            "The status of WskGetNameInfo for a buffer that is too small is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_name_info.md",
            NtStatus.STATUS_BUFFER_TOO_SMALL,
            NtStatus.STATUS_BUFFER_OVERFLOW),
    UNKNOWN_NAME_SPACE(
            "wsk.unknown-name-space",
            "The status of WskGetAddressInfo for a name space or a provider that is not there is not"
                    + " said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_address_info.md",
            NtStatus.STATUS_NO_MATCH,
            NtStatus.STATUS_INVALID_PARAMETER),
    NO_TRANSPORT(
            "wsk.no-transport",
            "The status of WskSocket for a family, type and protocol of which no transport is there"
                    + " is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_socket.md",
            NtStatus.STATUS_NOT_SUPPORTED,
            NtStatus.STATUS_DEVICE_NOT_READY),
    INVALID_ADDRESS(
            "wsk.invalid-address",
            "The status for an address of another family is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_bind.md",
            NtStatus.STATUS_INVALID_ADDRESS,
            NtStatus.STATUS_INVALID_PARAMETER),
    ADDRESS_COMPONENT(
            "wsk.address-component",
            "The status for a local address that the machine has not, and for a remote one of no host"
                    + " or port, is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_bind.md",
            NtStatus.STATUS_INVALID_ADDRESS_COMPONENT,
            NtStatus.STATUS_INVALID_ADDRESS),
    NO_PORT_LEFT(
            "wsk.no-port-left",
            "The status of WskBind where all ports are taken that it might choose is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_bind.md",
            NtStatus.STATUS_TOO_MANY_ADDRESSES,
            NtStatus.STATUS_INSUFFICIENT_RESOURCES),
    REFUSED_CONNECTION(
            "wsk.refused-connection",
            "The status of a connection that the peer refuses is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md",
            NtStatus.STATUS_CONNECTION_REFUSED,
            NtStatus.STATUS_REMOTE_NOT_LISTENING),
    UNANSWERED_CONNECTION(
            "wsk.unanswered-connection",
            "The status of a connection that nobody answers is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md",
            NtStatus.STATUS_IO_TIMEOUT,
            NtStatus.STATUS_HOST_UNREACHABLE),
    UNREACHABLE_ADDRESS(
            "wsk.unreachable-address",
            "The status for an address to which no way leads is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md",
            NtStatus.STATUS_NETWORK_UNREACHABLE,
            NtStatus.STATUS_HOST_UNREACHABLE),
    RESET_CONNECTION(
            "wsk.reset-connection",
            "What sends and receives end with once the peer has reset the connection is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md",
            NtStatus.STATUS_CONNECTION_RESET,
            NtStatus.STATUS_CONNECTION_DISCONNECTED),
    ABORTED_CONNECTION(
            "wsk.aborted-connection",
            "What sends and receives end with once the own side has reset the connection, or given"
                    + " it up, is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md",
            NtStatus.STATUS_CONNECTION_ABORTED,
            NtStatus.STATUS_LOCAL_DISCONNECT),
    ABORTED_SENDS(
            "wsk.aborted-sends",
            "An abortive WskDisconnect cancels what is sent, and a graceful one before it; their"
                    + " status is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_disconnect.md",
            NtStatus.STATUS_CANCELLED,
            NtStatus.STATUS_CONNECTION_ABORTED),
    CLOSED_REQUESTS(
            "wsk.closed-requests",
            "WskCloseSocket cancels all IRPs of the socket; their status is not said.",
            "windows-driver-docs-pr/network/closing-a-socket.md",
            NtStatus.STATUS_CANCELLED,
            NtStatus.STATUS_FILE_CLOSED),
    DEREGISTERED_REQUESTS(
            "wsk.deregistered-requests",
            "The status of a WSK_TRANSPORT_LIST_CHANGE whose client deregisters is not said.",
            "windows-driver-docs-pr/network/wsk-transport-list-change.md",
            NtStatus.STATUS_CANCELLED,
            NtStatus.STATUS_DEVICE_NOT_READY),
    OVERDUE_VERDICT(
            "wsk.overdue-verdict",
            "The status of WskInspectComplete for a request that is over, or decided already, is not"
                    + " said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_complete.md",
            NtStatus.STATUS_SUCCESS,
            NtStatus.STATUS_NOT_FOUND),
    NO_DESTINATION(
            "wsk.no-destination",
            "A datagram needs an address where the socket has none; the status without one is not"
                    + " said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_to.md",
            NtStatus.STATUS_INVALID_PARAMETER,
            NtStatus.STATUS_INVALID_ADDRESS),
    REFUSED_BROADCAST(
            "wsk.refused-broadcast",
            "The status of a broadcast without SO_BROADCAST is not said; Winsock has WSAEACCES.",
            "windows-driver-docs-pr/network/so-broadcast.md",
            NtStatus.STATUS_ACCESS_DENIED,
            NtStatus.STATUS_INVALID_ADDRESS),
    LONG_DATAGRAM(
            "wsk.long-datagram",
            "The status of a datagram that is longer than the transport allows is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_to.md",
            NtStatus.STATUS_INVALID_BUFFER_SIZE,
            NtStatus.STATUS_BUFFER_OVERFLOW),
    CONTROL_INFORMATION(
            "wsk.control-information",
            "Not every transport supports control information; the status where it does not is not"
                    + " said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_messages.md",
            NtStatus.STATUS_NOT_SUPPORTED,
            NtStatus.STATUS_INVALID_PARAMETER),
    TRUNCATED_DATAGRAM(
            "wsk.truncated-datagram",
            "MSG_TRUNC says that a datagram was larger than the buffer; whether the status warns,"
                    + " too, is not said.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_from.md",
            NtStatus.STATUS_SUCCESS,
            NtStatus.STATUS_BUFFER_OVERFLOW),
    SILENT_LOOPBACK(
            "wsk.silent-loopback",
            "TCP silent mode is not for loopback; the status there is not said.",
            "windows-driver-docs-pr/network/sio-wsk-set-tcp-silent-mode.md",
            NtStatus.STATUS_NOT_SUPPORTED,
            NtStatus.STATUS_INVALID_DEVICE_REQUEST);

    private static final Map<NtStatus, WskStatus> OF_TRANSPORT = new EnumMap<>(NtStatus.class);

    static {
        Stream.of(
                        ADDRESS_COMPONENT,
                        NO_PORT_LEFT,
                        REFUSED_CONNECTION,
                        UNANSWERED_CONNECTION,
                        UNREACHABLE_ADDRESS,
                        RESET_CONNECTION,
                        ABORTED_CONNECTION,
                        LONG_DATAGRAM)
                .forEach(each -> OF_TRANSPORT.put(each.usualStatus, each));
    }

    private final Statement statement;
    private final NtStatus usualStatus;

    WskStatus(String id, String question, String page, NtStatus usual, NtStatus... others) {
        List<Alternative> alternatives =
                Stream.concat(Stream.of(usual), Stream.of(others))
                        .map(status -> new Alternative(status.name(), meaning(status) + "."))
                        .toList();
        this.usualStatus = usual;
        this.statement = new Statement(id, question, page, alternatives, "");
    }

    private static String meaning(NtStatus status) {
        return Objects.requireNonNull(CodeDomain.NTSTATUS.byName(status.name())).meaning();
    }

    @Override
    public Statement statement() {
        return statement;
    }

    /** The status that a machine takes. */
    NtStatus in(Sink sink) {
        String word = sink.machine().settings().choices().of(this);
        return word.equals(usualStatus.name()) ? usualStatus : NtStatus.valueOf(word);
    }

    /** The same for a routine whose page may name the usual one, which then is no choice. */
    NtStatus of(GeneratedMessage request, Sink sink) {
        RoutineContract contract = RoutineContract.of(request);
        int code = usualStatus.getNumber();
        return contract.atReturn().contains(code) || contract.atCompletion().contains(code)
                ? usualStatus
                : in(sink);
    }

    /** How a function ends whose question the transport has answered with a failure. */
    static NtStatus ofTransport(NtStatus failure, Sink sink) {
        WskStatus point = OF_TRANSPORT.get(failure);
        return point == null ? failure : point.in(sink);
    }
}
