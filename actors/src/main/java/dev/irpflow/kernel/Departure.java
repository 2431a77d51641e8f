package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * How a frame left its machine: its arrival elsewhere has this as its sender and its cause.
 *
 * @param from the place that sent it, as {@code machine/component}; the machine alone if no call
 *     was open
 * @param cause the seq of the call within which it was sent, 0 for none
 */
public record Departure(String from, long cause) {
    /** The departure of a frame that is sent now. */
    public static Departure of(Machine sender, @Nullable Call during) {
        return during == null
                ? new Departure(sender.name(), 0)
                : new Departure(during.to().toString(), during.seq());
    }
}
