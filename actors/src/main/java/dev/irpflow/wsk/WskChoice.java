package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.protocol.status.NtStatus;

/** What the documentation leaves open about WSK. */
public enum WskChoice implements Choice {
    VERSION_RANGE(
            Statement.fixed(
                    "wsk.version-range",
                    "No page says which versions a provider serves between its lowest and its"
                            + " highest.",
                    "wdk-ddi-src/content/wsk/ns-wsk-_wsk_provider_characteristics.md",
                    new Alternative("all", "It serves all of them."),
                    "the pages give a range, and a version within it that is not served would make"
                            + " it useless to the client that asks for the range")),
    WRONG_STATE(
            Statement.open(
                    "wsk.wrong-state",
                    "The pages name a status for few functions that a socket is asked for in the"
                            + " wrong state.",
                    "windows-driver-docs-pr/network/winsock-kernel-sockets.md",
                    new Alternative(
                            "STATUS_INVALID_DEVICE_STATE",
                            "The status that some pages name is that of all functions."),
                    new Alternative(
                            "STATUS_INVALID_DEVICE_REQUEST",
                            "Functions whose page names none end with this one."))),
    LATE_STATIC_CALLBACKS(
            Statement.open(
                    "wsk.late-static-callbacks",
                    "WSK_SET_STATIC_EVENT_CALLBACKS comes before the first socket; the status of one"
                            + " that comes later is not said.",
                    "windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md",
                    new Alternative("STATUS_INVALID_DEVICE_STATE", "It ends with this status."),
                    new Alternative("STATUS_INVALID_DEVICE_REQUEST", "It ends with this status."))),
    CALLBACKS_OF_ACCEPTED(
            Statement.fixed(
                    "wsk.callbacks-of-accepted",
                    "No page says whether a socket that WskAccept gave has the static event"
                            + " callbacks.",
                    "windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md",
                    new Alternative("static", "It has them, as every socket of the client."),
                    "a client that has set them for all its sockets would be without them on these")),
    REFUSED_CONNECTION(
            Statement.open(
                    "wsk.refused-connection",
                    "The status of a connection that the peer refuses is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md",
                    new Alternative("STATUS_CONNECTION_REFUSED", "It ends with this status."),
                    new Alternative("STATUS_REMOTE_NOT_LISTENING", "It ends with this status."))),
    LISTEN_COMPLETES(
            Statement.fixed(
                    "wsk.listen-completes",
                    "The page of WskListen speaks of an IRP that waits for an incoming connection,"
                            + " which is what WskAccept does.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_listen.md",
                    new Alternative("listening", "The IRP ends once the socket listens."),
                    "a driver that listens in its start-up, as the page's callers do, would wait for"
                            + " its first client")),
    ORDER_OF_RECEIVES(
            Statement.fixed(
                    "wsk.order-of-receives",
                    "IRPs are queued by socket; the order of those that receive is not said.",
                    "windows-driver-docs-pr/network/using-winsock-kernel-functions-vs--event-callback-functions.md",
                    new Alternative("fifo", "The first receive gets the first bytes."),
                    "a client with two receives could not tell in which order its bytes came")),
    RECEIVE_AFTER_END(
            Statement.fixed(
                    "wsk.receive-after-end",
                    "A receive that waits when the peer ends its side succeeds with 0 bytes; what"
                            + " becomes of a later one is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md",
                    new Alternative("zero-bytes", "It succeeds with 0 bytes, too."),
                    "whether it came before or after the end is a race that a client cannot see")),
    ZERO_LENGTH_RECEIVE(
            Statement.fixed(
                    "wsk.zero-length-receive",
                    "A receive of 0 bytes turns WskReceiveEvent on again; when its IRP ends is not"
                            + " said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md",
                    new Alternative("at-once", "It ends at once, with STATUS_SUCCESS."),
                    "one that waited would keep the bytes from the callback that it turns on")),
    NO_DESTINATION(
            Statement.open(
                    "wsk.no-destination",
                    "A datagram needs an address where the socket has none; the status without one"
                            + " is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_to.md",
                    new Alternative("STATUS_INVALID_PARAMETER", "It ends with this status."),
                    new Alternative("STATUS_INVALID_ADDRESS", "It ends with this status."))),
    TRUNCATED_DATAGRAM(
            Statement.open(
                    "wsk.truncated-datagram",
                    "MSG_TRUNC says that a datagram was larger than the buffer; whether the status"
                            + " warns, too, is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_from.md",
                    new Alternative("STATUS_SUCCESS", "The flag alone says so."),
                    new Alternative("STATUS_BUFFER_OVERFLOW", "The status is this warning."))),
    OVERDUE_VERDICT(
            Statement.open(
                    "wsk.overdue-verdict",
                    "The status of WskInspectComplete for a request that is over, or decided"
                            + " already, is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_complete.md",
                    new Alternative("STATUS_SUCCESS", "Nothing was to be done any more."),
                    new Alternative("STATUS_NOT_FOUND", "It ends with this status."))),
    ABORTED_SENDS(
            Statement.open(
                    "wsk.aborted-sends",
                    "An abortive WskDisconnect cancels what is sent, and a graceful one before it;"
                            + " their status is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_disconnect.md",
                    new Alternative("STATUS_CANCELLED", "They end with this status."),
                    new Alternative("STATUS_CONNECTION_ABORTED", "They end with this status."))),
    CLOSED_REQUESTS(
            Statement.open(
                    "wsk.closed-requests",
                    "WskCloseSocket cancels all IRPs of the socket; their status is not said.",
                    "windows-driver-docs-pr/network/closing-a-socket.md",
                    new Alternative("STATUS_CANCELLED", "They end with this status."),
                    new Alternative("STATUS_FILE_CLOSED", "They end with this status."))),
    UNACCEPTED_AT_CLOSE(
            Statement.fixed(
                    "wsk.unaccepted-at-close",
                    "What becomes of connections that nobody has accepted when their listening"
                            + " socket is closed is not said.",
                    "windows-driver-docs-pr/network/closing-a-socket.md",
                    new Alternative("reset", "They are reset."),
                    "nobody could accept or end them any more")),
    INFORMATION_OF_NAMES(
            Statement.open(
                    "wsk.information-of-names",
                    "The pages of WskGetAddressInfo and WskGetNameInfo put the status into"
                            + " IoStatus.Information; samples read IoStatus.Status.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_address_info.md",
                    new Alternative("status", "Both have it."),
                    new Alternative("zero", "Information is 0.")));

    private final Statement statement;

    WskChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }

    /** The status that a machine takes, where the alternatives are such. */
    NtStatus status(Sink sink) {
        return NtStatus.valueOf(sink.machine().settings().choices().of(this));
    }
}
