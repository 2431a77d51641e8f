package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import org.jspecify.annotations.Nullable;

/** Who owes the transport word of what was consumed, which the return of its indication may say. */
interface Credited {
    /** What the indication writes at its return; null for nothing. From now on it is said. */
    @Nullable GeneratedMessage consumed();
}
