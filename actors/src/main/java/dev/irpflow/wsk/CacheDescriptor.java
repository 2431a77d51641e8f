package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskCacheSd;

/** WSK_CACHE_SD. Page: windows-driver-docs-pr/network/wsk-cache-sd.md. */
final class CacheDescriptor implements ClientCode<WskCacheSd> {
    private static final int EMPTY_DACL = 0;
    private static final int NULL_DACL = 1;

    @Override
    public Class<WskCacheSd> message() {
        return WskCacheSd.class;
    }

    // Simplified: a descriptor lists who is granted what.
    @Override
    public void carryOut(WskCacheSd request, Call call, Registration client, Sink sink) {
        if (request.getDacl() != EMPTY_DACL && request.getDacl() != NULL_DACL) {
            sink.returns(call, WskStatus.INVALID_PARAMETER.of(request, sink));
            return;
        }
        CachedDescriptor cached =
                sink.machine().objects().add(new CachedDescriptor(request.getDacl() == NULL_DACL));
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskCacheSd.Out.newBuilder().setOutputBuffer(cached.id()).build());
    }
}
