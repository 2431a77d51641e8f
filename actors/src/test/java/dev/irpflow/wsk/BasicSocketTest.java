package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.wsk.SioWskQueryInspectId;
import dev.irpflow.protocol.wsk.WskSetStaticEventCallbacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Basic sockets, extension interfaces, and codes that take no IRP. */
class BasicSocketTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @Test
    void aBasicSocketIsMadeAndClosed() {
        long socket = client.open(SocketCategory.BASIC, 0);

        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        assertThat(client.machine.objects().find(socket)).isNull();
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x200, 0x80000040})
    void aBasicSocketHasNoCallbacks(int mask) {
        long socket = client.open(SocketCategory.BASIC, 0);

        assertThat(client.call(Peer.eventCallback(socket, mask, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @ParameterizedTest
    @EnumSource
    void noExtensionInterfaceIsDefined(SocketCategory category) {
        long socket = client.open(category, 0);

        for (int npi = 0; npi < 4; npi++) {
            assertThat(client.call(Codes.extension(socket, npi).build()))
                    .isEqualTo(STATUS_NOT_SUPPORTED);
        }
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anExtensionOfAClosedSocketBreaksARule() {
        long socket = client.open(SocketCategory.BASIC, 0);
        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        assertThat(client.call(Codes.extension(socket, 7).build()))
                .isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
    }

    @Test
    void anIrpWithACodeThatEndsAtItsReturnBreaksARuleAndIsLeftAlone() {
        long socket = client.open(SocketCategory.BASIC, 0);

        Op op = client.begin(irp -> Codes.extension(socket, 7).setIrp(irp).build());

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.hasEnded()).isFalse();
        assertThat(world.host.violations()).containsExactly("wsk/irp-must-be-null");
    }

    @Test
    void anIrpWithACodeOfTheClientObjectBreaksTheSameRule() {
        long client = this.client.client();

        Op op =
                this.client.begin(irp ->
                        WskSetStaticEventCallbacks.newBuilder()
                                .setClient(client)
                                .setNpiId(1)
                                .setEventMask(0x40)
                                .setIrp(irp)
                                .build());

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.hasEnded()).isFalse();
        assertThat(world.host.violations()).containsExactly("wsk/irp-must-be-null");
        assertThat(this.client.call(Peer.setStaticEvents(client, 0x40))).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void anIrpThatEnablesACallbackBreaksTheRuleToo() {
        WskWorld.Connected ends = world.connect();

        Op op = client.begin(irp -> Peer.eventCallback(ends.client(), 0x40, irp));

        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/irp-must-be-null");
    }

    @Test
    void anIrpWithAQueryForAnInspectIdBreaksTheRuleToo() {
        WskWorld.Connected ends = world.connect();

        Op op =
                client.begin(irp ->
                        SioWskQueryInspectId.newBuilder()
                                .setSocket(ends.client())
                                .setIrp(irp)
                                .build());

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.hasEnded()).isFalse();
        assertThat(world.host.violations()).containsExactly("wsk/irp-must-be-null");
    }
}
