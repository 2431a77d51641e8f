package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.tcpip.UdpClose;
import dev.irpflow.protocol.tcpip.UdpReceiveWindow;
import dev.irpflow.protocol.tcpip.UdpReceived;
import dev.irpflow.protocol.tcpip.UdpSend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays the part of WSK for datagrams: it calls the transport, and records what it is told. */
final class DatagramTalker implements Component {
    private record Wanted(GeneratedMessage request) {}

    private final TcpWorld world;
    private final Machine machine;
    private @Nullable Return answer;
    final List<UdpReceived> received = new ArrayList<>();
    boolean consumes = true; // whether it consumes within UdpReceived
    @Nullable GeneratedMessage within; // one call to make within the next indication

    DatagramTalker(TcpWorld world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    // Calls that are made now, on a DPC; they end before these methods return.

    UdpBind.Out bind(UdpBind.Builder request) {
        Return bound = call(request.build());
        if (bound.status() != NtStatus.STATUS_SUCCESS) {
            throw new AssertionError("UdpBind: " + bound.status());
        }
        return bound.out(UdpBind.Out.class);
    }

    long bind(int ip, int port) {
        return bind(UdpBind.newBuilder().setLocal(Talker.address(ip, port))).getEndpoint();
    }

    NtStatus tryBind(UdpBind.Builder request) {
        return status(request.build());
    }

    NtStatus status(GeneratedMessage request) {
        return call(request).status();
    }

    NtStatus send(long endpoint, int ip, int port, ByteString data) {
        return call(UdpSend.newBuilder()
                        .setEndpoint(endpoint)
                        .setRemote(Talker.address(ip, port))
                        .setData(data)
                        .build())
                .status();
    }

    NtStatus send(long endpoint, int ip, int port, String text) {
        return send(endpoint, ip, port, ByteString.copyFromUtf8(text));
    }

    NtStatus consume(long endpoint, int octets) {
        return call(UdpReceiveWindow.newBuilder().setEndpoint(endpoint).setConsumed(octets).build())
                .status();
    }

    NtStatus close(long endpoint) {
        return call(UdpClose.newBuilder().setEndpoint(endpoint).build()).status();
    }

    /** What has come, in order. */
    List<String> texts() {
        return received.stream().map(each -> each.getData().toStringUtf8()).toList();
    }

    private Return call(GeneratedMessage request) {
        answer = null;
        machine.strands()
                .beginDpc(
                        machine.place("wsk"),
                        "talker",
                        KDeferredRoutine.getDefaultInstance(),
                        new Wanted(request),
                        0,
                        machine.key());
        Return got = world.runUntil(() -> answer);
        world.finishReady();
        return got;
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> called(call, sink);
            case Return got -> {
                Call outer = got.call().outer();
                if (outer == null) {
                    throw new AssertionError("a call within nothing");
                }
                if (got.call().tag() instanceof Wanted) {
                    answer = got;
                    sink.returns(outer, NtStatus.STATUS_SUCCESS);
                } else {
                    returns(outer, (UdpReceived) outer.request(), sink);
                }
            }
        }
    }

    private void called(Call call, Sink sink) {
        switch (call.request()) {
            case KDeferredRoutine routine -> {
                Wanted wanted = (Wanted) call.tag();
                if (wanted == null) {
                    throw new AssertionError("a DPC without a purpose");
                }
                sink.call(call, wanted.request(), wanted);
            }
            case UdpReceived told -> {
                received.add(told);
                GeneratedMessage first = within;
                within = null;
                if (first == null) {
                    returns(call, told, sink);
                } else {
                    sink.call(call, first, told);
                }
            }
            default -> throw new AssertionError("told of " + call);
        }
    }

    private void returns(Call call, UdpReceived told, Sink sink) {
        int consumed = consumes ? told.getLength() : 0;
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                UdpReceived.Out.newBuilder().setConsumed(consumed).build());
    }
}
