package dev.irpflow.chat;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread of a member: all that it does but for being loaded and unloaded. */
final class ChatThread {
    private static final String TAG = "Chat";

    private final Routines kernel;
    private final WskRegistrationId registration;
    private final ChatSettings settings;
    private final Members members;
    private final EventId stop;
    private long life;
    private boolean captured;
    private boolean isLost; // the socket is no longer functional

    ChatThread(
            Routines kernel,
            WskRegistrationId registration,
            ChatSettings settings,
            Members members,
            EventId stop) {
        this.kernel = kernel;
        this.registration = registration;
        this.settings = settings;
        this.members = members;
        this.stop = stop;
    }

    /** An operation with what it needs. */
    private record Work(WaitableIrp irp, BufferRef buffer) {}

    /** The body of the thread. */
    void run() {
        Wsk.CaptureProviderNPIResult capture =
                kernel.wsk().captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
        if (!capture.isSuccess()) {
            return; // the driver is being unloaded
        }
        captured = true;
        life = kernel.ke().querySystemTime();
        CompletionRoutine signal = WaitableIrp.completionRoutine(kernel);
        Work receiving = allocate(signal);
        Work sending = allocate(signal);
        if (receiving != null && sending != null) {
            do {
                isLost = false;
                chat(capture.client(), receiving, sending);
            } while (isLost && captured);
        }
        giveBack(receiving);
        giveBack(sending);
        release();
    }

    private @Nullable Work allocate(CompletionRoutine signal) {
        WaitableIrp irp = WaitableIrp.allocate(kernel, signal);
        BufferRef buffer =
                irp == null
                        ? null
                        : kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, Datagram.LONGEST, TAG);
        if (irp != null && buffer == null) {
            irp.free();
        }
        return irp == null || buffer == null ? null : new Work(irp, buffer);
    }

    private void giveBack(@Nullable Work work) {
        if (work != null) {
            work.irp().free();
            kernel.ex().freePool(work.buffer());
        }
    }

    private @Nullable WskSocketId open(WskClientId client, WaitableIrp irp) {
        kernel.wsk()
                .socket(
                        client,
                        Wsk.AF_INET,
                        Wsk.SOCK_DGRAM,
                        Wsk.IPPROTO_UDP,
                        Wsk.WSK_FLAG_DATAGRAM_SOCKET,
                        null,
                        null,
                        null,
                        null,
                        null,
                        irp.prepare());
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status())) {
            return null;
        }
        WskSocketId socket = new WskSocketId(irp.information());
        SocketAddress any =
                SocketAddress.newBuilder().setFamily(Wsk.AF_INET).setPort(settings.port()).build();
        kernel.wsk().bind(socket, any, 0, irp.prepare());
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status())) {
            close(socket, irp);
            return null;
        }
        return socket;
    }

    private void close(WskSocketId socket, WaitableIrp irp) {
        kernel.wsk().closeSocket(socket, irp.prepare());
        irp.await(FOREVER);
    }

    // Until the driver is unloaded, or the socket is lost.
    private void chat(WskClientId client, Work receiving, Work sending) {
        WskSocketId socket = open(client, sending.irp());
        if (socket != null) {
            chat(socket, receiving, sending);
            receiving.irp().cancel();
            close(socket, sending.irp());
        }
    }

    private void chat(WskSocketId socket, Work receiving, Work sending) {
        members.others().forEach(peer -> say(socket, peer, sending));
        boolean goesOn = true;
        while (goesOn) {
            if (!receiving.irp().isUnderWay()) {
                kernel.wsk()
                        .receiveFrom(
                                socket,
                                receiving.buffer(),
                                0,
                                null,
                                null,
                                receiving.irp().prepare());
            }
            switch (next(receiving.irp())) {
                case STATUS_SUCCESS -> received(socket, receiving, sending);
                case STATUS_TIMEOUT -> members.others().forEach(peer -> say(socket, peer, sending));
                default -> goesOn = false; // the driver is being unloaded
            }
            if (members.areDone()) {
                release(); // the socket outlives it
            }
            goesOn &= !isLost;
        }
    }

    private NtStatus next(WaitableIrp receiving) {
        return kernel.ke()
                .waitForMultipleObjects(
                        List.of(receiving.done(), stop),
                        WaitType.WaitAny,
                        KWaitReason.Executive,
                        KProcessorMode.KernelMode,
                        false,
                        WaitableIrp.milliseconds(settings.retryMs()),
                        null);
    }

    private void received(WskSocketId socket, Work receiving, Work sending) {
        receiving.irp().consumed();
        if (!NtStatuses.isSuccess(receiving.irp().status())) {
            // Only closing is left, and what was not acknowledged is said again by another socket.
            isLost = receiving.irp().status() == NtStatus.STATUS_FILE_FORCED_CLOSED;
            return;
        }
        BufferRef part =
                receiving.buffer().toBuilder().setLength(receiving.irp().information()).build();
        Datagram datagram = Datagram.of(kernel.mm().read(part));
        Peer peer = datagram == null ? null : members.at(datagram.from());
        if (datagram == null || peer == null) {
            return;
        }
        switch (datagram.kind()) {
            case MESSAGE -> {
                if (peer.says(datagram)) {
                    Datagram answer =
                            new Datagram(
                                    Datagram.Kind.SEEN,
                                    members.own(),
                                    life,
                                    datagram.number(),
                                    datagram.life(),
                                    "");
                    send(socket, peer, answer, sending);
                }
            }
            case SEEN -> {
                int before = peer.due();
                if (datagram.of() == life) {
                    peer.hasSeen(datagram);
                }
                if (peer.due() != before) {
                    say(socket, peer, sending);
                }
            }
        }
    }

    private void say(WskSocketId socket, Peer peer, Work sending) {
        int number = peer.due();
        if (number > 0) {
            Datagram message =
                    new Datagram(
                            Datagram.Kind.MESSAGE,
                            members.own(),
                            life,
                            number,
                            0,
                            peer.text(number));
            send(socket, peer, message, sending);
        }
    }

    // One that is lost is sent again: how this one ended does not matter.
    private void send(WskSocketId socket, Peer peer, Datagram datagram, Work sending) {
        byte[] bytes = datagram.bytes();
        BufferRef part = sending.buffer().toBuilder().setLength(bytes.length).build();
        kernel.mm().write(part, bytes);
        SocketAddress to =
                SocketAddress.newBuilder()
                        .setFamily(Wsk.AF_INET)
                        .setAddress(peer.address())
                        .setPort(settings.port())
                        .build();
        kernel.wsk().sendTo(socket, part, 0, to, 0, null, sending.irp().prepare());
        sending.irp().await(FOREVER);
    }

    private void release() {
        if (captured) {
            captured = false;
            kernel.wsk().releaseProviderNPI(registration);
        }
    }
}
