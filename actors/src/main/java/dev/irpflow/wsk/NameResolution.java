package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.AddressInfo;
import dev.irpflow.protocol.wsk.WskFreeAddressInfo;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WskGetAddressInfo, WskGetNameInfo and WskFreeAddressInfo. What is wrong with a call is said at
 * once; a name is found at once or by a work item, until when the IRP can be cancelled. Page:
 * windows-driver-docs-pr/network/resolving-host-names-and-ip-addresses.md.
 */
final class NameResolution {
    private final Intake intake;
    private final Completing completing;
    private final Hosts hosts;

    NameResolution(Intake intake, Completing completing, NameTable names) {
        this.intake = intake;
        this.completing = completing;
        this.hosts = new Hosts(names);
    }

    /** One of the two functions that take an IRP. */
    void ask(Call call, long client, long irp, Operation operation, Sink sink) {
        Pending pending = intake.ofClient(call, client, irp, operation, sink);
        if (pending == null) {
            return;
        }
        Agenda agenda = Agenda.of(call, pending);
        if (!isSound(call, sink)) {
            NtStatus invalid = WskStatus.INVALID_PARAMETER.of(call.request(), sink);
            finish(agenda, pending, invalid, null, sink);
        } else if (!Intake.isToPend(call, sink)) {
            resolve(agenda, pending, sink);
        } else if (pending.pend(sink.self())) {
            sink.workItem("wsk-name-resolution", new Later.Resolve(pending));
        } else {
            agenda.finish(pending, NtStatus.STATUS_CANCELLED, 0);
        }
        completing.proceed(agenda, sink);
    }

    /** The work item of a function that was pended. */
    void resolveLater(Agenda agenda, Pending pending, Sink sink) {
        if (pending.claim()) {
            resolve(agenda, pending, sink);
        }
    }

    void free(Call call, WskFreeAddressInfo request, Sink sink) {
        Client client = intake.ofClient(call, request.getClient(), sink);
        if (client != null) {
            free(call, request.getAddrInfo(), client.registration(), sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    /** A client deregisters: it has no function any more that could free what it left. */
    static void deregistered(Call call, Registration registration, Sink sink) {
        for (AddressInfoList left : registration.addressInfo()) {
            if (!sink.machine().ledger().isExcused(left.id())) {
                sink.machine().ledger().isTold(left.id());
                sink.violated(
                        WskRule.ADDRESS_INFO_LEFT,
                        call.from(),
                        "%s deregisters %s, which has not freed %s"
                                .formatted(call.from(), registration, left),
                        call);
            }
        }
    }

    private static boolean isSound(Call call, Sink sink) {
        return switch (call.request()) {
            case WskGetAddressInfo r ->
                    mayAct(call, r.getOwningProcess(), r.getOwningThread(), sink)
                            && new AddressQuery(r).isSound();
            case WskGetNameInfo r ->
                    mayAct(call, r.getOwningProcess(), r.getOwningThread(), sink)
                            && new NameQuery(r).isSound();
            default -> throw new IllegalStateException(call + " resolves nothing");
        };
    }

    private static boolean mayAct(Call call, long process, long thread, Sink sink) {
        boolean impersonates = call.strand().impersonates();
        return WskChoice.OWNING_THREAD.isUsual(sink)
                ? (thread == 0 || process != 0) && !(process != 0 && impersonates)
                : (thread != 0 || process == 0) && (thread == 0 || impersonates);
    }

    private void resolve(Agenda agenda, Pending pending, Sink sink) {
        switch (pending.request()) {
            case WskGetAddressInfo request -> addresses(agenda, pending, request, sink);
            case WskGetNameInfo request -> {
                NameQuery.Answer answer = new NameQuery(request).resolve(hosts);
                NtStatus status =
                        answer.status() == NtStatus.STATUS_BUFFER_TOO_SMALL
                                ? WskStatus.SHORT_NAME_BUFFER.in(sink)
                                : answer.status();
                finish(agenda, pending, status, answer.out(), sink);
            }
            default -> throw new IllegalStateException(pending + " resolves nothing");
        }
    }

    private void addresses(Agenda agenda, Pending pending, WskGetAddressInfo request, Sink sink) {
        AddressQuery query = new AddressQuery(request);
        List<AddressInfo> found = query.resolve(hosts);
        if (found.isEmpty()) {
            NtStatus status =
                    query.asksNobody()
                            ? WskStatus.UNKNOWN_NAME_SPACE.in(sink)
                            : NtStatus.STATUS_NO_MATCH;
            finish(agenda, pending, status, null, sink);
            return;
        }
        Registration owner = pending.registration();
        AddressInfoList list = sink.machine().objects().add(new AddressInfoList(owner));
        owner.addressInfo().add(list);
        WskGetAddressInfo.Out.Builder out =
                WskGetAddressInfo.Out.newBuilder()
                        .setResult(list.id())
                        .setAddress(found.getFirst().getAddress())
                        .addAllEntries(found);
        if (query.wantsName()) {
            out.setCanonicalName(query.canonicalName(hosts));
        }
        finish(agenda, pending, NtStatus.STATUS_SUCCESS, out.build(), sink);
    }

    private static void finish(
            Agenda agenda,
            Pending pending,
            NtStatus status,
            @Nullable GeneratedMessage out,
            Sink sink) {
        boolean told = WskChoice.INFORMATION_OF_NAMES.isUsual(sink);
        long information = told ? Integer.toUnsignedLong(status.getNumber()) : 0;
        agenda.finish(pending, status, information, out);
    }

    private static void free(Call call, long id, Registration client, Sink sink) {
        KernelObject object = sink.machine().objects().find(id);
        if (object instanceof AddressInfoList list) {
            if (list.owner() != client) {
                breach(
                        "%s frees %s as %s, which never asked for it"
                                .formatted(call.from(), list, client),
                        call,
                        sink);
            }
            list.owner().addressInfo().remove(list);
            sink.machine().objects().remove(list);
        } else if (object == null) { // of what is something else, the ledger has told
            breach(
                    "%s frees address information %d, which is not there"
                            .formatted(call.from(), id),
                    call,
                    sink);
        }
    }

    private static void breach(String what, Call call, Sink sink) {
        sink.violated(WskRule.ADDRESS_INFO_FREED_ONCE, call.from(), what, call);
    }
}
