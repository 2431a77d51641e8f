package dev.irpflow.ke;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.ExAcquireResourceExclusiveLite;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExInitializeResourceLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceLite;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;

/** The calls with which a driver takes a resource and gives it back. */
final class ResourceCalls {
    private ResourceCalls() {}

    static void enter(Running me) {
        me.call(KeEnterCriticalRegion.getDefaultInstance());
    }

    static void leave(Running me) {
        me.call(KeLeaveCriticalRegion.getDefaultInstance());
    }

    static long resource(Running me) {
        return me.call(
                        ExInitializeResourceLite.getDefaultInstance(),
                        ExInitializeResourceLite.Out.class)
                .getResource();
    }

    static void write(Running me, long resource) {
        me.call(
                ExAcquireResourceExclusiveLite.newBuilder()
                        .setResource(resource)
                        .setWait(true)
                        .build());
    }

    static GeneratedMessage shared(long resource, boolean wait) {
        return ExAcquireResourceSharedLite.newBuilder().setResource(resource).setWait(wait).build();
    }

    static void read(Running me, long resource) {
        me.call(shared(resource, true));
    }

    static void release(Running me, long resource) {
        me.call(ExReleaseResourceLite.newBuilder().setResource(resource).build());
    }
}
