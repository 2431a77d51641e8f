package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.wsk.SoWskSecurity;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cached copy of a SECURITY_DESCRIPTOR, from WSK_CACHE_SD or SO_WSK_SECURITY to WSK_RELEASE_SD.
 * What it says of sharing an address goes over to the sockets that it is applied to.
 */
final class CachedDescriptor extends KernelObject {
    private final boolean grants;
    private final List<Pending> lent = new ArrayList<>(0);

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

    /**
     * Notes with an IRP which copy its function was given, so that it is not released before the
     * IRP has ended; false if there is none, which breaks a rule.
     */
    static boolean isThere(Call call, Pending pending, Sink sink) {
        long id =
                switch (pending.request()) {
                    case WskSocket r -> r.getSecurityDescriptor();
                    case WskSocketConnect r -> r.getSecurityDescriptor();
                    case SoWskSecurity r when r.getRequestType() == UlongOption.WSK_SET_OPTION ->
                            r.getInputBuffer();
                    default -> 0;
                };
        if (id == 0) {
            return true;
        }
        CachedDescriptor found = find(id, call, sink);
        if (found != null) {
            pending.with(found);
        }
        return found != null;
    }

    /** A function was given it with this IRP. */
    void lend(Pending to) {
        lent.removeIf(each -> each.status() != null);
        lent.add(to);
    }

    /** An IRP that was given with it and has not ended, null for none. */
    @Nullable Pending lentTo() {
        return lent.stream().filter(each -> each.status() == null).findFirst().orElse(null);
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
