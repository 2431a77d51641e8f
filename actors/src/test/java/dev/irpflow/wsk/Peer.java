// This file is one thing because a peer is all that a test asks of a machine.
package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskEventCallback;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskAccept;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskCloseSocket;
import dev.irpflow.protocol.wsk.WskConnect;
import dev.irpflow.protocol.wsk.WskDeregister;
import dev.irpflow.protocol.wsk.WskDisconnect;
import dev.irpflow.protocol.wsk.WskQueryProviderCharacteristics;
import dev.irpflow.protocol.wsk.WskReceive;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskRegister;
import dev.irpflow.protocol.wsk.WskReleaseProviderNPI;
import dev.irpflow.protocol.wsk.WskSend;
import dev.irpflow.protocol.wsk.WskSendMessages;
import dev.irpflow.protocol.wsk.WskSendTo;
import dev.irpflow.protocol.wsk.WskSetStaticEventCallbacks;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import dev.irpflow.tcpip.Tcpip;
import dev.irpflow.tcpip.TcpipSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One machine of a test, and the driver on it that is WSK's client. */
final class Peer {
    static final int AF_INET = 2;
    static final int ABORTIVE = 1;
    static final int WAITALL = 2;
    static final int DRAIN = 4;
    static final int EVENT_DISABLE = 0x80000000;
    private static final int NPI_WSK_INTERFACE_ID = 1;

    final Machine machine;
    final TestDriver driver;
    int completions;
    private final WskWorld world;
    private final Map<Long, List<Class<? extends GeneratedMessage>>> tables = new LinkedHashMap<>();
    private long registration;
    private long client;

    Peer(WskWorld world, MachineSettings machine, int ip, WskSettings settings) {
        this.world = world;
        this.machine = world.host.machine(machine);
        world.host.bindDirectly(this.machine, "ke", new Ke());
        world.host.bind(this.machine, "io", new Io());
        world.host.bind(
                this.machine,
                "tcpip",
                new Tcpip(machine.name(), TcpipSettings.of(WskWorld.addresses(ip))));
        this.driver = world.host.driver(this.machine, "driver");
        world.host.bind(
                this.machine,
                "wsk",
                new Wsk(settings, this::hasSlot, new TestNames(machine.name())));
        world.network.attach(this.machine, this.machine.place("tcpip"), WskWorld.addresses(ip));
    }

    // The address of a table is that of the one routine that serves all its slots.
    private boolean hasSlot(
            Place owner, long dispatch, Class<? extends GeneratedMessage> callback) {
        return tables.getOrDefault(dispatch, List.of()).contains(callback);
    }

    /** A dispatch table with these slots, whose callbacks are on from the first socket on. */
    long table(List<Class<? extends GeneratedMessage>> callbacks, TestDriver.Code routine) {
        if (tables.isEmpty()) {
            call(setStaticEvents(client(), SocketEvent.all()));
        }
        return tableThatIsOff(callbacks, routine);
    }

    /** A dispatch table with these slots, of which none is on before it is enabled. */
    long tableThatIsOff(
            List<Class<? extends GeneratedMessage>> callbacks, TestDriver.Code routine) {
        long address = driver.address(routine);
        tables.put(address, callbacks);
        return address;
    }

    Place place() {
        return driver.place();
    }

    /** Calls a routine on a thread of its own, and lets all come to rest. */
    NtStatus call(GeneratedMessage request) {
        NtStatus[] status = new NtStatus[1];
        driver.thread("test", me -> status[0] = me.status(request));
        world.host.run();
        return status[0];
    }

    /** The same with all that it gives. */
    Return answer(GeneratedMessage request) {
        Return[] answer = new Return[1];
        driver.thread("test", me -> answer[0] = me.call(request));
        world.host.run();
        return answer[0];
    }

    /** Makes a call with an IRP on a thread of its own, and lets all come to rest. */
    Op begin(LongFunction<GeneratedMessage> request) {
        Op op = beginLater(request);
        world.host.run();
        return op;
    }

    /** Begins a thread that makes a call with an IRP. */
    Op beginLater(LongFunction<GeneratedMessage> request) {
        Op op = new Op(this);
        driver.thread("test", me -> within(me, op, request));
        return op;
    }

    /** The same on a DPC. */
    Op beginAtDispatch(LongFunction<GeneratedMessage> request) {
        Op op = new Op(this);
        driver.dpc("test", 0, me -> within(me, op, request));
        world.host.run();
        return op;
    }

    /** Makes a call with an IRP within a routine that runs. */
    Op within(Running me, LongFunction<GeneratedMessage> request) {
        Op op = new Op(this);
        within(me, op, request);
        return op;
    }

    void within(Running me, Op op, LongFunction<GeneratedMessage> request) {
        op.returned(me.status(request.apply(op.irp().id())));
    }

    /** Cancels an IRP, and lets all come to rest. */
    void cancel(Op op) {
        call(IoCancelIrp.newBuilder().setIrp(op.irp().id()).build());
    }

    /** The registration of this machine's driver, made at first use. */
    long registration() {
        if (registration == 0) {
            registration = register(0x0100);
        }
        return registration;
    }

    long register(int version) {
        long[] made = new long[1];
        driver.thread(
                "test",
                me ->
                        made[0] =
                                me.call(
                                                WskRegister.newBuilder()
                                                        .setVersion(version)
                                                        .build(),
                                                WskRegister.Out.class)
                                        .getRegistration());
        world.host.run();
        return made[0];
    }

    /** The client object, captured at first use. */
    long client() {
        if (client == 0) {
            client = capture(registration());
        }
        return client;
    }

    long capture(long of) {
        long[] captured = new long[1];
        driver.thread(
                "test",
                me ->
                        captured[0] =
                                me.call(capture(of, 0), WskCaptureProviderNPI.Out.class)
                                        .getClient());
        world.host.run();
        return captured[0];
    }

    /** Releases the capture and deregisters; false if that has not returned in the end. */
    boolean canDeregister() {
        boolean[] over = new boolean[1];
        driver.thread(
                "test",
                me -> {
                    me.call(release(registration));
                    me.call(deregister(registration));
                    over[0] = true;
                });
        world.host.run();
        return over[0];
    }

    static WskCaptureProviderNPI capture(long registration, int timeoutMs) {
        return WskCaptureProviderNPI.newBuilder()
                .setRegistration(registration)
                .setWaitTimeout(timeoutMs)
                .build();
    }

    // Requests.

    static WskReleaseProviderNPI release(long registration) {
        return WskReleaseProviderNPI.newBuilder().setRegistration(registration).build();
    }

    static WskDeregister deregister(long registration) {
        return WskDeregister.newBuilder().setRegistration(registration).build();
    }

    static WskQueryProviderCharacteristics query(long registration) {
        return WskQueryProviderCharacteristics.newBuilder().setRegistration(registration).build();
    }

    WskSocket socket(SocketCategory category, long dispatch, long irp) {
        return socket(client(), category, dispatch, irp);
    }

    static WskSocket socket(long client, SocketCategory category, long dispatch, long irp) {
        int flag =
                switch (category) {
                    case BASIC -> 0;
                    case LISTEN -> 1;
                    case CONNECTION -> 2;
                    case STREAM -> 8;
                    case DATAGRAM -> 4;
                };
        boolean datagrams = category == SocketCategory.DATAGRAM;
        WskSocket.Builder request =
                WskSocket.newBuilder()
                        .setClient(client)
                        .setAddressFamily(AF_INET)
                        .setSocketType(datagrams ? 2 : 1)
                        .setProtocol(datagrams ? 17 : 6)
                        .setFlags(flag)
                        .setIrp(irp);
        if (dispatch != 0) {
            request.setDispatch(dispatch).setSocketContext(77);
        }
        return request.build();
    }

    GeneratedMessage bind(long socket, int port, long irp) {
        return WskBind.newBuilder()
                .setSocket(socket)
                .setLocalAddress(address(0, port))
                .setIrp(irp)
                .build();
    }

    GeneratedMessage accept(long listener, long dispatch, long irp) {
        WskAccept.Builder request = WskAccept.newBuilder().setListenSocket(listener).setIrp(irp);
        if (dispatch != 0) {
            request.setAcceptSocketDispatch(dispatch).setAcceptSocketContext(78);
        }
        return request.build();
    }

    GeneratedMessage connect(long socket, int ip, int port, long irp) {
        return WskConnect.newBuilder()
                .setSocket(socket)
                .setRemoteAddress(address(ip, port))
                .setIrp(irp)
                .build();
    }

    static GeneratedMessage socketConnect(long client, int ip, int port, long irp) {
        return WskSocketConnect.newBuilder()
                .setClient(client)
                .setSocketType(1)
                .setProtocol(6)
                .setLocalAddress(address(0, 0))
                .setRemoteAddress(address(ip, port))
                .setIrp(irp)
                .build();
    }

    static GeneratedMessage send(long socket, BufferRef data, long irp) {
        return WskSend.newBuilder().setSocket(socket).setBuffer(data).setIrp(irp).build();
    }

    static GeneratedMessage receive(long socket, BufferRef into, int flags, long irp) {
        return WskReceive.newBuilder()
                .setSocket(socket)
                .setBuffer(into)
                .setFlags(flags)
                .setIrp(irp)
                .build();
    }

    /**
     * WskSendTo.
     *
     * @param remote null for none
     */
    static GeneratedMessage sendTo(
            long socket, BufferRef data, @Nullable SocketAddress remote, long irp) {
        WskSendTo.Builder request =
                WskSendTo.newBuilder().setSocket(socket).setBuffer(data).setIrp(irp);
        return remote == null ? request.build() : request.setRemoteAddress(remote).build();
    }

    static GeneratedMessage sendMessages(
            long socket, List<BufferRef> data, SocketAddress remote, long irp) {
        return WskSendMessages.newBuilder()
                .setSocket(socket)
                .addAllBufferList(data)
                .setRemoteAddress(remote)
                .setIrp(irp)
                .build();
    }

    static GeneratedMessage receiveFrom(long socket, BufferRef into, long irp) {
        return WskReceiveFrom.newBuilder().setSocket(socket).setBuffer(into).setIrp(irp).build();
    }

    static GeneratedMessage disconnect(long socket, int flags, long irp) {
        return WskDisconnect.newBuilder().setSocket(socket).setFlags(flags).setIrp(irp).build();
    }

    /**
     * SO_WSK_EVENT_CALLBACK.
     *
     * @param irp 0 for none
     */
    static GeneratedMessage eventCallback(long socket, int mask, long irp) {
        SoWskEventCallback.Builder request =
                SoWskEventCallback.newBuilder()
                        .setSocket(socket)
                        .setNpiId(NPI_WSK_INTERFACE_ID)
                        .setEventMask(mask);
        return irp == 0 ? request.build() : request.setIrp(irp).build();
    }

    static GeneratedMessage setStaticEvents(long client, int mask) {
        return WskSetStaticEventCallbacks.newBuilder()
                .setClient(client)
                .setNpiId(NPI_WSK_INTERFACE_ID)
                .setEventMask(mask)
                .build();
    }

    static GeneratedMessage close(long socket, long irp) {
        return WskCloseSocket.newBuilder().setSocket(socket).setIrp(irp).build();
    }

    static SocketAddress address(int ip, int port) {
        SocketAddress.Builder address = SocketAddress.newBuilder().setFamily(AF_INET).setPort(port);
        if (ip != 0) {
            byte[] octets = {(byte) (ip >>> 24), (byte) (ip >>> 16), (byte) (ip >>> 8), (byte) ip};
            address.setAddress(ByteString.copyFrom(octets));
        }
        return address.build();
    }

    // Whole operations that succeed.

    long open(SocketCategory category, long dispatch) {
        return begin(irp -> socket(category, dispatch, irp)).information();
    }

    long open(SocketCategory category, AddressFamily family) {
        return begin(irp ->
                        socket(category, 0, irp).toBuilder()
                                .setAddressFamily(family.number())
                                .build())
                .information();
    }

    long bound(SocketCategory category, long dispatch) {
        long socket = open(category, dispatch);
        begin(irp -> bind(socket, 0, irp)).mustSucceed();
        return socket;
    }

    long listener(int port, long dispatch) {
        long socket = open(SocketCategory.LISTEN, dispatch);
        begin(irp -> bind(socket, port, irp)).mustSucceed();
        return socket;
    }

    Op send(long socket, String text) {
        BufferRef data = buffer(text);
        return begin(irp -> send(socket, data, irp));
    }

    /** A datagram socket that is bound to this port of any address. */
    long datagrams(int port, long dispatch) {
        long socket = open(SocketCategory.DATAGRAM, dispatch);
        begin(irp -> bind(socket, port, irp)).mustSucceed();
        return socket;
    }

    Op sendTo(long socket, int ip, int port, String text) {
        BufferRef data = buffer(text);
        return begin(irp -> sendTo(socket, data, address(ip, port), irp));
    }

    // Memory.

    BufferRef buffer(int length) {
        Region region =
                machine.memory().allocate(Region.Kind.NONPAGED_POOL, "Test", length, "driver");
        return Memory.all(Objects.requireNonNull(region));
    }

    BufferRef buffer(String text) {
        BufferRef buffer = buffer(text.length());
        machine.memory()
                .write(buffer, 0, ByteString.copyFromUtf8(text), Irql.PASSIVE_LEVEL, place());
        return buffer;
    }

    String text(BufferRef buffer, long length) {
        return machine.memory()
                .read(buffer, Irql.PASSIVE_LEVEL, place())
                .substring(0, (int) length)
                .toStringUtf8();
    }

    /** A routine of a dispatch table that only answers. */
    static TestDriver.Code answering() {
        return me -> STATUS_SUCCESS;
    }
}
