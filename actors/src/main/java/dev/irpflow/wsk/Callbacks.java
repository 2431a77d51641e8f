package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/** How every event callback is called, and what it is lent. */
final class Callbacks {
    private static final int WSK_FLAG_AT_DISPATCH_LEVEL = 0x8;

    private Callbacks() {}

    /** Calls one of a socket, on the strand in hand; its return comes with the step. */
    static void call(
            Agenda agenda,
            Socket socket,
            SocketEvent which,
            GeneratedMessage event,
            Step step,
            Sink sink) {
        socket.events().begins(which);
        sink.call(agenda.call(), CallKind.CALL, socket.registration().owner(), event, step);
    }

    /** WSK_FLAG_AT_DISPATCH_LEVEL, if the strand in hand is. */
    static int atDispatch(Agenda agenda) {
        return agenda.call().strand().isAtDispatch() ? WSK_FLAG_AT_DISPATCH_LEVEL : 0;
    }

    /** Copies what was received into memory of WSK; null if there is none. */
    static @Nullable Region copy(ByteString data, Agenda agenda, Sink sink) {
        Region memory =
                sink.machine()
                        .memory()
                        .allocate(
                                Region.Kind.NONPAGED_POOL,
                                "WskI",
                                data.size(),
                                sink.self().toString());
        if (memory != null) {
            sink.machine()
                    .memory()
                    .write(Memory.all(memory), 0, data, agenda.call().strand().irql(), sink.self());
        }
        return memory;
    }
}
