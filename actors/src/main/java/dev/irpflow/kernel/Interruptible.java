package dev.irpflow.kernel;

/** What else than the objects may end a wait: windows-driver-docs-pr/kernel/waits-and-apcs.md. */
public enum Interruptible {
    /** Alertable in user mode: alerts and user APCs. */
    ALERTABLE_USER(true, true),
    /** Alertable in kernel mode: alerts, and no user APC is delivered. */
    ALERTABLE_KERNEL(true, false),
    /** Not alertable, in user mode: the termination of the thread alone. */
    USER(false, true),
    /** Nothing. */
    KERNEL(false, false);

    private final boolean alertable;
    private final boolean user;

    Interruptible(boolean alertable, boolean user) {
        this.alertable = alertable;
        this.user = user;
    }

    /** What a KeWait routine was asked for. */
    public static Interruptible of(boolean alertable, boolean userMode) {
        if (alertable) {
            return userMode ? ALERTABLE_USER : ALERTABLE_KERNEL;
        }
        return userMode ? USER : KERNEL;
    }

    /** Whether it is a wait in user mode, during which the kernel stack may be paged out. */
    public boolean isUserMode() {
        return user;
    }

    /** Whether an alert ends it. */
    boolean byAlert() {
        return alertable;
    }

    /** Whether it waits for its user's sake: the end of the thread ends it. */
    boolean byTermination() {
        return alertable || user;
    }

    /** Whether a regular user APC ends it. */
    boolean byUserApc() {
        return alertable;
    }
}
