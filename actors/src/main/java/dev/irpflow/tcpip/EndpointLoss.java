package dev.irpflow.tcpip;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strands;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpEndpointLost;
import dev.irpflow.protocol.tcpip.UdpEndpointLost;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transport closes endpoints by itself, and tells the client of each. Connections are reset, as
 * if their client had closed them.
 */
public final class EndpointLoss {
    private final Stack stack;

    EndpointLoss(Stack stack) {
        this.stack = stack;
    }

    /** What a DPC is for: the endpoints that are still to be lost, oldest first. */
    record Due(Deque<LocalEndpoint> left) {}

    /**
     * Lets a machine lose endpoints, as soon as something else may run; false if it has none such.
     *
     * @param kind only those of this kind; null: all
     * @param port only those of this local port; 0: of any
     */
    public static boolean cause(Machine machine, @Nullable EndpointKind kind, int port) {
        List<LocalEndpoint> lost =
                machine.objects().all(LocalEndpoint.class).stream()
                        .filter(each -> kind == null || EndpointKind.of(each) == kind)
                        .filter(each -> port == 0 || each.local().port() == port)
                        .filter(EndpointLoss::isKnown)
                        .toList();
        if (lost.isEmpty()) {
            return false;
        }
        machine.strands()
                .beginDpc(
                        machine.place("tcpip"),
                        "endpoint-lost",
                        KDeferredRoutine.getDefaultInstance(),
                        new Due(new ArrayDeque<>(lost)),
                        Strands.ANY_PROCESSOR,
                        0);
        return true;
    }

    /** A DPC runs, or a client has been told: its call ends when all clients have been. */
    void proceed(Call call, Due due, Sink sink) {
        for (LocalEndpoint next = due.left().poll(); next != null; next = due.left().poll()) {
            if (!next.isGone()) { // its client has not closed it meanwhile
                stack.close(next, sink);
                sink.call(call, CallKind.CALL, next.client(), message(next), due);
                return;
            }
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static GeneratedMessage message(LocalEndpoint lost) {
        return switch (lost) {
            case Endpoint ofTcp ->
                    TcpEndpointLost.newBuilder()
                            .setEndpoint(ofTcp.id())
                            .setContext(ofTcp.context())
                            .build();
            case UdpEndpoint datagrams ->
                    UdpEndpointLost.newBuilder()
                            .setEndpoint(datagrams.id())
                            .setContext(datagrams.context())
                            .build();
        };
    }

    // A connection that its client is just being told of has no context yet by which the client
    // could be told that it is lost.
    private static boolean isKnown(LocalEndpoint endpoint) {
        return endpoint.context() != 0;
    }
}
