package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.MakeWskVersion;
import dev.irpflow.protocol.wsk.WskFreeAddressInfo;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import dev.irpflow.protocol.wsk.WskMajorVersion;
import dev.irpflow.protocol.wsk.WskMinorVersion;
import dev.irpflow.protocol.wsk.WskTransportListChange;

/** What a client asks for without a socket: versions, names, and word of new transports. */
final class ClientFunctions {
    private final Intake intake;
    private final Completing completing;
    private final Transports transports;
    private final NameResolution names;

    ClientFunctions(Intake intake, Completing completing, Transports transports, NameTable table) {
        this.intake = intake;
        this.completing = completing;
        this.transports = transports;
        this.names = new NameResolution(intake, completing, table);
    }

    /** Serves a call if it is one of these; false if it is not. */
    boolean serve(Call call, Sink sink) {
        switch (call.request()) {
            case MakeWskVersion r -> Versions.make(call, r, sink);
            case WskMajorVersion r -> Versions.major(call, r, sink);
            case WskMinorVersion r -> Versions.minor(call, r, sink);
            case WskTransportListChange r -> transportListChange(call, r, sink);
            case WskGetAddressInfo r ->
                    names.ask(call, r.getClient(), r.getIrp(), Operation.GET_ADDRESS_INFO, sink);
            case WskFreeAddressInfo r -> names.free(call, r, sink);
            case WskGetNameInfo r ->
                    names.ask(call, r.getClient(), r.getIrp(), Operation.GET_NAME_INFO, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Goes on with one of them on a DPC or in a work item. */
    void goOn(Call call, Later.OfClient later, Sink sink) {
        Agenda agenda = Agenda.of(call);
        switch (later) {
            case Later.Resolve resolve -> names.resolveLater(agenda, resolve.pending(), sink);
            case Later.TransportCome come -> transports.come(agenda, come.transport());
            case Later.TransportGone gone -> transports.goes(agenda, gone.transport(), sink);
            case Later.CancelChanges cancel -> transports.cancelOf(cancel.client(), agenda, sink);
        }
        completing.proceed(agenda, sink);
    }

    // It cannot end inline, so that there is no way to do it without an IRP.
    private void transportListChange(Call call, WskTransportListChange request, Sink sink) {
        if (request.getIrp() == 0) {
            if (intake.ofClient(call, request.getClient(), sink) != null) {
                sink.returns(call, NtStatus.STATUS_REQUEST_NOT_ACCEPTED);
            }
            return;
        }
        Pending pending =
                intake.ofClient(
                        call,
                        request.getClient(),
                        request.getIrp(),
                        Operation.CONTROL_CLIENT,
                        sink);
        if (pending != null) {
            Agenda agenda = Agenda.of(call, pending);
            transports.await(agenda, pending, sink);
            completing.proceed(agenda, sink);
        }
    }
}
