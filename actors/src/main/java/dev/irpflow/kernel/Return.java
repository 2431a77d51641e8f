package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call: a status, and the out-parameters that were written. A routine that returns
 * something else than an NTSTATUS has it in the out-message's field {@code returned}, and the
 * status is STATUS_SUCCESS.
 *
 * @param call the call that ends
 * @param status what it answers
 * @param out the written out-parameters, null if none was written, which is meaningful
 * @param cause the seq of the message during which the return was given
 */
public record Return(Call call, NtStatus status, @Nullable GeneratedMessage out, long cause)
        implements Message {
    @Override
    public Strand strand() {
        return call.strand();
    }

    @Override
    public Place to() {
        return call.from();
    }

    /** The out-message as its generated type; the caller knows that it was written. */
    public <T extends GeneratedMessage> T out(Class<T> type) {
        return type.cast(Objects.requireNonNull(out));
    }
}
