package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/**
 * A cached copy of a SECURITY_DESCRIPTOR, from WSK_CACHE_SD or SO_WSK_SECURITY to WSK_RELEASE_SD.
 * What it says of sharing an address goes over to the sockets that it is applied to.
 */
final class CachedDescriptor extends KernelObject {
    private final boolean grants;

    CachedDescriptor(boolean grants) {
        this.grants = grants;
    }

    /** The copy that a call names; null if there is none, which breaks a rule. */
    static @Nullable CachedDescriptor find(long id, Call call, Sink sink) {
        CachedDescriptor found = sink.machine().objects().find(id, CachedDescriptor.class);
        if (found == null) {
            sink.violated(
                    WskRule.OBJECT_OF_WSK,
                    call.from(),
                    "%s names the cached security descriptor %d, which is not there"
                            .formatted(call.from(), id),
                    call);
        }
        return found;
    }

    /** Whether it lets others share the address of a socket. */
    boolean grants() {
        return grants;
    }

    @Override
    protected String noun() {
        return "wsk-security-descriptor";
    }
}
