package dev.irpflow.stage;

/** Where the events of a run go. One trace is read by tests, reports, the viewer and replay. */
public interface Trace {
    /** Whether events are wanted at all: building one costs more than the message it tells of. */
    boolean isOn();

    /** Takes an event; the object is reused after the call returns, so nothing may keep it. */
    void write(TraceEvent event);

    /**
     * Whether a violation is to say at which line of a driver it happened: what groups failures.
     */
    default boolean wantsBlame() {
        return isOn();
    }

    /** Whether the Java lines of drivers are wanted too: they cost more than the rest. */
    default boolean wantsLines() {
        return false;
    }

    /**
     * A driver is about to make a call.
     *
     * @param lines where its Java is, newest line first
     */
    default void calledAt(String lines) {}

    /** A trace that wants nothing. */
    Trace NONE =
            new Trace() {
                @Override
                public boolean isOn() {
                    return false;
                }

                @Override
                public void write(TraceEvent event) {
                    throw new IllegalStateException("this trace is off");
                }
            };
}
