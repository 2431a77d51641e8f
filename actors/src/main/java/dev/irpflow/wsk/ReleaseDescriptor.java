package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskReleaseSd;

/** WSK_RELEASE_SD. Page: windows-driver-docs-pr/network/wsk-release-sd.md. */
final class ReleaseDescriptor implements ClientCode<WskReleaseSd> {
    @Override
    public Class<WskReleaseSd> message() {
        return WskReleaseSd.class;
    }

    @Override
    public void carryOut(WskReleaseSd request, Call call, Registration client, Sink sink) {
        CachedDescriptor cached = CachedDescriptor.find(request.getInputBuffer(), call, sink);
        if (cached == null) {
            sink.returns(call, WskStatus.INVALID_PARAMETER.of(request, sink));
            return;
        }
        Pending lentTo = cached.lentTo();
        if (lentTo != null) {
            sink.violated(
                    WskRule.DESCRIPTOR_IN_USE,
                    call.from(),
                    "%s releases %s before %s has ended, which was given with it"
                            .formatted(call.from(), cached, lentTo.irp()),
                    call);
        }
        sink.machine().objects().remove(cached);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
