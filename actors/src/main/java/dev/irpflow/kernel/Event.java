package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** KEVENT: a notification event releases all waiters, a synchronisation event one. */
public class Event extends WaitObject {
    private @Nullable Irp request;

    /** A new one, not signaled; its maker adds it to the machine's objects. */
    public Event(Type type) {
        super(type);
    }

    /** The IRP that a driver has built with it, at whose end it is signaled; null for none. */
    public final @Nullable Irp request() {
        reads();
        return request;
    }

    /** Sets {@link #request}. */
    public final void request(@Nullable Irp irp) {
        writes();
        this.request = irp;
    }

    @Override
    protected String noun() {
        return "event";
    }
}
