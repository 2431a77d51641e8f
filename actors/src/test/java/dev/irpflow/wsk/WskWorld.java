package dev.irpflow.wsk;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two machines on one network, one pool and one virtual clock. */
final class WskWorld {
    static final int CLIENT = IpAddress.of("10.0.0.1").ipv4();
    static final int SERVER = IpAddress.of("10.0.0.2").ipv4();
    static final IpAddress CLIENT6 = IpAddress.of("fd00::1");
    static final IpAddress SERVER6 = IpAddress.of("fd00::2");
    static final int PORT = 445;
    static final long MS = 1_000_000;

    final TestHost host = new TestHost();
    final Network network;
    final Peer client;
    final Peer server;

    /** A quiet world whose WSK is ready. */
    WskWorld() {
        this(LinkSettings.LAN, WskSettings.DEFAULT, 1);
    }

    /** A world whose links are so. */
    WskWorld(LinkSettings links) {
        this(links, WskSettings.DEFAULT, 1);
    }

    /** A world whose WSK is so. */
    WskWorld(WskSettings settings) {
        this(LinkSettings.LAN, settings, 1);
    }

    /** A world whose machines have so many processors. */
    WskWorld(LinkSettings links, WskSettings settings, int processors) {
        this(links, settings, processors, Choices.USUAL);
    }

    /** A quiet world that takes so what the documentation leaves open. */
    WskWorld(Choices choices) {
        this(LinkSettings.LAN, WskSettings.DEFAULT, 1, choices);
    }

    private WskWorld(LinkSettings links, WskSettings settings, int processors, Choices choices) {
        this.network = new Network(links);
        host.wire((from, frame) -> network.transmit(from, (Frame) frame, null));
        this.client = new Peer(this, settings(choices, "client", processors), CLIENT, settings);
        this.server = new Peer(this, settings(choices, "server", processors), SERVER, settings);
    }

    private static MachineSettings settings(Choices choices, String name, int processors) {
        return MachineSettings.of(name).withProcessors(processors).with(choices);
    }

    /** All addresses of the machine that has this one of IPv4. */
    static List<IpAddress> addresses(int ip) {
        return List.of(IpAddress.ofIpv4(ip), ip == CLIENT ? CLIENT6 : SERVER6);
    }

    /** A connection from the client to the server, both ends with an IRP each. */
    Connected connect() {
        return connect(0, 0);
    }

    /** The same with dispatch tables on both ends; 0 for none. */
    Connected connect(long clientDispatch, long serverDispatch) {
        long listener = server.listener(PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, serverDispatch, irp));
        long socket = client.bound(SocketCategory.CONNECTION, clientDispatch);
        client.begin(irp -> client.connect(socket, SERVER, PORT, irp)).mustSucceed();
        return new Connected(socket, accept.information(), listener);
    }

    /** The next call of a routine is answered with this status, and not carried out. */
    void failNext(String routine, NtStatus status) {
        next(routine, new FaultPoint.Fate.Fail("fail " + routine, status));
    }

    /** The next call of a routine reaches it so many nanoseconds later. */
    void delayNext(String routine, long ns) {
        next(routine, new FaultPoint.Fate.Delay("delay " + routine, ns));
    }

    private void next(String routine, FaultPoint.Fate fate) {
        boolean[] done = new boolean[1];
        host.faults(call -> {
            if (done[0] || !call.contract().name().equals(routine)) {
                return null;
            }
            done[0] = true;
            return fate;
        });
    }

    /** Every call that could end inline is pended. */
    void pendAll() {
        host.faults(WskWorld::pend);
    }

    private static FaultPoint.@Nullable Fate pend(Call call) {
        return call.contract().serves().equals("wsk") ? new FaultPoint.Fate.Pend("pend") : null;
    }

    /**
     * The two ends of a connection.
     *
     * @param client the client's socket
     * @param server the server's accepted socket
     * @param listener the server's listening socket
     */
    record Connected(long client, long server, long listener) {}
}
