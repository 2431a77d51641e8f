package dev.irpflow.network;

import dev.irpflow.protocol.network.Frame;
import org.jspecify.annotations.Nullable;

/** Where faults of a scenario act on frames, besides what the settings of a link do to them. */
public interface FrameFaults {
    /** What is to happen to a frame. */
    sealed interface Fate {
        /** The name of the fault, for the trace. */
        String fault();

        /** It is lost. */
        record Lose(String fault) implements Fate {}

        /** A second copy arrives so many nanoseconds after the first. */
        record Duplicate(String fault, long afterNs) implements Fate {}

        /** It arrives so many nanoseconds later, and others may overtake it. */
        record Delay(String fault, long byNs) implements Fate {}
    }

    /** What happens to this frame on this link; null for nothing. Asked once for each frame. */
    @Nullable Fate onFrame(Link link, Frame frame);

    /** No faults. */
    FrameFaults NONE = (link, frame) -> null;
}
