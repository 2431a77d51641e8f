package dev.irpflow.kernel;

/** KEVENT: a notification event releases all waiters, a synchronisation event one. */
public final class Event extends WaitObject {
    private final boolean notification;

    /** A new one; its maker adds it to the machine's objects. */
    public Event(boolean notification) {
        this.notification = notification;
    }

    @Override
    public boolean isNotification() {
        return notification;
    }

    @Override
    protected String noun() {
        return "event";
    }
}
