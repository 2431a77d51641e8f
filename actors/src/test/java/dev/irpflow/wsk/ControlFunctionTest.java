package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskControlClient;
import dev.irpflow.protocol.wsk.WskControlSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WskControlClient and WskControlSocket by themselves. */
class ControlFunctionTest {
    private static final int SET = 0;
    private static final int GET = 1;
    private static final int IOCTL = 2;
    private static final int SO_REUSEADDR = 0x4;
    private static final int SO_WSK_EVENT_CALLBACK = 0x4002;
    private static final int WSK_CACHE_SD = 4;
    private static final int WSK_TDI_BEHAVIOR = 8;
    private static final int UNKNOWN = 0x7777;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCodeThatNobodyKnowsIsNotSupportedAndItsIrpEndsSo(boolean withIrp) {
        long captured = client.client();
        long socket = client.open(SocketCategory.CONNECTION, 0);
        if (!withIrp) {
            assertThat(client.call(ofClient(captured, UNKNOWN, 0, 0, 0)))
                    .isEqualTo(STATUS_NOT_SUPPORTED);
            assertThat(client.call(ofSocket(socket, IOCTL, UNKNOWN, 0, 0, 0)))
                    .isEqualTo(STATUS_NOT_SUPPORTED);
        } else {
            Op one = client.begin(irp -> ofClient(captured, UNKNOWN, 0, 0, irp));
            Op other = client.begin(irp -> ofSocket(socket, IOCTL, UNKNOWN, 0, 0, irp));
            assertThat(one.returned()).isEqualTo(STATUS_NOT_SUPPORTED);
            assertThat(one.status()).isEqualTo(STATUS_NOT_SUPPORTED);
            assertThat(other.status()).isEqualTo(STATUS_NOT_SUPPORTED);
        }
        assertThat(world.host.isWell()).isTrue();
    }

    // A ULONG; an NPIID* and a ULONG, aligned to 8; a SIZE_T; a BOOLEAN, whose page has a status.
    @ParameterizedTest
    @CsvSource({
        "0x4, 0, 3, 0, STATUS_INVALID_PARAMETER",
        "0x4, 1, 0, 3, STATUS_BUFFER_OVERFLOW",
        "0x4002, 0, 15, 0, STATUS_INVALID_PARAMETER",
        "0x4F000004, 2, 0, 7, STATUS_BUFFER_OVERFLOW",
        "0x98000010, 2, 0, 0, STATUS_INVALID_BUFFER_SIZE",
    })
    void aBufferThatIsTooSmallIsRefused(
            String code, int type, long input, long output, NtStatus due) {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        NtStatus status =
                client.call(ofSocket(socket, type, Long.decode(code).intValue(), input, output, 0));

        assertThat(status).isEqualTo(due);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whatIsNeededIsToldWhereThereIsNoIrp() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        Return without = client.answer(ofSocket(socket, GET, SO_REUSEADDR, 0, 0, 0));
        Op with = client.begin(irp -> ofSocket(socket, GET, SO_REUSEADDR, 0, 0, irp));

        assertThat(without.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(without.out(WskControlSocket.Out.class).getOutputSizeReturned()).isEqualTo(4);
        assertThat(with.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(with.end().out()).isNull();
    }

    @Test
    void theSizeOfACachedDescriptorIsThatOfAPointer() {
        Return told = client.answer(ofClient(client.client(), WSK_CACHE_SD, 64, 7, 0));

        assertThat(told.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(told.out(WskControlClient.Out.class).getOutputSizeReturned()).isEqualTo(8);
    }

    @Test
    void aSocketThatIsClosedIsRefusedAsByAnyOtherFunction() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        Op late = client.begin(irp -> ofSocket(socket, IOCTL, UNKNOWN, 0, 0, irp));

        assertThat(late.status()).isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
    }

    @Test
    void aCodeOfTheClientTakesItsWholeInput() {
        assertThat(client.call(ofClient(client.client(), WSK_TDI_BEHAVIOR, 3, 0, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aCodeThatIsKnownIsCalledByItsName() {
        long captured = client.client();
        long socket = client.open(SocketCategory.CONNECTION, 0);

        client.call(ofSocket(socket, SET, SO_WSK_EVENT_CALLBACK, 16, 0, 0));
        client.call(ofClient(captured, WSK_TDI_BEHAVIOR, 4, 0, 0));

        assertThat(world.host.violations())
                .containsExactly("kernel/routine-absent", "kernel/routine-absent");
        assertThat(world.host.details().getFirst()).endsWith("SO_WSK_EVENT_CALLBACK");
        assertThat(world.host.details().getLast()).endsWith("WSK_TDI_BEHAVIOR");
    }

    private static WskControlClient ofClient(
            long client, int code, long input, long output, long irp) {
        WskControlClient.Builder request =
                WskControlClient.newBuilder()
                        .setClient(client)
                        .setControlCode(code)
                        .setInputSize(input)
                        .setOutputSize(output);
        return irp == 0 ? request.build() : request.setIrp(irp).build();
    }

    private static WskControlSocket ofSocket(
            long socket, int type, int code, long input, long output, long irp) {
        WskControlSocket.Builder request =
                WskControlSocket.newBuilder()
                        .setSocket(socket)
                        .setRequestType(type)
                        .setControlCode(code)
                        .setInputSize(input)
                        .setOutputSize(output);
        return irp == 0 ? request.build() : request.setIrp(irp).build();
    }
}
