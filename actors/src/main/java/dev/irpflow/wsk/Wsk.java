package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.IpAddressesChanged;
import dev.irpflow.protocol.tcpip.IpListAddresses;
import dev.irpflow.protocol.tcpip.TcpAborted;
import dev.irpflow.protocol.tcpip.TcpAccepted;
import dev.irpflow.protocol.tcpip.TcpConnectFailed;
import dev.irpflow.protocol.tcpip.TcpConnected;
import dev.irpflow.protocol.tcpip.TcpDisconnected;
import dev.irpflow.protocol.tcpip.TcpEndpointLost;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.tcpip.TcpRequestDropped;
import dev.irpflow.protocol.tcpip.TcpRequested;
import dev.irpflow.protocol.tcpip.TcpSendBacklogChanged;
import dev.irpflow.protocol.tcpip.TcpSent;
import dev.irpflow.protocol.tcpip.UdpEndpointLost;
import dev.irpflow.protocol.tcpip.UdpReceived;
import dev.irpflow.protocol.wsk.WskAccept;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskCloseSocket;
import dev.irpflow.protocol.wsk.WskConnect;
import dev.irpflow.protocol.wsk.WskConnectEx;
import dev.irpflow.protocol.wsk.WskDeregister;
import dev.irpflow.protocol.wsk.WskDisconnect;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskGetRemoteAddress;
import dev.irpflow.protocol.wsk.WskInspectComplete;
import dev.irpflow.protocol.wsk.WskListen;
import dev.irpflow.protocol.wsk.WskQueryProviderCharacteristics;
import dev.irpflow.protocol.wsk.WskReceive;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskRegister;
import dev.irpflow.protocol.wsk.WskReleaseData;
import dev.irpflow.protocol.wsk.WskReleaseDatagram;
import dev.irpflow.protocol.wsk.WskReleaseProviderNPI;
import dev.irpflow.protocol.wsk.WskSend;
import dev.irpflow.protocol.wsk.WskSendMessages;
import dev.irpflow.protocol.wsk.WskSendTo;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import java.util.List;
import java.util.Objects;

/**
 * Winsock Kernel of one machine: it says who deals with which message. Registrations and sockets
 * lie among the machine's objects, each with its own state. Page:
 * windows-driver-docs-pr/network/winsock-kernel-architecture.md.
 */
public final class Wsk implements Component {
    private final Registrations registrations;
    private final Closing closing = new Closing();
    private final SendBacklog backlog;
    private final DatagramIndicating datagramIndicating;
    private final Indicating indicating;
    private final Completing completing;
    private final Intake intake;
    private final Connecting connecting;
    private final Accepting accepting;
    private final Inspecting inspecting;
    private final Disconnecting disconnecting = new Disconnecting();
    private final Sending sending = new Sending(disconnecting);
    private final Receiving receiving;
    private final DatagramReceiving datagramReceiving;
    private final ClientFunctions clientFunctions;
    private final ClientControl clientControl;
    private final SocketControl socketControl;
    private final ControlFunctions controlFunctions;
    private final Operations operations;
    private final Cancelling cancelling;

    /** WSK as a machine starts with it. */
    public Wsk(WskSettings settings, DispatchSlots slots, NameTable table) {
        Transports transports = new Transports(settings);
        this.registrations = new Registrations(settings, transports);
        this.backlog = new SendBacklog(slots);
        this.datagramIndicating = new DatagramIndicating(slots);
        this.indicating = new Indicating(slots, backlog, datagramIndicating);
        this.completing = new Completing(registrations, indicating, closing);
        this.intake = new Intake(completing);
        this.connecting = new Connecting(backlog);
        this.accepting = new Accepting(slots, intake, indicating, backlog);
        this.inspecting = new Inspecting(slots);
        this.receiving = new Receiving(intake, indicating);
        this.datagramReceiving = new DatagramReceiving(intake);
        this.clientFunctions = new ClientFunctions(intake, completing, transports, table);
        this.clientControl =
                new ClientControl(
                        intake,
                        List.of(
                                new TransportList(settings, transports),
                                new CacheDescriptor(),
                                new ReleaseDescriptor(),
                                new StaticEventCallbacks(),
                                new TdiDevices(),
                                new TdiBehavior()));
        this.controlFunctions = new ControlFunctions(intake);
        this.socketControl =
                new SocketControl(
                        List.of(
                                new EventControl(accepting, backlog),
                                SharingOption.reuse(),
                                SharingOption.exclusive(),
                                new ConditionalAccept(slots),
                                new InspectIdCode(),
                                new SecurityOption(),
                                new V6OnlyOption(),
                                new BroadcastOption(),
                                new AddressListCode(),
                                new AddressChangeCode(),
                                new ConnectionOptions.KeepAlive(),
                                new ConnectionOptions.ReceiveBuffer(),
                                new ReceiveBacklogCode(),
                                new IdealBacklogCode(),
                                new SilentModeCode(),
                                new LoopbackFastPathCode(),
                                RedirectionCode.queryRecords(),
                                RedirectionCode.queryContext(),
                                RedirectionCode.setRecords(),
                                DatagramAddressing.remote(),
                                DatagramAddressing.sendTo(),
                                new ExtensionCode()));
        this.cancelling = new Cancelling(connecting, sending, socketControl, transports);
        this.operations =
                new Operations(
                        connecting,
                        accepting,
                        inspecting,
                        disconnecting,
                        sending,
                        receiving,
                        datagramReceiving,
                        socketControl,
                        closing,
                        transports);
    }

    @Override
    public List<WskRule> rules() {
        return WskRule.LIST;
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> called(call, sink);
            case Return answer -> answered(answer, sink);
        }
    }

    // In life-cycle order.
    private void called(Call call, Sink sink) {
        switch (call.request()) {
            case WskRegister r -> registrations.register(call, r, sink);
            case WskCaptureProviderNPI r -> registrations.capture(call, r, sink);
            case WskQueryProviderCharacteristics r -> registrations.query(call, r, sink);
            case WskSocket r -> client(call, r.getClient(), r.getIrp(), Operation.SOCKET, sink);
            case WskSocketConnect r ->
                    client(call, r.getClient(), r.getIrp(), Operation.SOCKET_CONNECT, sink);
            case WskBind r -> socket(call, r.getSocket(), r.getIrp(), Operation.BIND, sink);
            case WskListen r -> socket(call, r.getSocket(), r.getIrp(), Operation.LISTEN, sink);
            case WskAccept r ->
                    socket(call, r.getListenSocket(), r.getIrp(), Operation.ACCEPT, sink);
            case WskInspectComplete r ->
                    socket(call, r.getListenSocket(), r.getIrp(), Operation.INSPECT_COMPLETE, sink);
            case WskConnect r -> socket(call, r.getSocket(), r.getIrp(), Operation.CONNECT, sink);
            case WskConnectEx r -> socket(call, r.getSocket(), r.getIrp(), Operation.CONNECT, sink);
            case WskGetLocalAddress r ->
                    socket(call, r.getSocket(), r.getIrp(), Operation.GET_LOCAL_ADDRESS, sink);
            case WskGetRemoteAddress r ->
                    socket(call, r.getSocket(), r.getIrp(), Operation.GET_REMOTE_ADDRESS, sink);
            case WskSend r -> socket(call, r.getSocket(), r.getIrp(), Operation.SEND, sink);
            case WskReceive r -> socket(call, r.getSocket(), r.getIrp(), Operation.RECEIVE, sink);
            case WskReleaseData r -> receiving.release(call, r, sink);
            case WskDisconnect r ->
                    socket(call, r.getSocket(), r.getIrp(), Operation.DISCONNECT, sink);
            case WskSendTo r -> socket(call, r.getSocket(), r.getIrp(), Operation.SEND_TO, sink);
            case WskSendMessages r ->
                    socket(call, r.getSocket(), r.getIrp(), Operation.SEND_MESSAGES, sink);
            case WskReceiveFrom r ->
                    socket(call, r.getSocket(), r.getIrp(), Operation.RECEIVE_FROM, sink);
            case WskReleaseDatagram r -> datagramReceiving.release(call, r, sink);
            case WskCloseSocket r -> socket(call, r.getSocket(), r.getIrp(), Operation.CLOSE, sink);
            case WskReleaseProviderNPI r -> registrations.release(call, r, sink);
            case WskDeregister r -> registrations.deregister(call, r, sink);
            case DriverCancel r -> cancelling.cancel(call, r, sink);
            case KDeferredRoutine _ -> deferred(call, sink);
            case IoWorkitemRoutine _ -> deferred(call, sink);
            default -> {
                if (call.contract().kind() == Kind.CALLBACK || !others(call, sink)) {
                    indicated(call, sink);
                }
            }
        }
    }

    private void indicated(Call call, Sink sink) {
        Agenda agenda = Agenda.of(call);
        boolean asks = false;
        switch (call.request()) {
            case TcpRequested r -> asks = inspecting.requested(agenda, r, sink);
            case TcpRequestDropped r -> asks = inspecting.dropped(agenda, r, sink);
            case TcpConnected r -> connecting.connected(agenda, r, sink);
            case TcpConnectFailed r -> connecting.failed(agenda, r, sink);
            case TcpAccepted r -> accepting.arrived(agenda, r, sink);
            case TcpReceived r -> receiving.arrived(agenda, r, sink);
            case TcpSent r -> sending.sent(agenda, r, sink);
            case TcpSendBacklogChanged r -> backlog.changed(agenda, r, sink);
            case TcpDisconnected r -> receiving.ended(agenda, r, sink);
            case TcpAborted r -> disconnecting.aborted(agenda, r, sink);
            case UdpReceived r -> datagramReceiving.arrived(agenda, r, sink);
            case TcpEndpointLost r -> Losing.lost(agenda, r.getContext(), sink);
            case UdpEndpointLost r -> Losing.lost(agenda, r.getContext(), sink);
            case IpAddressesChanged r -> AddressChangeCode.changed(agenda, r, sink);
            // The contract says that it is absent, and the verifier has said so.
            default -> agenda.answer(NtStatus.STATUS_NOT_SUPPORTED, null);
        }
        if (!asks) {
            completing.proceed(agenda, sink);
        }
    }

    private void client(Call call, long client, long irp, Operation operation, Sink sink) {
        Pending pending = intake.ofClient(call, client, irp, operation, sink);
        if (pending != null) {
            begin(call, pending, sink);
        }
    }

    private void socket(Call call, long socket, long irp, Operation operation, Sink sink) {
        Pending pending = intake.ofSocket(call, socket, irp, operation, sink);
        if (pending != null) {
            begin(call, pending, sink);
        }
    }

    // False if the function or code is absent.
    private boolean others(Call call, Sink sink) {
        if (socketControl.has(call)) {
            control(call, sink);
            return true;
        }
        return clientControl.control(call, sink)
                || clientFunctions.serve(call, sink)
                || controlFunctions.serve(call, sink);
    }

    private void control(Call call, Sink sink) {
        long socketId = ControlFields.socket(call);
        long irp = ControlFields.irp(call);
        boolean isTooMany =
                socketControl.takesNoIrp(call.request()) && Intake.refusesIrp(call, irp, sink);
        if (irp != 0 && call.contract().completes() == Completes.IRP_ALWAYS) {
            socket(call, socketId, irp, Operation.CONTROL, sink);
            return;
        }
        Socket socket = intake.ofSocket(call, socketId, Operation.CONTROL, sink);
        if (socket != null) {
            Agenda agenda = Agenda.of(call);
            if (isTooMany) {
                agenda.answer(WskStatus.INVALID_PARAMETER.of(call.request(), sink), null);
            } else {
                socketControl.control(agenda, socket, sink);
            }
            completing.proceed(agenda, sink);
        }
    }

    private void begin(Call call, Pending pending, Sink sink) {
        Agenda agenda = Agenda.of(call, pending);
        if (!CachedDescriptor.isThere(call, pending, sink)) {
            agenda.refuse(pending, WskStatus.INVALID_PARAMETER, sink);
            completing.proceed(agenda, sink);
            return;
        }
        if (operations.mayPendAsAWhole(pending) && intake.isToPend(call, pending, sink)) {
            if (Operations.isCancelledBefore(pending) && !pending.pend(sink.self())) {
                agenda.finish(pending, NtStatus.STATUS_CANCELLED, 0);
            } else {
                sink.dpc("wsk-deferred", new Later.CarryOut(pending));
            }
            completing.proceed(agenda, sink);
            return;
        }
        operations.carryOut(agenda, pending, sink);
        completing.proceed(agenda, sink);
    }

    private void answered(Return answer, Sink sink) {
        switch ((Step) Objects.requireNonNull(answer.call().tag())) {
            case Agenda agenda -> answered(answer, agenda, sink);
            case Step.AcceptIndicated step -> {
                accepting.offered(answer, step, sink);
                callbackEnded(step.listener(), SocketEvent.ACCEPT, step.agenda(), sink);
            }
            case Step.RequestInspected step -> {
                inspecting.inspected(answer, step, sink);
                callbackEnded(step.listener(), SocketEvent.INSPECT, step.agenda(), sink);
            }
            case Step.DataIndicated step -> {
                indicating.dataIndicated(answer, step, sink);
                callbackEnded(step.socket(), SocketEvent.RECEIVE, step.agenda(), sink);
            }
            case Step.DatagramsIndicated step -> {
                datagramIndicating.indicated(answer, step, sink);
                callbackEnded(step.socket(), SocketEvent.RECEIVE_FROM, step.agenda(), sink);
            }
            case Step.LossIndicated step -> {
                LossIndicating.answered(answer, step, sink);
                callbackEnded(step.socket(), step.event(), step.agenda(), sink);
            }
            case Step.EventIndicated step ->
                    callbackEnded(step.socket(), step.event(), step.agenda(), sink);
            case Step.Unlocked step -> completing.proceed(cancelling.unlocked(step, sink), sink);
        }
    }

    private void answered(Return answer, Agenda agenda, Sink sink) {
        Pending asker = agenda.takeAsker();
        Pending completed = agenda.takeCompleted();
        if (asker != null) {
            operations.answered(answer, agenda, asker, sink);
        } else if (completed != null) {
            completing.completed(completed, agenda, sink);
        } else if (answer.call().request() instanceof IpListAddresses) {
            AddressListCode.listed(answer, agenda);
        }
        completing.proceed(agenda, sink);
    }

    private void callbackEnded(Socket socket, SocketEvent event, Agenda agenda, Sink sink) {
        for (Pending disable : socket.events().ends(event)) {
            if (disable.claim()) {
                agenda.finish(disable, NtStatus.STATUS_SUCCESS, 0);
            }
        }
        closing.whenDrained(socket, agenda, sink);
        completing.proceed(agenda, sink);
    }

    private void deferred(Call call, Sink sink) {
        switch ((Later) Objects.requireNonNull(call.tag())) {
            case Later.ProviderReady _ -> registrations.ready(call, sink);
            case Later.CaptureTimedOut over -> registrations.timedOut(call, over.capture(), sink);
            case Later.CarryOut out -> {
                Agenda agenda = Agenda.of(call);
                if (out.pending().claim()) {
                    operations.carryOut(agenda, out.pending(), sink);
                }
                completing.proceed(agenda, sink);
            }
            case Later.OfClient later -> clientFunctions.goOn(call, later, sink);
            case Later.Resume resume -> {
                Agenda agenda = Agenda.of(call);
                resume(agenda, resume.socket(), sink);
                completing.proceed(agenda, sink);
            }
        }
    }

    private void resume(Agenda agenda, Socket socket, Sink sink) {
        switch (socket.state()) {
            case SocketState.Listening listening ->
                    accepting.serve(listening.accepts(), agenda, sink);
            case SocketState.Connected connected ->
                    receiving.resume(agenda, socket, connected.connection(), sink);
            case SocketState.BoundForDatagrams bound ->
                    datagramReceiving.resume(agenda, socket, bound.datagrams(), sink);
            case SocketState.Closing _ -> closing.whenDrained(socket, agenda, sink);
            case SocketState.Created _ -> {}
            case SocketState.Binding _ -> {}
            case SocketState.Bound _ -> {}
            case SocketState.Connecting _ -> {}
            case SocketState.Unconnectable _ -> {}
            case SocketState.Silent _ -> {}
            case SocketState.Aborted _ -> agenda.indicate(socket);
            case SocketState.Lost _ -> agenda.indicate(socket);
        }
    }
}
