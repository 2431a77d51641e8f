package dev.irpflow.wsk;

import dev.irpflow.kernel.Rule;
import java.util.List;

/** The rules that WSK holds its clients to, beyond those that the contract of each routine says. */
public enum WskRule implements Rule {
    NPI_RELEASED_ONCE(
            "wsk/npi-released-once",
            "Each successful WskCaptureProviderNPI has exactly one WskReleaseProviderNPI with the"
                    + " same registration block.",
            "wdk-ddi-src/content/wsk/nf-wsk-wskreleaseprovidernpi.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "WskDeregister returns too early, or never")),
    PROVIDER_CALL_AFTER_RELEASE(
            "wsk/provider-call-after-release",
            "No function of WSK_PROVIDER_DISPATCH is called after the last capture was released.",
            "windows-driver-docs-pr/network/registering-a-winsock-kernel-application.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50 or 0xD1 at some later moment")),
    DEREGISTERED_ONCE(
            "wsk/deregistered-once",
            "Each successful WskRegister has exactly one WskDeregister with the same registration"
                    + " block.",
            "wdk-ddi-src/content/wsk/nf-wsk-wskderegister.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "")),
    OBJECT_OF_WSK(
            "wsk/object-of-wsk",
            "The registration, client object or socket that a function is given came from WSK.",
            "windows-driver-docs-pr/network/winsock-kernel-objects.md",
            new RealWindows(Answer.BUG_CHECK, "0x50 or 0xD1")),
    SOCKET_AFTER_CLOSE(
            "wsk/socket-after-close",
            "After WskCloseSocket was called, no function of the socket is called.",
            "windows-driver-docs-pr/network/closing-a-socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50, 0xD1 or 0xD5")),
    CLOSE_DURING_CALL(
            "wsk/close-during-call",
            "WskCloseSocket is called while no other thread is inside a function of the socket.",
            "windows-driver-docs-pr/network/closing-a-socket.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x50, 0xD1 or 0xD5")),
    CLOSE_WITH_RETAINED_DATA(
            "wsk/close-with-retained-data",
            "All data indications that were kept with STATUS_PENDING are released before"
                    + " WskCloseSocket is called, which does not release them.",
            "wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_release_data_indication_list.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "buffers of the transport leak")),
    SLOT_OF_CATEGORY(
            "wsk/slot-of-category",
            "A socket is used through the provider dispatch table of its category; a function that"
                    + " the table lacks cannot be called.",
            "windows-driver-docs-pr/network/winsock-kernel-dispatch-tables.md",
            new RealWindows(Answer.BUG_CHECK, "0xD1 or 0x3B: a call through a wrong table")),
    IRP_GIVEN(
            "wsk/irp-given",
            "A function that takes an IRP is given one that exists and that nobody else holds.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.BUG_CHECK, "0x44, 0x50 or 0xD1")),
    IRP_HAS_LOCATION(
            "wsk/irp-has-location",
            "An IRP has at least one free stack location for WSK.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.BUG_CHECK, "0x35 or memory overwritten")),
    IRP_COMPLETION_ROUTINE(
            "wsk/irp-completion-routine",
            "An IRP that the client allocated has a completion routine, which is invoked on"
                    + " success, on error and on cancel.",
            "windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the I/O manager frees or loses the IRP")),
    WAIT_IN_CALLBACK(
            "wsk/wait-in-callback",
            "Neither an event callback nor a completion routine waits for WSK, not even at"
                    + " PASSIVE_LEVEL.",
            "windows-driver-docs-pr/network/winsock-kernel-events.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "the machine's network stands still")),
    SOCKET_LEFT_OPEN(
            "wsk/socket-left-open",
            "All sockets are closed before their driver unloads.",
            "windows-driver-docs-pr/network/unregistering-a-winsock-kernel-application.md",
            new RealWindows(Answer.BUG_CHECK, "0xCE at the next callback")),
    LEFT_REGISTERED(
            "wsk/left-registered",
            "WskDeregister has returned before its driver unloads.",
            "windows-driver-docs-pr/network/unregistering-a-winsock-kernel-application.md",
            new RealWindows(Answer.BUG_CHECK, "0xCE"));

    static final List<WskRule> LIST = List.of(values());

    private final Statement statement;

    WskRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
