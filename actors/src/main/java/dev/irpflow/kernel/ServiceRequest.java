package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/** What the I/O manager keeps with the IRP of a system service, as far as others ask for it. */
public interface ServiceRequest {
    /** Where its status block lies, null for nowhere. */
    @Nullable BufferRef statusBlock();

    /** The thread that has asked for it. */
    Strand requester();

    /** Signals this event too when it has ended. */
    void alsoTells(Event event);
}
