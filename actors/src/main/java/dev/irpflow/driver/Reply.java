package dev.irpflow.driver;

import com.google.protobuf.Message;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a call returned.
 *
 * @param status STATUS_SUCCESS for a routine that returns no NTSTATUS
 * @param out the out-parameters that were written, null if none was
 */
public record Reply(NtStatus status, @Nullable Message out) {
    /** What was written, as the type of {@code none}; {@code none} itself if nothing was. */
    public <T extends Message> T out(T none) {
        @SuppressWarnings("unchecked") // none is an instance of exactly T's generated class
        Class<T> type = (Class<T>) none.getClass();
        return out == null ? none : type.cast(out);
    }
}
