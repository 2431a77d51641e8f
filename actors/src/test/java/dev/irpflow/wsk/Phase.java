package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskListen;
import dev.irpflow.tcpip.EndpointKind;
import dev.irpflow.tcpip.EndpointLoss;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a socket of the client gets into each of its phases, and the answers that are due there. */
enum Phase {
    // The order of the columns is that of Operation from BIND on:
    // bind listen accept inspect-complete connect send receive disconnect send-to send-messages
    // receive-from local remote control close
    CREATED(". D D D D D D D D D D D D D ."),
    BINDING("D D D D D D D D D D D D D D ."),
    BOUND("D . D D . D D D D D D . D D ."),
    LISTENING("D D . P D D D D D D D . D . ."),
    CONNECTING("D D D D D D D D D D D . D D ."),
    REFUSED("D . D D . D D D D D D . D D ."), // as if it had not been tried
    UNCONNECTABLE("D D D D D D D D D D D . D D ."),
    CONNECTED("D D D D D . . . D D D . . . ."),
    // A second graceful disconnect finds the direction closed.
    LOCAL_HALF_CLOSED("D D D D D D . D D D D . . . ."),
    REMOTE_HALF_CLOSED("D D D D D . . . D D D . . . ."),
    DISCONNECTED("D D D D D D . D D D D . . . ."),
    ABORTED_BY_PEER("D D D D D R R D D D D . D . ."),
    ABORTED_HERE("D D D D D A A D D D D . D . ."),
    SILENT("D D D D D D D D D D D D D D ."),
    NON_FUNCTIONAL("F F F F F F F F F F F F F F ."),
    LOST_LISTENER("F F F F F F F F F F F F F F ."),
    BOUND_FOR_DATAGRAMS("D D D D D D D D . . . . D . ."),
    LOST_FOR_DATAGRAMS("F F F F F F F F F F F F F F .");

    private static final List<Operation> COLUMNS =
            List.copyOf(EnumSet.range(Operation.BIND, Operation.CLOSE));
    private static final long SECOND = 1_000_000_000;

    private final String[] answers;

    Phase(String answers) {
        this.answers = answers.split(" ");
    }

    /** Whether sockets of this category get there. */
    boolean isOf(SocketCategory category) {
        return switch (category) {
            case BASIC -> false; // it is never more than created, and has no function but control
            case LISTEN ->
                    this == CREATED
                            || this == BINDING
                            || this == LISTENING
                            || this == LOST_LISTENER;
            case CONNECTION -> this != LISTENING && this != LOST_LISTENER && !isForDatagrams();
            case STREAM -> !isForDatagrams();
            case DATAGRAM -> this == CREATED || this == BINDING || isForDatagrams();
        };
    }

    private boolean isForDatagrams() {
        return this == BOUND_FOR_DATAGRAMS || this == LOST_FOR_DATAGRAMS;
    }

    /** Whether the function is legal. */
    boolean allows(Operation operation) {
        return answerTo(operation).equals(".");
    }

    /** What an illegal function is answered with. */
    NtStatus refusal(Operation operation) {
        return switch (answerTo(operation)) {
            case "D" -> NtStatus.STATUS_INVALID_DEVICE_STATE;
            case "P" -> NtStatus.STATUS_INVALID_PARAMETER; // a listener that does not inspect
            case "F" -> NtStatus.STATUS_FILE_FORCED_CLOSED;
            case "R" -> NtStatus.STATUS_CONNECTION_RESET;
            case "A" -> NtStatus.STATUS_CONNECTION_ABORTED;
            default -> throw new IllegalArgumentException(operation + " is legal in " + this);
        };
    }

    private String answerTo(Operation operation) {
        return answers[COLUMNS.indexOf(operation)];
    }

    /** Makes a socket of this category and brings it here. */
    long reach(WskWorld world, SocketCategory category) {
        Peer client = world.client;
        long socket = client.open(category, 0);
        switch (this) {
            case CREATED -> {}
            case BINDING -> {
                world.host.faults(Phase::pendBindAndDelayTheTransport);
                client.beginLater(irp -> client.bind(socket, 0, irp));
                pass(world);
                world.host.faults(FaultPoint.NONE);
            }
            case LISTENING, LOST_LISTENER -> {
                client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
                if (category == SocketCategory.STREAM) {
                    client.begin(irp -> listen(socket, irp)).mustSucceed();
                }
                if (this == LOST_LISTENER) {
                    EndpointLoss.cause(client.machine, EndpointKind.LISTENERS, 0);
                    world.host.run();
                }
            }
            case LOST_FOR_DATAGRAMS -> {
                client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
                world.failNext("UdpSend", NtStatus.STATUS_INVALID_HANDLE);
                client.sendTo(socket, WskWorld.SERVER, WskWorld.PORT, "lost");
            }
            case BOUND, BOUND_FOR_DATAGRAMS ->
                    client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
            case CONNECTING -> {
                client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
                world.network.cut("client", "server");
                client.beginLater(irp -> connect(client, socket, irp));
                pass(world);
            }
            case REFUSED -> {
                client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
                client.begin(irp -> connect(client, socket, irp));
            }
            case UNCONNECTABLE -> {
                client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
                world.network.cut("client", "server");
                Op given = client.beginLater(irp -> connect(client, socket, irp));
                pass(world);
                client.cancel(given);
            }
            case CONNECTED,
                    LOCAL_HALF_CLOSED,
                    REMOTE_HALF_CLOSED,
                    DISCONNECTED,
                    ABORTED_BY_PEER,
                    ABORTED_HERE,
                    SILENT,
                    NON_FUNCTIONAL ->
                    end(world, socket, connected(world, socket));
        }
        return socket;
    }

    // Pended, so that no call of the client is inside the socket meanwhile.
    private static FaultPoint.@Nullable Fate pendBindAndDelayTheTransport(Call call) {
        return switch (call.contract().name()) {
            case "WskBind" -> new FaultPoint.Fate.Pend("pend");
            case "TcpBind", "UdpBind" -> new FaultPoint.Fate.Delay("delay", SECOND);
            default -> null;
        };
    }

    /** Lets a moment pass, in which less happens than in a run to the end. */
    static void pass(WskWorld world) {
        world.host.runUntil(world.host.stage().now() + 10 * WskWorld.MS);
    }

    private static long connected(WskWorld world, long socket) {
        Peer server = world.server;
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        world.client.begin(irp -> world.client.bind(socket, 0, irp)).mustSucceed();
        world.client.begin(irp -> connect(world.client, socket, irp)).mustSucceed();
        return accept.information();
    }

    private void end(WskWorld world, long socket, long accepted) {
        if (this == LOCAL_HALF_CLOSED || this == DISCONNECTED) {
            world.client.begin(irp -> Peer.disconnect(socket, 0, irp)).mustSucceed();
        }
        if (this == REMOTE_HALF_CLOSED || this == DISCONNECTED) {
            world.server.begin(irp -> Peer.disconnect(accepted, 0, irp)).mustSucceed();
        }
        if (this == ABORTED_HERE) {
            world.client.begin(irp -> Peer.disconnect(socket, Peer.ABORTIVE, irp)).mustSucceed();
        }
        if (this == ABORTED_BY_PEER) {
            world.server.begin(irp -> Peer.disconnect(accepted, Peer.ABORTIVE, irp)).mustSucceed();
        }
        if (this == SILENT) {
            world.client.begin(irp -> Codes.silentMode(socket, irp)).mustSucceed();
        }
        if (this == NON_FUNCTIONAL) {
            world.failNext("TcpSend", NtStatus.STATUS_INVALID_HANDLE);
            world.client.send(socket, "lost");
        }
    }

    static WskListen listen(long socket, long irp) {
        return WskListen.newBuilder().setSocket(socket).setIrp(irp).build();
    }

    private static GeneratedMessage connect(Peer client, long socket, long irp) {
        return client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp);
    }
}
