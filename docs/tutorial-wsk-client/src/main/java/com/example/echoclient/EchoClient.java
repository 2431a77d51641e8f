package com.example.echoclient;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSettings;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Mm;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel module that sends a few messages to an echo server and hears them come back: a WSK client
 * with one connection, one thread and one IRP.
 */
public class EchoClient implements Driver {
    static final int MESSAGES = 3;

    private static final int PORT = 7;
    private static final int BYTES = 4_000; // of a message
    private static final String TAG = "Echo";

    Io io;
    Ke ke;
    Mm mm;
    Ex ex;
    Wsk wsk;
    SocketAddress server;
    WskRegistrationId registration;
    EventId stop; // the driver is to unload
    EventId ended; // the operation on the IRP has
    IrpId irp;
    BufferRef buffer;
    SystemThread thread;

    /** How many messages have come back. */
    int echoed;

    // One object is one address; a lambda at each use would be a routine of its own each time.
    final CompletionRoutine signal = (device, completed, context) -> signal();

    // [entry]
    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        io = kernel.io();
        ke = kernel.ke();
        mm = kernel.mm();
        ex = kernel.ex();
        wsk = kernel.wsk();
        server =
                SocketAddress.newBuilder()
                        .setFamily(Wsk.AF_INET)
                        .setAddress(
                                new DriverSettings(context.settings())
                                        .address("server", "server"))
                        .setPort(PORT)
                        .build();
        stop = ke.initializeEvent(EventType.NotificationEvent, false);
        ended = ke.initializeEvent(EventType.SynchronizationEvent, false);
        Wsk.RegisterResult registered = wsk.register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        registration = registered.registration();
        thread = SystemThread.begin(kernel, call -> talk());
        if (!thread.isBegun()) {
            wsk.deregister(registration);
        }
        return thread.status();
    }
    // [end]

    // [unload]
    @Override
    public void driverUnload() {
        ke.setEvent(stop, Ke.IO_NO_INCREMENT, false);
        wsk.deregister(registration); // waits until the provider is released and no socket is left
        thread.join(); // its code must not be gone before it is
    }
    // [end]

    // [talk]
    /** The thread: WSK may be waited for here, and whatever fails is tried again after a second. */
    void talk() {
        Wsk.CaptureProviderNPIResult captured =
                wsk.captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
        if (!captured.isSuccess()) {
            return; // deregistered meanwhile
        }
        irp = io.allocateIrp(1, false);
        buffer = ex.allocatePool2(Ex.POOL_FLAG_NON_PAGED, BYTES, TAG);
        if (irp != null && buffer != null) {
            do {
                converse(captured.client());
            } while (echoed < MESSAGES && !isToStopWithin(1_000));
        }
        if (buffer != null) {
            ex.freePool(buffer);
        }
        if (irp != null) {
            io.freeIrp(irp);
        }
        wsk.releaseProviderNPI(registration);
    }
    // [end]

    // [converse]
    /** One connection, from its beginning to its end. */
    void converse(WskClientId client) {
        SocketAddress any = SocketAddress.newBuilder().setFamily(Wsk.AF_INET).build();
        NtStatus connected =
                await(
                        wsk.socketConnect(
                                client,
                                Wsk.SOCK_STREAM,
                                Wsk.IPPROTO_TCP,
                                any,
                                server,
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                prepare()));
        if (!NtStatuses.isSuccess(connected)) {
            return; // refused, unreachable, too late, cancelled: there is no socket
        }
        WskSocketId socket = new WskSocketId(io.getIoStatus(irp).getInformation());
        while (echoed < MESSAGES && exchange(socket, message(echoed))) {
            echoed++;
        }
        end(socket);
    }
    // [end]

    // [irp]
    /** Readies the IRP for one more operation. */
    IrpId prepare() {
        io.reuseIrp(irp, NtStatus.STATUS_SUCCESS);
        io.setCompletionRoutine(irp, signal, null, true, true, true);
        return irp;
    }

    /** Runs when the operation has ended, at DISPATCH_LEVEL perhaps: the IRP is the driver's again. */
    NtStatus signal() {
        ke.setEvent(ended, Ke.IO_NO_INCREMENT, false);
        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    }
    // [end]

    // [await]
    /** Waits for the end of the operation, and cancels it if the driver is to unload. */
    NtStatus await(NtStatus returned) {
        NtStatus first =
                ke.waitForMultipleObjects(
                        List.of(ended, stop),
                        WaitType.WaitAny,
                        KWaitReason.Executive,
                        KProcessorMode.KernelMode,
                        false,
                        null,
                        null);
        if (first != NtStatus.STATUS_SUCCESS) { // STATUS_WAIT_1: stop
            io.cancelIrp(irp);
            ke.waitForSingleObject(
                    ended, KWaitReason.Executive, KProcessorMode.KernelMode, false, null);
        }
        return io.getIoStatus(irp).getStatus();
    }
    // [end]

    // [exchange]
    /** Sends a message and waits until all of it has come back; false if the connection is over. */
    boolean exchange(WskSocketId socket, byte[] message) {
        mm.write(buffer, message);
        NtStatus sent = await(wsk.send(socket, buffer, 0, prepare()));
        if (!NtStatuses.isSuccess(sent)) {
            return false;
        }
        mm.write(buffer, new byte[BYTES]); // so that only what was heard is there
        for (int heard = 0; heard < BYTES; ) {
            int count = hear(socket, rest(heard));
            if (count == 0) {
                return false;
            }
            heard += count;
        }
        check(mm.read(buffer), message);
        return true;
    }

    /** Receives some bytes: at least one, and not more than there is room; 0 at the end. */
    int hear(WskSocketId socket, BufferRef room) {
        NtStatus received = await(wsk.receive(socket, room, 0, prepare()));
        return NtStatuses.isSuccess(received) ? (int) io.getIoStatus(irp).getInformation() : 0;
    }
    // [end]

    // [end-of-connection]
    /** Whatever has happened, the socket is closed: it is this driver's until then. */
    void end(WskSocketId socket) {
        await(wsk.disconnect(socket, null, 0, prepare()));
        wsk.closeSocket(socket, prepare());
        ke.waitForSingleObject(
                ended, KWaitReason.Executive, KProcessorMode.KernelMode, false, null);
    }
    // [end]

    void check(byte[] heard, byte[] sent) {
        if (!Arrays.equals(heard, sent)) {
            throw new IllegalStateException("what came back is not what was sent");
        }
    }

    boolean isToStopWithin(long milliseconds) {
        return ke.waitForSingleObject(
                        stop,
                        KWaitReason.Executive,
                        KProcessorMode.KernelMode,
                        false,
                        -milliseconds * 10_000) // relative, in units of 100 ns
                == NtStatus.STATUS_SUCCESS;
    }

    /** The buffer from this byte on. */
    BufferRef rest(int from) {
        return buffer.toBuilder()
                .setOffset(buffer.getOffset() + from)
                .setLength(BYTES - from)
                .build();
    }

    static byte[] message(int number) {
        byte[] message = new byte[BYTES];
        Arrays.fill(message, (byte) ('a' + number));
        return message;
    }
}
