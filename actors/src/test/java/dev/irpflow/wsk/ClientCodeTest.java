package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_IMPLEMENTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.wsk.MakeWskVersion;
import dev.irpflow.protocol.wsk.WskMajorVersion;
import dev.irpflow.protocol.wsk.WskMinorVersion;
import dev.irpflow.protocol.wsk.WskRegister;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskTdiBehavior;
import dev.irpflow.protocol.wsk.WskTdiDevicenameMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, the codes of TDI, and the callback of the client itself. */
class ClientCodeTest {
    private static final int AF_NETBIOS = 17;
    private static final int SOCK_STREAM = 1;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0x0100, 1, 0",
        "1, 1, 0x0101, 1, 1",
        "2, 0x1FF, 0x02FF, 2, 255",
        "255, 255, 0xFFFF, 255, 255",
        "0x101, 0, 0x0100, 1, 0",
    })
    void aVersionIsMadeOfTwoBytesAndTakenApart(
            String major, String minor, String version, int high, int low) {
        int[] read = new int[3];
        client.driver.thread(
                "test",
                me -> {
                    read[0] =
                            me.call(
                                            MakeWskVersion.newBuilder()
                                                    .setMajor(Integer.decode(major))
                                                    .setMinor(Integer.decode(minor))
                                                    .build(),
                                            MakeWskVersion.Out.class)
                                    .getReturned();
                    read[1] =
                            me.call(
                                            WskMajorVersion.newBuilder()
                                                    .setVersion(read[0])
                                                    .build(),
                                            WskMajorVersion.Out.class)
                                    .getReturned();
                    read[2] =
                            me.call(
                                            WskMinorVersion.newBuilder()
                                                    .setVersion(read[0])
                                                    .build(),
                                            WskMinorVersion.Out.class)
                                    .getReturned();
                });
        world.host.run();

        assertThat(read).containsExactly(Integer.decode(version), high, low);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSocketOfAMappedCombinationFindsNoTdiDevice() {
        long captured = client.client();
        assertThat(client.call(mapping(captured, "\\Device\\Netbios"))).isEqualTo(STATUS_SUCCESS);

        Op mapped = client.begin(irp -> socket(AF_NETBIOS, irp));
        Op other = client.begin(irp -> socket(AF_NETBIOS + 1, irp));

        assertThat(mapped.status()).isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
        assertThat(other.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void aTransportOfWskComesBeforeAMapping() {
        WskTdiDevicenameMapping mapping =
                WskTdiDevicenameMapping.newBuilder()
                        .setClient(client.client())
                        .addMap(map(Peer.AF_INET, "\\Device\\Tcp"))
                        .build();
        client.call(mapping);

        client.begin(irp -> client.socket(SocketCategory.CONNECTION, 0, irp)).mustSucceed();
    }

    @Test
    void aMappingHasDevicesWithNames() {
        long captured = client.client();

        assertThat(client.call(mapping(captured, ""))).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(client.call(WskTdiDevicenameMapping.newBuilder().setClient(captured).build()))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void bothCodesOfTdiComeBeforeTheFirstSocket() {
        long captured = client.client();
        assertThat(client.call(behavior(captured, 1))).isEqualTo(STATUS_SUCCESS);
        assertThat(client.call(behavior(captured, 2))).isEqualTo(STATUS_INVALID_PARAMETER);
        client.open(SocketCategory.CONNECTION, 0);

        assertThat(client.call(behavior(captured, 1))).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(client.call(mapping(captured, "\\Device\\Netbios")))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void noEventIsDefinedForTheClientItself() {
        int[] calls = new int[1];
        long table =
                client.driver.address(me -> {
                    calls[0]++;
                    return STATUS_NOT_IMPLEMENTED;
                });
        client.driver.thread(
                "test",
                me ->
                        me.call(
                                WskRegister.newBuilder()
                                        .setVersion(0x0100)
                                        .setDispatch(table)
                                        .build()));
        WskWorld.Connected ends = world.connect();
        client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();
        Transports.remove(client.machine, TransportProtocol.UDP);
        world.host.run();

        assertThat(calls[0]).isZero();
        assertThat(world.host.isWell()).isTrue();
    }

    private WskSocket socket(int family, long irp) {
        return client.socket(SocketCategory.CONNECTION, 0, irp).toBuilder()
                .setAddressFamily(family)
                .build();
    }

    private static WskTdiDevicenameMapping mapping(long client, String device) {
        return WskTdiDevicenameMapping.newBuilder()
                .setClient(client)
                .addMap(map(AF_NETBIOS, device))
                .build();
    }

    private static WskTdiDevicenameMapping.Map map(int family, String device) {
        return WskTdiDevicenameMapping.Map.newBuilder()
                .setAddressFamily(family)
                .setSocketType(SOCK_STREAM)
                .setProtocol(6)
                .setTdiDeviceName(device)
                .build();
    }

    private static WskTdiBehavior behavior(long client, int flags) {
        return WskTdiBehavior.newBuilder().setClient(client).setInputBuffer(flags).build();
    }
}
