package dev.irpflow.network;

import dev.irpflow.protocol.network.Frame;
import org.jspecify.annotations.Nullable;

/** Where faults of a scenario act on frames, besides what the settings of a link do to them. */
public interface FrameFaults {
    /** Which of the checks of a corrupted frame are right all the same. */
    enum Leaving {
        /** None: it was damaged on the wire, and the receiving adapter drops it. */
        NOTHING,
        /** The frame check sequence: it was damaged in a switch, and the transport drops it. */
        FRAME_CHECK,
        /** That and the transport's checksum: nobody below the application notices. */
        CHECKSUMS
    }

    /** What is to happen to a frame. */
    sealed interface Fate {
        /** The name of the fault, for the trace. */
        String fault();

        /** Where it was answered that it strikes; 0 if that was no question. */
        long site();

        /** It is lost. */
        record Lose(String fault, long site) implements Fate {
            public Lose(String fault) {
                this(fault, 0);
            }
        }

        /** A second copy arrives so many nanoseconds after the first. */
        record Duplicate(String fault, long afterNs, long site) implements Fate {
            public Duplicate(String fault, long afterNs) {
                this(fault, afterNs, 0);
            }
        }

        /**
         * Some of it arrives wrong.
         *
         * @param draw which bit of the data, where only that is wrong
         */
        record Corrupt(String fault, Leaving leaving, long draw, long site) implements Fate {}

        /** It arrives so many nanoseconds later, and others may overtake it. */
        record Delay(String fault, long byNs, long site) implements Fate {
            public Delay(String fault, long byNs) {
                this(fault, byNs, 0);
            }
        }
    }

    /**
     * What happens to this frame on this link; null for nothing. Asked once for each frame.
     *
     * @param chain what led to the frame and over which link it goes, as a key
     */
    @Nullable Fate onFrame(Link link, Frame frame, long chain);

    /** No faults. */
    FrameFaults NONE = (link, frame, chain) -> null;
}
