package dev.irpflow.echo;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread of the echo client: it sends, receives what comes back, and compares. */
final class EchoConversation {
    private static final String TAG = "Echo";

    private final Routines kernel;
    private final WskRegistrationId registration;
    private final EchoClientSettings settings;
    private final EventId stop;
    private boolean stopped;

    EchoConversation(
            Routines kernel,
            WskRegistrationId registration,
            EchoClientSettings settings,
            EventId stop) {
        this.kernel = kernel;
        this.registration = registration;
        this.settings = settings;
        this.stop = stop;
    }

    /** The body of the thread. */
    void run() {
        Wsk.CaptureProviderNPIResult captured =
                kernel.wsk().captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
        if (!captured.isSuccess()) {
            return;
        }
        long done = 0;
        while (done < settings.messages() && !stopped) {
            done = sendFrom(done, captured.client());
            if (done < settings.messages() && !stopped) {
                pause();
            }
        }
        kernel.wsk().releaseProviderNPI(registration);
    }

    // How many messages have come back when this connection has ended.
    private long sendFrom(long first, WskClientId client) {
        WaitableIrp irp = WaitableIrp.allocate(kernel, WaitableIrp.completionRoutine(kernel));
        BufferRef buffer = kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, settings.bytes(), TAG);
        long done = first;
        if (irp != null && buffer != null) {
            WskSocketId socket = connect(client, irp);
            if (socket != null) {
                while (done < settings.messages() && exchange(done, socket, buffer, irp)) {
                    done++;
                }
                end(socket, buffer, irp, done == settings.messages());
            }
        }
        if (irp != null) {
            irp.free();
        }
        if (buffer != null) {
            kernel.ex().freePool(buffer);
        }
        return done;
    }

    private @Nullable WskSocketId connect(WskClientId client, WaitableIrp irp) {
        SocketAddress any = SocketAddress.newBuilder().setFamily(settings.family()).build();
        SocketAddress server =
                any.toBuilder().setAddress(settings.server()).setPort(settings.port()).build();
        kernel.wsk()
                .socketConnect(
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
                        irp.prepare());
        if (!ends(irp)) {
            irp.cancel(); // it may have connected nevertheless
        }
        return NtStatuses.isSuccess(irp.status()) ? new WskSocketId(irp.information()) : null;
    }

    // True if the message has come back.
    private boolean exchange(long number, WskSocketId socket, BufferRef buffer, WaitableIrp irp) {
        byte[] message = message(number);
        kernel.mm().write(buffer, message);
        kernel.wsk().send(socket, buffer, 0, irp.prepare());
        if (!ends(irp) || !NtStatuses.isSuccess(irp.status())) {
            return false;
        }
        kernel.mm().write(buffer, new byte[message.length]);
        kernel.wsk().receive(socket, buffer, Wsk.WSK_FLAG_WAITALL, irp.prepare());
        if (!ends(irp) || !NtStatuses.isSuccess(irp.status())) {
            return false;
        }
        if (irp.information() < message.length) {
            return false; // the server has ended the connection
        }
        if (!Arrays.equals(kernel.mm().read(buffer), message)) {
            throw new IllegalStateException("message " + number + " did not come back as it was");
        }
        return true;
    }

    // Bytes that tell messages, and places within them, from each other.
    private byte[] message(long number) {
        byte[] message = new byte[settings.bytes()];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) (number * 31 + i);
        }
        return message;
    }

    // Says goodbye if all is well. Closing ends what may still be under way.
    private void end(WskSocketId socket, BufferRef buffer, WaitableIrp irp, boolean well) {
        if (well) {
            kernel.wsk().disconnect(socket, null, 0, irp.prepare());
            if (ends(irp) && NtStatuses.isSuccess(irp.status())) {
                kernel.wsk().receive(socket, buffer, 0, irp.prepare()); // until the server's end
                ends(irp);
            }
        }
        irp.cancel();
        kernel.wsk().closeSocket(socket, irp.prepare());
        irp.await(FOREVER);
    }

    // False if the server is too slow or the driver is to stop: the operation is still under way.
    private boolean ends(WaitableIrp irp) {
        NtStatus which =
                kernel.ke()
                        .waitForMultipleObjects(
                                List.of(irp.done(), stop),
                                WaitType.WaitAny,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                WaitableIrp.milliseconds(settings.patienceMs()),
                                null);
        if (which == NtStatus.STATUS_SUCCESS) {
            irp.consumed();
        } else if (which != NtStatus.STATUS_TIMEOUT) {
            stopped = true;
        }
        return which == NtStatus.STATUS_SUCCESS;
    }

    private void pause() {
        NtStatus which =
                kernel.ke()
                        .waitForSingleObject(
                                stop,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                WaitableIrp.milliseconds(settings.retryMs()));
        stopped = stopped || which != NtStatus.STATUS_TIMEOUT;
    }
}
