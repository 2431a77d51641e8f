package dev.irpflow.server;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.fileserver.Frames;
import dev.irpflow.protocol.fileserver.OpenSession;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.redirector.DriveWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a client that does not speak the protocol. */
final class HostileClientTest {
    private static final String CLOSED = "closed";

    private final List<String> answers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF FF FF FF", // a length that nobody may announce
                "00 00 00 00", // an empty message
                "00 01 10 01", // one byte more than the longest message
                "00 00 00 04 0A 7F 01 02", // no message
            })
    void whoeverSendsWhatIsNoFrameLosesTheConnection(String hex) {
        send(bytes(hex));

        assertThat(answers).containsExactly(CLOSED);
    }

    @Test
    void whoeverAsksBeforeTheNegotiationIsToldSo() {
        Request early =
                Request.newBuilder()
                        .setId(7)
                        .setOpenSession(OpenSession.newBuilder().setShare("public"))
                        .build();

        send(Frames.frame(early));

        assertThat(answers).containsExactly("STATUS_INVALID_DEVICE_REQUEST");
    }

    @Test
    void aFrameThatDoesNotComeToItsEndIsWaitedForNoLongerThanASilentClient() {
        send(bytes("00 00 00 04 0A"));

        assertThat(answers).containsExactly(CLOSED);
    }

    private void send(ByteString bytes) {
        DriveWorld world =
                new DriveWorld(() -> new Vandal(bytes), LinkSettings.LAN, Map.of()).boot();
        world.until(() -> !answers.isEmpty());
        world.shutDown();
        assertThat(world.left()).isEmpty();
    }

    private static ByteString bytes(String hex) {
        ByteString.Output out = ByteString.newOutput();
        for (String one : hex.split(" ")) {
            out.write(Integer.parseInt(one, 16));
        }
        return out.toByteString();
    }

    /** Connects to the server, sends some bytes, and notes what comes back. */
    private final class Vandal implements Driver {
        private final ByteString bytes;
        private Runnable unload = () -> {};

        Vandal(ByteString bytes) {
            this.bytes = bytes;
        }

        @Override
        public NtStatus driverEntry(DriverContext context) {
            Routines kernel = Routines.of(context);
            WskRegistrationId registration =
                    kernel.wsk().register(null, Wsk.WSK_VERSION_1_0).registration();
            StartRoutine body = call -> vandalise(kernel, registration);
            kernel.nt().close(kernel.ps().createSystemThread(body).threadHandle());
            unload = () -> kernel.wsk().deregister(registration);
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public void driverUnload() {
            unload.run();
        }

        private void vandalise(Routines kernel, WskRegistrationId registration) {
            WaitableIrp irp =
                    Objects.requireNonNull(
                            WaitableIrp.allocate(kernel, WaitableIrp.completionRoutine(kernel)));
            BufferRef buffer =
                    Objects.requireNonNull(
                            kernel.ex().allocatePool2(Ex.POOL_FLAG_NON_PAGED, 1024, "Vand"));
            WskSocketId socket = connect(kernel, registration, irp);
            BufferRef part = buffer.toBuilder().setLength(bytes.size()).build();
            kernel.mm().write(part, bytes.toByteArray());
            kernel.wsk().send(socket, part, 0, irp.prepare());
            irp.await(FOREVER);
            kernel.wsk().receive(socket, buffer, 0, irp.prepare());
            irp.await(FOREVER);
            String answer = answer(kernel, irp, buffer);
            kernel.wsk().closeSocket(socket, irp.prepare());
            irp.await(FOREVER);
            irp.free();
            kernel.ex().freePool(buffer);
            kernel.wsk().releaseProviderNPI(registration);
            answers.add(answer);
        }

        private WskSocketId connect(
                Routines kernel, WskRegistrationId registration, WaitableIrp irp) {
            Wsk.CaptureProviderNPIResult npi =
                    kernel.wsk().captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
            SocketAddress any = SocketAddress.newBuilder().setFamily(Wsk.AF_INET).build();
            SocketAddress server =
                    any.toBuilder()
                            .setAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 2}))
                            .setPort(445)
                            .build();
            kernel.wsk()
                    .socketConnect(
                            npi.client(),
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
            irp.await(FOREVER);
            return new WskSocketId(irp.information());
        }

        private static String answer(Routines kernel, WaitableIrp irp, BufferRef buffer) {
            if (!NtStatuses.isSuccess(irp.status()) || irp.information() == 0) {
                return CLOSED;
            }
            BufferRef part = buffer.toBuilder().setLength(irp.information()).build();
            ByteString frame = ByteString.copyFrom(kernel.mm().read(part));
            var response = Frames.response(frame.substring(Frames.HEADER));
            return NtStatuses.nameOf(Objects.requireNonNull(response).getStatus());
        }
    }
}
