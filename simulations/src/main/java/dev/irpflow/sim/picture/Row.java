package dev.irpflow.sim.picture;

import org.jspecify.annotations.Nullable;

/**
 * One row of the picture: an arrow, or something that happens to a machine or on the wire.
 *
 * @param event what is drawn
 * @param look how it is drawn
 * @param from the place where the arrow begins
 * @param to the place where it ends; the same one for what only happens there
 * @param label the words at the arrow
 * @param source where a frame was sent, null for all else
 */
record Row(Event event, Look look, String from, String to, String label, @Nullable Row source) {
    /** How a row is drawn. */
    enum Look {
        CALL,
        RETURN,
        COMPLETION,
        /** A timer that went off. */
        TIMER,
        /** A frame that arrives. */
        FRAME,
        /** A frame that arrives, of which an earlier copy was lost. */
        RECOVERED,
        /** A frame that does not arrive. */
        LOST,
        /** Something else that was done to a frame. */
        TOUCHED,
        /** A fault that strikes a machine. */
        FAULT,
        /** A rule that is broken there, or a machine that stops over it. */
        BREACH,
        /** So many rows were left out. */
        LEFT_OUT
    }

    Row(Event event, Look look, String from, String to, String label) {
        this(event, look, from, to, label, null);
    }

    boolean isFrame() {
        return switch (look) {
            case FRAME, RECOVERED, LOST, TOUCHED -> true;
            case CALL, RETURN, COMPLETION, TIMER, FAULT, BREACH, LEFT_OUT -> false;
        };
    }
}
