package dev.irpflow.driver;

import com.google.protobuf.Message;
import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A routine or a dispatch table of a driver that takes each call as it is, where a driver in Java
 * has a method: the code of a driver that is not written in Java.
 */
public interface CallbackCode {
    /**
     * Serves a call.
     *
     * @param out receives what is written; null for a routine without an Out
     */
    Answer serve(Call call, Message.@Nullable Builder out);

    /** The calls that it takes. */
    Set<Class<? extends Message>> slots();

    /**
     * What a call is answered.
     *
     * @param status STATUS_SUCCESS for a routine that returns no NTSTATUS
     * @param afterwards run when the call has returned, which calls nothing; null for nothing
     */
    record Answer(NtStatus status, @Nullable Runnable afterwards) {}
}
