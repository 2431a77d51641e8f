package dev.irpflow.wsk;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.StrandCures;
import java.util.List;

/** The rules that WSK holds its clients to, beyond those that the contract of each routine says. */
public enum WskRule implements Rule {
    NPI_RELEASED_ONCE(
            "wsk/npi-released-once",
            "Each successful WskCaptureProviderNPI has exactly one WskReleaseProviderNPI with the"
                    + " same registration block.",
            "wdk-ddi-src/content/wsk/nf-wsk-wskreleaseprovidernpi.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "WskDeregister returns too early, or never"),
            new Cure(
                    "capture and release in pairs",
                    "Call WskReleaseProviderNPI once where you have finished with the "
                            + "provider, and only if WskCaptureProviderNPI had succeeded; keep a "
                            + "flag beside the registration.")),
    PROVIDER_CALL_AFTER_RELEASE(
            "wsk/provider-call-after-release",
            "No function of WSK_PROVIDER_DISPATCH is called after the last capture was released.",
            "windows-driver-docs-pr/network/registering-a-winsock-kernel-application.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50 or 0xD1 at some later moment"),
            new Cure(
                    "release last",
                    "Close all sockets and wait for their completions first, then call "
                            + "WskReleaseProviderNPI, then WskDeregister; whoever may still send "
                            + "takes a reference on the capture.")),
    DEREGISTERED_ONCE(
            "wsk/deregistered-once",
            "Each successful WskRegister has exactly one WskDeregister with the same registration"
                    + " block.",
            "wdk-ddi-src/content/wsk/nf-wsk-wskderegister.md",
            new RealWindows(Answer.SILENT_CORRUPTION, ""),
            new Cure(
                    "deregister what you registered",
                    "Call WskDeregister once, in DriverUnload or on the failing way "
                            + "through DriverEntry, and only if WskRegister had succeeded.")),
    OBJECT_OF_WSK(
            "wsk/object-of-wsk",
            "The registration, client object or socket that a function is given came from WSK.",
            "windows-driver-docs-pr/network/winsock-kernel-objects.md",
            new RealWindows(Answer.BUG_CHECK, "0x50 or 0xD1"),
            new Cure(
                    "keep what WSK gave",
                    "Take the socket from Irp->IoStatus.Information only after the IRP "
                            + "has been completed with success, and pass it on unchanged: "
                            + "neither a copy nor a context of your own.")),
    SOCKET_AFTER_CLOSE(
            "wsk/socket-after-close",
            "After WskCloseSocket was called, no function of the socket is called.",
            "windows-driver-docs-pr/network/closing-a-socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50, 0xD1 or 0xD5"),
            new Cure(
                    "a count of users",
                    "Let whoever uses the socket take a reference under the lock that "
                            + "guards its state, refuse new ones once it is closing, and call "
                            + "WskCloseSocket when the last one has gone. What is pending then "
                            + "ends with its completion.")),
    CLOSE_DURING_CALL(
            "wsk/close-during-call",
            "WskCloseSocket is called while no other thread is inside a function of the socket.",
            "windows-driver-docs-pr/network/closing-a-socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50, 0xD1 or 0xD5"),
            new Cure(
                    "a count of users",
                    "Run-down protection fits: ExAcquireRundownProtection around each "
                            + "call, ExWaitForRundownProtectionRelease before WskCloseSocket. "
                            + "The close must then not come from inside one of these calls.")),
    CLOSE_WITH_RETAINED_DATA(
            "wsk/close-with-retained-data",
            "All data indications that were kept with STATUS_PENDING are released before"
                    + " WskCloseSocket is called, which does not release them.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_release_data_indication_list.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "buffers of the transport leak"),
            new Cure(
                    "release before you close",
                    "Keep a list of the indications for which you returned "
                            + "STATUS_PENDING, and call WskRelease for each of them before "
                            + "WskCloseSocket.")),
    DESCRIPTOR_IN_USE(
            "wsk/descriptor-in-use",
            "A cached security descriptor is released only after each IRP has been completed that"
                    + " a function was given with it.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "freed memory is read, or 0x50"),
            new Cure(
                    "release after the completion",
                    "Call WSK_RELEASE_SD in the completion routine of WskSocket, "
                            + "WskSocketConnect or SO_WSK_SECURITY, or later, not where the "
                            + "function has returned: STATUS_PENDING says that WSK reads it "
                            + "still.")),
    CONDITIONAL_ACCEPT_CALLBACKS(
            "wsk/conditional-accept-callbacks",
            "Conditional accept is turned on only for a listening socket that was made with a"
                    + " WskInspectEvent callback.",
            "windows-driver-docs-pr/network/winsock-kernel-events.md",
            new RealWindows(Answer.BUG_CHECK, "0xD1 or 0x3B: a call through an empty slot"),
            new Cure(
                    "callbacks from the start",
                    "Give WskSocket a WSK_CLIENT_LISTEN_DISPATCH with WskInspectEvent and "
                            + "WskAbortEvent before you set SO_CONDITIONAL_ACCEPT: it is the one "
                            + "mode of WSK that does not work without callbacks.")),
    INSPECT_ACTION(
            "wsk/inspect-action",
            "WskInspectEvent returns WskInspectReject, WskInspectAccept or WskInspectPend.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_event.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the request is lost or never ends"),
            new Cure(
                    "an action, not a status",
                    "Return one of the three values of WSK_INSPECT_ACTION; STATUS_PENDING and "
                            + "its like mean nothing here.")),
    NON_FUNCTIONAL_ANSWER(
            "wsk/non-functional-answer",
            "An event callback that tells that its socket is no longer functional takes nothing:"
                    + " WskAcceptEvent without a socket returns STATUS_REQUEST_NOT_ACCEPTED,"
                    + " WskInspectEvent without an id WskInspectReject, WskReceiveEvent and"
                    + " WskReceiveFromEvent without data STATUS_SUCCESS.",
            "windows-driver-docs-pr/network/listening-for-and-accepting-incoming-connections.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the client counts on what was not there"),
            new Cure(
                    "look before you take",
                    "Ask first whether AcceptSocket, InspectID or DataIndication is NULL. If it is,"
                            + " have a work item close the socket, and return the status that"
                            + " takes nothing.")),
    BYTES_ACCEPTED(
            "wsk/bytes-accepted",
            "WskReceiveEvent accepts no more bytes than it was indicated.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_event.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "data that have not come yet are lost"),
            new Cure(
                    "the smaller of the two",
                    "Write BytesAccepted only where you have taken a part, and never more than "
                            + "BytesIndicated; leave it alone where you have taken all.")),
    SLOT_OF_CATEGORY(
            "wsk/slot-of-category",
            "A socket is used through the provider dispatch table of its category; a function that"
                    + " the table lacks cannot be called.",
            "windows-driver-docs-pr/network/winsock-kernel-dispatch-tables.md",
            new RealWindows(Answer.BUG_CHECK, "0xD1 or 0x3B: a call through a wrong table"),
            new Cure(
                    "the table of the category",
                    "Take the dispatch table of the category that the socket was made "
                            + "with (WSK_PROVIDER_CONNECTION_DISPATCH for connections, and so "
                            + "on); a listening socket neither sends nor receives.")),
    IRP_GIVEN(
            "wsk/irp-given",
            "A function that takes an IRP is given one that exists and that nobody else holds.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.BUG_CHECK, "0x44, 0x50 or 0xD1"),
            new Cure(
                    "an IRP for each operation",
                    "Give each operation an IRP of its own from IoAllocateIrp, look at "
                            + "what it returned, and call IoReuseIrp before it is used again, "
                            + "after its completion routine has run.")),
    IRP_MUST_BE_NULL(
            "wsk/irp-must-be-null",
            "A control code whose page says that the Irp parameter must be NULL is given no IRP.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "an IRP that may never be completed"),
            new Cure(
                    "no IRP for this code",
                    "Pass NULL for Irp and take the result from the return value: enabling "
                            + "event callbacks, SIO_WSK_REGISTER_EXTENSION and all codes of "
                            + "WskControlClient but WSK_TRANSPORT_LIST_CHANGE end at their "
                            + "return.")),
    IRP_HAS_LOCATION(
            "wsk/irp-has-location",
            "An IRP has at least one free stack location for WSK.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.BUG_CHECK, "0x35 or memory overwritten"),
            new Cure(
                    "one stack location",
                    "Make it with IoAllocateIrp(1, FALSE); for an IRP that you were "
                            + "sent, pass the one below with "
                            + "IoCopyCurrentIrpStackLocationToNext, or use one of your own.")),
    IRP_COMPLETION_ROUTINE(
            "wsk/irp-completion-routine",
            "An IRP that the client allocated has a completion routine, which is invoked on"
                    + " success, on error and on cancel.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the I/O manager frees or loses the IRP"),
            new Cure(
                    "a completion routine for all ends",
                    "Call IoSetCompletionRoutine(Irp, Routine, Context, TRUE, TRUE, "
                            + "TRUE) before the WSK function, and return "
                            + "STATUS_MORE_PROCESSING_REQUIRED from it for an IRP of your own.")),
    SILENT_MODE_AT_REST(
            "wsk/silent-mode-at-rest",
            "No send and no disconnect is pending on a socket when it is put into TCP silent mode.",
            "windows-driver-docs-pr/network/sio-wsk-set-tcp-silent-mode.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "a request that may never be completed"),
            new Cure(
                    "silence comes last",
                    "Wait for the completion of every WskSend and WskDisconnect before "
                            + "SIO_WSK_SET_TCP_SILENT_MODE; where that may take too long, abort "
                            + "with WskDisconnect and WSK_FLAG_ABORTIVE instead.")),
    WAIT_IN_CALLBACK(
            "wsk/wait-in-callback",
            "Neither an event callback nor a completion routine waits for WSK, not even at"
                    + " PASSIVE_LEVEL.",
            "windows-driver-docs-pr/network/winsock-kernel-events.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the machine's network stands still"),
            StrandCures.NO_WAIT_ABOVE),
    ADDRESS_INFO_FREED_ONCE(
            "wsk/address-info-freed-once",
            "A list that WskGetAddressInfo gave is freed once, with WskFreeAddressInfo and the"
                    + " client object that it was asked for with.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_free_address_info.md",
            new RealWindows(Answer.BUG_CHECK, "0xC2 or memory corrupted"),
            new Cure(
                    "free and forget",
                    "Free the list where you have read its addresses, set the pointer to NULL, "
                            + "and free it only if the request had succeeded: otherwise none was "
                            + "given.")),
    ADDRESS_INFO_LEFT(
            "wsk/address-info-left",
            "All lists that WskGetAddressInfo gave are freed before WskDeregister returns: without"
                    + " a client object nobody can free them.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_address_info.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the memory of the list is lost"),
            new Cure(
                    "free what you were given",
                    "Call WskFreeAddressInfo on every way out after WskGetAddressInfo has "
                            + "succeeded, before WskReleaseProviderNPI.")),
    WAIT_IN_DRIVER_ENTRY(
            "wsk/wait-in-driver-entry",
            "DriverEntry does not wait for WSK without an end.",
            "windows-driver-docs-pr/network/registering-a-winsock-kernel-application.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the start of the system waits with it"),
            new Cure(
                    "capture in a thread",
                    "Register in DriverEntry, and let a system thread or a work item call "
                            + "WskCaptureProviderNPI with WSK_INFINITE_WAIT; DriverUnload's "
                            + "WskDeregister ends its wait. In DriverEntry itself, use WSK_NO_WAIT.")),
    SOCKET_LEFT_OPEN(
            "wsk/socket-left-open",
            "All sockets are closed before their driver unloads.",
            "windows-driver-docs-pr/network/unregistering-a-winsock-kernel-application.md",
            new RealWindows(Answer.BUG_CHECK, "0xCE at the next callback"),
            new Cure(
                    "close, wait, unload",
                    "Close every socket in DriverUnload, accepted ones too, and wait "
                            + "for the completion of each WskCloseSocket before you go on to "
                            + "release and deregister.")),
    LEFT_REGISTERED(
            "wsk/left-registered",
            "WskDeregister has returned before its driver unloads.",
            "windows-driver-docs-pr/network/unregistering-a-winsock-kernel-application.md",
            new RealWindows(Answer.BUG_CHECK, "0xCE"),
            new Cure(
                    "deregister before you are gone",
                    "Call WskDeregister as the last thing of DriverUnload, after the "
                            + "sockets are closed and the provider released: it waits until no "
                            + "callback runs any more."));

    static final List<WskRule> LIST = List.of(values());

    private final Statement statement;

    WskRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
