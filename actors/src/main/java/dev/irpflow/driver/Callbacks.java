package dev.irpflow.driver;

import com.google.protobuf.Message;
import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Finds the routine of a driver that a call names, and runs it. */
final class Callbacks {
    private Callbacks() {}

    static NtStatus dispatch(
            Driver driver, DriverContext context, Call call, Message.@Nullable Builder out) {
        throw new UnsupportedOperationException("no generated dispatch yet");
    }
}
