package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.choice.Choice;

/**
 * What WSK does where the documentation is silent or contradicts itself: beside {@link WskStatus}.
 */
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
    IRP_OF_FAILURE(
            Statement.fixed(
                    "wsk.irp-of-failure",
                    "The tables of returns say that a function that fails completes its IRP, but not"
                            + " for STATUS_NOT_SUPPORTED of WskSend and WskReceive, nor for the codes"
                            + " of their own of WskConnectEx, WskGetAddressInfo and WskGetNameInfo.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md",
                    new Alternative("completed", "It is completed as with any other failure."),
                    "a client that has its IRP back from the completion routine could not tell for"
                            + " which failures it never runs")),
    IRQL_OF_SEND_MESSAGES(
            Statement.fixed(
                    "wsk.irql-of-send-messages",
                    "The page of WskSendMessages leaves its IRQL open.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_messages.md",
                    new Alternative("dispatch", "It may be called up to DISPATCH_LEVEL."),
                    "the other functions of a datagram socket may, and it does what several calls of"
                            + " WskSendTo do")),
    OWNING_THREAD(
            Statement.open(
                    "wsk.owning-thread",
                    "The pages of WskGetAddressInfo and WskGetNameInfo allow OwningThread only with"
                            + " OwningProcess, and forbid either to a thread that impersonates. wsk.h"
                            + " allows OwningThread to be NULL only if OwningProcess is, and wants a"
                            + " thread that is given to impersonate.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_address_info.md",
                    new Alternative("as-page", "The pages count."),
                    new Alternative("as-header", "The header counts."))),
    INFORMATION_OF_NAMES(
            Statement.open(
                    "wsk.information-of-names",
                    "The pages of WskGetAddressInfo and WskGetNameInfo put the status into"
                            + " IoStatus.Information; samples read IoStatus.Status.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_address_info.md",
                    new Alternative("status", "Both have it."),
                    new Alternative("zero", "Information is 0."))),
    FAST_PATH_CODES(
            Statement.fixed(
                    "wsk.fast-path-codes",
                    "SIO_LOOPBACK_FAST_PATH may end with STATUS_INVALID_BUFFER_SIZE or"
                            + " STATUS_NOT_SUPPORTED; which is for what is not said.",
                    "windows-driver-docs-pr/network/sio-loopback-fast-path.md",
                    new Alternative(
                            "by-name",
                            "The first is for a buffer that is no Boolean, the second for another"
                                    + " socket or a later moment."),
                    "only the first speaks of a buffer")),
    LISTEN_COMPLETES(
            Statement.fixed(
                    "wsk.listen-completes",
                    "The page of WskListen speaks of an IRP that waits for an incoming connection,"
                            + " which is what WskAccept does.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_listen.md",
                    new Alternative("listening", "The IRP ends once the socket listens."),
                    "a driver that listens in its start-up, as the page's callers do, would wait for"
                            + " its first client")),
    CONNECT_AGAIN(
            Statement.open(
                    "wsk.connect-again",
                    "A stream socket neither listens nor accepts after a WskConnect that was"
                            + " successful; what a socket may do after one that has failed is not"
                            + " said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md",
                    new Alternative(
                            "as-bound", "It is bound as before: it may be connected, or listen."),
                    new Alternative("never", "Only closing is left to it."))),
    BOTH_KINDS_OF_SHARING(
            Statement.fixed(
                    "wsk.both-kinds-of-sharing",
                    "The table of sharing has no row for a socket with both SO_REUSEADDR and"
                            + " SO_EXCLUSIVEADDRUSE.",
                    "windows-driver-docs-pr/network/sharing-transport-addresses.md",
                    new Alternative("refused", "Who sets one while the other is set is refused."),
                    "one allows what the other forbids")),
    CANCELLED_SEND(
            Statement.fixed(
                    "wsk.cancelled-send",
                    "What becomes of a connection one of whose sends is cancelled once the transport"
                            + " has it is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md",
                    new Alternative("reset", "It is reset."),
                    "the stream cannot go on without bytes that the peer may have in part")),
    CANCELLED_DISCONNECT(
            Statement.fixed(
                    "wsk.cancelled-disconnect",
                    "Whether a graceful WskDisconnect that is cancelled still disconnects is not"
                            + " said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_disconnect.md",
                    new Alternative("disconnects", "It does; only its IRP ends."),
                    "the peer may know of it already")),
    EVENTS_OF_STREAMS(
            Statement.fixed(
                    "wsk.events-of-streams",
                    "SO_WSK_EVENT_CALLBACK comes after a listening socket is bound and after a"
                            + " connection is there; its page knows no stream sockets.",
                    "windows-driver-docs-pr/network/so-wsk-event-callback.md",
                    new Alternative(
                            "as-what-it-is", "They come once it listens, or once it is connected."),
                    "before that it is neither, and no callback could be of use")),
    CALLBACKS_OF_ACCEPTED(
            Statement.open(
                    "wsk.callbacks-of-accepted",
                    "No page says whether a connection that is accepted has the static event"
                            + " callbacks of its client.",
                    "windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md",
                    new Alternative("static", "It has them, as every socket of the client."),
                    new Alternative("none", "Only what the client has made has them."))),
    INHERITED_CALLBACKS(
            Statement.open(
                    "wsk.inherited-callbacks",
                    "A listening socket hands the callbacks that were enabled on it to connections"
                            + " that its WskAcceptEvent accepts, says one page; to all that are"
                            + " accepted on it, says that of WskAcceptEvent.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_accept_event.md",
                    new Alternative("accept-event", "Those of WskAcceptEvent have them."),
                    new Alternative("all", "Those of WskAccept have them, too."))),
    UNACCEPTED_CONNECTIONS(
            Statement.open(
                    "wsk.unaccepted-connections",
                    "WSK has no backlog, and its pages warn of connections that are dropped while no"
                            + " WskAccept waits and WskAcceptEvent is off; how many are kept is not"
                            + " said.",
                    "windows-driver-docs-pr/network/using-winsock-kernel-functions-vs--event-callback-functions.md",
                    new Alternative("kept", "As many as Winsock keeps for SOMAXCONN: 200."),
                    new Alternative("dropped", "None is kept."))),
    UNACCEPTED_AT_CLOSE(
            Statement.fixed(
                    "wsk.unaccepted-at-close",
                    "What becomes of connections that nobody has accepted when their listening"
                            + " socket is closed is not said.",
                    "windows-driver-docs-pr/network/closing-a-socket.md",
                    new Alternative("reset", "They are reset."),
                    "nobody could accept or end them any more")),
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
    LOST_CONDITIONAL_LISTENER(
            Statement.open(
                    "wsk.lost-conditional-listener",
                    "WskAcceptEvent without a socket and WskInspectEvent without an id both tell"
                            + " that a listening socket is no longer functional; whether both come"
                            + " where both are on is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_event.md",
                    new Alternative("once", "WskAcceptEvent alone tells of it."),
                    new Alternative("each", "Each of the two tells of it."))),
    RECEIVE_EVENT_AGAIN(
            Statement.fixed(
                    "wsk.receive-event-again",
                    "WskReceiveEvent, once it has not taken all, comes again after WskReceive is"
                            + " called, says its page; after one is completed, says wsk.h.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_event.md",
                    new Alternative("called", "The call of WskReceive counts."),
                    "a receive that waits takes the data before the callback does, so that no"
                            + " client could see the difference")),
    EARLY_RELEASE(
            Statement.fixed(
                    "wsk.early-release",
                    "WskRelease gives back what a callback has kept with STATUS_PENDING; what becomes"
                            + " of one that another thread calls before the callback has returned is"
                            + " not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_release_data_indication_list.md",
                    new Alternative("counts", "It counts once STATUS_PENDING is returned."),
                    "a client that hands the data to a thread of its own cannot keep that from"
                            + " being done first")),
    END_BEHIND_DATA(
            Statement.open(
                    "wsk.end-behind-data",
                    "No further data are received after a graceful disconnect is told, says the page"
                            + " of WskDisconnectEvent; whether it waits for data that nobody has"
                            + " taken is not said.",
                    "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_disconnect_event.md",
                    new Alternative("after-data", "It comes when they are taken."),
                    new Alternative("at-once", "It comes when the peer has disconnected."))),
    FIXED_DESTINATION(
            Statement.open(
                    "wsk.fixed-destination",
                    "Where a datagram without an address goes is not said for a socket with both a"
                            + " fixed remote address and a fixed send-to address.",
                    "windows-driver-docs-pr/network/sio-wsk-set-sendto-address.md",
                    new Alternative("send-to", "The address that is for sending alone counts."),
                    new Alternative("remote", "The remote address counts."))),
    BEFORE_FIXED_REMOTE(
            Statement.open(
                    "wsk.before-fixed-remote",
                    "A fixed remote address keeps the datagrams of others away; what becomes of"
                            + " those that lie there already is not said.",
                    "windows-driver-docs-pr/network/sio-wsk-set-remote-address.md",
                    new Alternative("kept", "They stay."),
                    new Alternative("dropped", "They are thrown away.")));

    private final Statement statement;

    WskChoice(Statement statement) {
        this.statement = statement;
    }

    @Override
    public Statement statement() {
        return statement;
    }

    /** Whether a machine takes it as usual. */
    boolean isUsual(Sink sink) {
        return sink.machine().settings().choices().isUsual(this);
    }
}
