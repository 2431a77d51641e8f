package dev.irpflow.kernel;

import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where faults act: asked once for each call at the message boundary, never inside a component. A
 * run without faults has {@link #NONE}.
 */
public interface FaultPoint {
    /** What is to happen to a call instead of its plain delivery. */
    sealed interface Fate {
        /** The routine is not entered; its caller gets this status. */
        record Fail(String fault, NtStatus status) implements Fate {}

        /** The call reaches its routine later. */
        record Delay(String fault, long byNs) implements Fate {}

        /** The routine is entered, and must finish the operation later rather than inline. */
        record Pend(String fault) implements Fate {}
    }

    /** What happens to this call; null for nothing. Asked just before delivery. */
    @Nullable Fate onCall(Call call);

    /** No faults. */
    FaultPoint NONE = call -> null;
}
