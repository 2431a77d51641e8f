package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAbort;
import dev.irpflow.protocol.tcpip.TcpAborted;
import dev.irpflow.protocol.tcpip.TcpAccepted;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpConnect;
import dev.irpflow.protocol.tcpip.TcpConnectFailed;
import dev.irpflow.protocol.tcpip.TcpConnected;
import dev.irpflow.protocol.tcpip.TcpDecide;
import dev.irpflow.protocol.tcpip.TcpDisconnect;
import dev.irpflow.protocol.tcpip.TcpDisconnected;
import dev.irpflow.protocol.tcpip.TcpEndpointLost;
import dev.irpflow.protocol.tcpip.TcpListen;
import dev.irpflow.protocol.tcpip.TcpReceiveWindow;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.tcpip.TcpRequestDropped;
import dev.irpflow.protocol.tcpip.TcpRequested;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.tcpip.TcpSendBacklogChanged;
import dev.irpflow.protocol.tcpip.TcpSent;
import dev.irpflow.protocol.tcpip.TcpVerdict;
import dev.irpflow.protocol.tcpip.TransportAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays the part of WSK on one machine: it calls the transport, and records what it is told. */
final class Talker implements Component {
    private record Wanted(GeneratedMessage request) {}

    private record Within(End end, Call indication, @Nullable GeneratedMessage out) {}

    private final TcpWorld world;
    private final Machine machine;
    private final Map<Long, End> ends = new LinkedHashMap<>(); // by context: first end 1, then 2
    private NtStatus listenerAnswer = NtStatus.STATUS_SUCCESS;
    private TcpVerdict inspectedAs = TcpVerdict.TCP_VERDICT_UNSPECIFIED;
    private Consumer<End> onAccept = end -> {};
    private @Nullable End lastAccepted;
    private TcpAccepted lastTaken = TcpAccepted.getDefaultInstance();
    private TcpConnected lastConnected = TcpConnected.getDefaultInstance();
    private long lastListener;
    private long lastRequest;
    private @Nullable Return answer;
    private int port;

    Talker(TcpWorld world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    Machine machine() {
        return machine;
    }

    /** Answers connections so, from now on. */
    void answer(NtStatus status) {
        listenerAnswer = status;
    }

    /** Prepares each accepted end. */
    void onAccept(Consumer<End> prepare) {
        onAccept = prepare;
    }

    /** The newest connection that a listener has taken. */
    End accepted() {
        if (lastAccepted == null) {
            throw new AssertionError("nobody has connected to " + machine.name());
        }
        return lastAccepted;
    }

    /** The listener that took it. */
    long lastListener() {
        return lastListener;
    }

    /** The request that became the newest connection; 0 if it was not inspected. */
    long lastRequest() {
        return lastRequest;
    }

    /** What the newest TcpAccepted has said. */
    TcpAccepted lastAccepted() {
        return lastTaken;
    }

    /** What the newest TcpConnected has said. */
    TcpConnected lastConnected() {
        return lastConnected;
    }

    boolean hasAccepted() {
        return lastAccepted != null;
    }

    /** The port of the last bind. */
    int port() {
        return port;
    }

    // Calls that are made now, on a DPC; they end before these methods return.

    End bind(int ip, int toPort) {
        return bind(TcpBind.newBuilder().setLocal(address(ip, toPort)));
    }

    End bind(TcpBind.Builder request) {
        Return bound = call(request.setContext(ends.size() + 1L).build());
        if (bound.status() != NtStatus.STATUS_SUCCESS) {
            throw new AssertionError("TcpBind: " + bound.status());
        }
        TcpBind.Out out = bound.out(TcpBind.Out.class);
        port = out.getLocal().getPort();
        return add(new End(out.getEndpoint()));
    }

    NtStatus tryBind(TcpBind.Builder request) {
        Return bound = call(request.setContext(ends.size() + 1L).build());
        if (bound.status() == NtStatus.STATUS_SUCCESS) {
            add(new End(bound.out(TcpBind.Out.class).getEndpoint()));
        }
        return bound.status();
    }

    End listen(int onPort) {
        End end = bind(0, onPort);
        expect(NtStatus.STATUS_SUCCESS, listen(end));
        return end;
    }

    /** A listener whose requests are decided like this. */
    End inspect(int onPort, TcpVerdict verdict) {
        inspectedAs = verdict;
        End end = bind(0, onPort);
        TcpListen request =
                TcpListen.newBuilder().setEndpoint(end.endpoint).setInspects(true).build();
        expect(NtStatus.STATUS_SUCCESS, call(request).status());
        return end;
    }

    NtStatus decide(End listener, long request, boolean accepts) {
        TcpDecide.Builder decide = TcpDecide.newBuilder().setEndpoint(listener.endpoint);
        return call(decide.setRequest(request).setAccepts(accepts).build()).status();
    }

    NtStatus listen(End end) {
        return call(TcpListen.newBuilder().setEndpoint(end.endpoint).build()).status();
    }

    NtStatus connect(End end, int ip, int toPort) {
        return connect(end, address(ip, toPort));
    }

    NtStatus connect(End end, TransportAddress remote) {
        TcpConnect.Builder request = TcpConnect.newBuilder().setEndpoint(end.endpoint);
        return call(request.setRemote(remote).build()).status();
    }

    NtStatus send(End end, ByteString data) {
        return call(TcpSend.newBuilder().setEndpoint(end.endpoint).setData(data).build()).status();
    }

    NtStatus send(End end, String text) {
        return send(end, ByteString.copyFromUtf8(text));
    }

    NtStatus consume(End end, int octets) {
        TcpReceiveWindow.Builder request = TcpReceiveWindow.newBuilder().setConsumed(octets);
        return call(request.setEndpoint(end.endpoint).build()).status();
    }

    NtStatus disconnect(End end) {
        return call(TcpDisconnect.newBuilder().setEndpoint(end.endpoint).build()).status();
    }

    NtStatus abort(End end) {
        return call(TcpAbort.newBuilder().setEndpoint(end.endpoint).build()).status();
    }

    NtStatus close(End end) {
        return call(TcpClose.newBuilder().setEndpoint(end.endpoint).build()).status();
    }

    /** Asks something else of the transport. */
    Return call(GeneratedMessage request) {
        answer = null;
        Place self = machine.place("wsk");
        KDeferredRoutine routine = KDeferredRoutine.getDefaultInstance();
        machine.strands().beginDpc(self, "talker", routine, new Wanted(request), 0, machine.key());
        Return got = world.runUntil(() -> answer);
        world.finishReady();
        return got;
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> called(call, sink);
            case Return got -> returned(got, sink);
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
            case TcpConnected told -> {
                lastConnected = told;
                react(end(told.getContext()), "connected", call, sink);
            }
            case TcpConnectFailed told -> {
                End end = end(told.getContext());
                end.ended = told.getStatus();
                react(end, "connect-failed", call, sink);
            }
            case TcpRequested told -> {
                End end = end(told.getContext());
                end.told.add("requested " + told.getRequest());
                TcpRequested.Out out =
                        TcpRequested.Out.newBuilder().setVerdict(inspectedAs).build();
                end.reaction.accept(end);
                proceed(new Within(end, call, out), sink);
            }
            case TcpRequestDropped told ->
                    react(end(told.getContext()), "dropped " + told.getRequest(), call, sink);
            case TcpAccepted told -> accepted(told, call, sink);
            case TcpReceived told -> received(told, call, sink);
            case TcpSent told -> {
                End end = end(told.getContext());
                end.sendsDone += told.getSends();
                end.octetsDone += told.getBytes();
                end.disconnectDone |= told.getDisconnected();
                react(end, "sent", call, sink);
            }
            case TcpSendBacklogChanged told -> {
                End end = end(told.getContext());
                end.backlogs.add(told.getIdeal());
                react(end, "backlog", call, sink);
            }
            case TcpDisconnected told -> {
                End end = end(told.getContext());
                end.peerDone = true;
                react(end, "disconnected", call, sink);
            }
            case TcpEndpointLost told -> react(end(told.getContext()), "lost", call, sink);
            case TcpAborted told -> {
                End end = end(told.getContext());
                end.ended = told.getStatus();
                react(end, "aborted", call, sink);
            }
            default -> throw new AssertionError("told of " + call);
        }
    }

    private void accepted(TcpAccepted told, Call call, Sink sink) {
        if (listenerAnswer != NtStatus.STATUS_SUCCESS) {
            sink.returns(call, listenerAnswer);
            return;
        }
        End end = add(new End(told.getEndpoint()));
        lastAccepted = end;
        lastTaken = told;
        lastListener = told.getListener();
        end.told.add("accepted");
        lastRequest = told.getRequest();
        onAccept.accept(end);
        proceed(new Within(end, call, null), sink);
    }

    private void received(TcpReceived told, Call call, Sink sink) {
        End end = end(told.getContext());
        end.receive(told.getData());
        end.told.add("received");
        end.reaction.accept(end);
        int consumed = end.consumes ? told.getData().size() : 0;
        TcpReceived.Out out = TcpReceived.Out.newBuilder().setConsumed(consumed).build();
        proceed(new Within(end, call, out), sink);
    }

    private void react(End end, String what, Call call, Sink sink) {
        end.told.add(what);
        end.reaction.accept(end);
        proceed(new Within(end, call, null), sink);
    }

    private void proceed(Within work, Sink sink) {
        GeneratedMessage request = work.end().within.pollFirst();
        if (request != null) {
            sink.call(work.indication(), request, work);
        } else if (work.indication().request() instanceof TcpAccepted) {
            TcpAccepted.Out out = TcpAccepted.Out.newBuilder().setContext(ends.size()).build();
            sink.returns(work.indication(), NtStatus.STATUS_SUCCESS, out);
        } else {
            sink.returns(work.indication(), NtStatus.STATUS_SUCCESS, work.out());
        }
    }

    private void returned(Return got, Sink sink) {
        switch (got.call().tag()) {
            case Wanted wanted -> {
                Call outer = got.call().outer();
                if (outer == null) {
                    throw new AssertionError("a call within nothing");
                }
                answer = got;
                sink.returns(outer, NtStatus.STATUS_SUCCESS);
            }
            case Within work -> proceed(work, sink);
            case null, default -> throw new AssertionError("the return of " + got.call());
        }
    }

    private End add(End end) {
        ends.put(ends.size() + 1L, end);
        return end;
    }

    private End end(long context) {
        End end = ends.get(context);
        if (end == null) {
            throw new AssertionError("told with context " + context + ", which was never given");
        }
        return end;
    }

    private static void expect(NtStatus wanted, NtStatus got) {
        if (wanted != got) {
            throw new AssertionError("expected " + wanted + ", got " + got);
        }
    }

    static TransportAddress address(int ip, int port) {
        return TransportAddress.newBuilder().setIp(ip).setPort(port).build();
    }
}
