package dev.irpflow.kernel;

import java.util.List;

/**
 * A deterministic core: the state of one kernel component and one entry point. It answers through
 * the sink; it has no clock, no random source, no I/O and no threads, and it keeps no sink.
 *
 * <p>A {@link Call} that is neither returned nor followed by a nested call when {@link #on} ends is
 * held: its strand waits until the component returns it, which is a wait and judged as one.
 */
public interface Component {
    /** Takes the next message. */
    void on(Message message, Sink sink);

    /** The rules to which it holds its callers. */
    default List<? extends Rule> rules() {
        return List.of();
    }
}
