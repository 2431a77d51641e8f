package dev.irpflow.kernel;

/** KEVENT: a notification event releases all waiters, a synchronisation event one. */
public class Event extends WaitObject {
    /** A new one, not signaled; its maker adds it to the machine's objects. */
    public Event(Type type) {
        super(type);
    }

    @Override
    protected String noun() {
        return "event";
    }
}
