package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** A call that a thread may wait in: when it returned, and what. */
final class Waiting {
    private final List<Return> returned = new ArrayList<>();
    private long atNs;

    private Waiting() {}

    /** Begins a thread that makes the call. */
    static Waiting begin(Peer peer, GeneratedMessage request) {
        Waiting waiting = new Waiting();
        peer.driver.thread(
                "waiter",
                me -> {
                    waiting.returned.add(me.call(request));
                    waiting.atNs = me.now();
                });
        return waiting;
    }

    boolean isOver() {
        return !returned.isEmpty();
    }

    NtStatus status() {
        assertThat(returned).hasSize(1);
        return returned.getFirst().status();
    }

    /** When it returned, in nanoseconds. */
    long atNs() {
        return atNs;
    }
}
