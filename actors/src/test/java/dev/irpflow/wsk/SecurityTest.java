package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_ACCESS_DENIED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_REFUSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskSecurity;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.protocol.wsk.WskCacheSd;
import dev.irpflow.protocol.wsk.WskReleaseSd;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security descriptors: cached, applied to sockets, got back and released. */
class SecurityTest {
    private static final int EMPTY = 0;
    private static final int NULL = 1;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @ParameterizedTest
    @CsvSource({"0, STATUS_ACCESS_DENIED", "1, STATUS_SUCCESS"})
    void theDescriptorOfTheFirstSocketSaysWhetherASecondMaySpecifyAnAddress(
            int dacl, NtStatus due) {
        long sd = cache(dacl);
        long first = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(first, sd, irp)).mustSucceed();

        assertThat(bind(first, 0).status()).isEqualTo(STATUS_SUCCESS);
        assertThat(bind(client.open(SocketCategory.LISTEN, 0), WskWorld.CLIENT).status())
                .isEqualTo(due);
    }

    @Test
    void theDescriptorOfTheSecondSocketSaysNothing() {
        long sd = cache(NULL);
        long second = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(second, sd, irp)).mustSucceed();
        bind(client.open(SocketCategory.LISTEN, 0), 0).mustSucceed();

        assertThat(bind(second, WskWorld.CLIENT).status()).isEqualTo(STATUS_ACCESS_DENIED);
    }

    @Test
    void aSocketIsMadeWithADescriptorWhichStaysCachedAfterItsClose() {
        long sd = cache(NULL);
        long socket =
                client.begin(irp ->
                                client.socket(SocketCategory.LISTEN, 0, irp).toBuilder()
                                        .setSecurityDescriptor(sd)
                                        .build())
                        .information();
        bind(socket, 0).mustSucceed();
        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        long next = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(next, sd, irp)).mustSucceed();
        bind(next, 0).mustSucceed();
        assertThat(bind(client.open(SocketCategory.LISTEN, 0), WskWorld.CLIENT).status())
                .isEqualTo(STATUS_SUCCESS);
        assertThat(client.call(release(sd))).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, STATUS_ACCESS_DENIED", "1, STATUS_SUCCESS"})
    void aSocketIsMadeBoundAndConnectedWithADescriptor(int dacl, NtStatus due) {
        long sd = cache(dacl);
        long listener = world.server.listener(WskWorld.PORT, 0);
        world.server.begin(irp -> world.server.accept(listener, 0, irp));

        socketConnect(4000, sd).mustSucceed();

        long second = client.open(SocketCategory.LISTEN, 0);
        assertThat(bind(second, WskWorld.CLIENT, 4000).status()).isEqualTo(due);
    }

    @Test
    void aDescriptorThatIsNotCachedMakesNoSocket() {
        assertThat(socketConnect(0, 4711).status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }

    @Test
    void aSocketKeepsWhatADescriptorSaysThatIsReleased() {
        long sd = cache(NULL);
        long first = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(first, sd, irp)).mustSucceed();
        client.call(release(sd));

        bind(first, 0).mustSucceed();

        assertThat(bind(client.open(SocketCategory.LISTEN, 0), WskWorld.CLIENT).status())
                .isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aNewDescriptorReplacesTheOneBefore() {
        long grants = cache(NULL);
        long denies = cache(EMPTY);
        long first = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(first, grants, irp)).mustSucceed();
        client.begin(irp -> set(first, denies, irp)).mustSucceed();
        bind(first, 0).mustSucceed();

        assertThat(bind(client.open(SocketCategory.LISTEN, 0), WskWorld.CLIENT).status())
                .isEqualTo(STATUS_ACCESS_DENIED);
    }

    @Test
    void whatIsGotIsACopyOfItsOwnThatSaysTheSameAndIsReleased() {
        long sd = cache(NULL);
        long socket = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(socket, sd, irp)).mustSucceed();
        Op get = client.begin(irp -> get(socket, irp));
        long copy = get.out(SoWskSecurity.Out.class).getOutputBuffer();
        client.call(release(sd));

        long other = client.open(SocketCategory.LISTEN, 0);
        client.begin(irp -> set(other, copy, irp)).mustSucceed();
        bind(other, 0).mustSucceed();

        assertThat(get.information()).isEqualTo(8);
        assertThat(copy).isNotEqualTo(sd);
        assertThat(bind(client.open(SocketCategory.LISTEN, 0), WskWorld.CLIENT).status())
                .isEqualTo(STATUS_SUCCESS);
        assertThat(client.call(release(copy))).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aDescriptorIsAppliedBeforeTheSocketIsBound() {
        long sd = cache(NULL);
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> set(socket, sd, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void whatIsNotCachedBreaksARule() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> set(socket, 4711, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }

    @Test
    void releasingTwiceBreaksARule() {
        long sd = cache(EMPTY);
        client.call(release(sd));

        assertThat(client.call(release(sd))).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }

    @Test
    void aDescriptorIsNotReleasedBeforeTheIrpsHaveEndedThatWereGivenWithIt() {
        long sd = cache(NULL);
        GeneratedMessage released = release(sd);
        long registered = client.client();
        Op connect = new Op(client);
        client.driver.thread(
                "test",
                me -> {
                    client.within(me, connect, irp -> socketConnect(registered, 0, sd, irp));
                    me.status(released);
                });
        world.host.run();

        assertThat(world.host.violations()).containsExactly("wsk/descriptor-in-use");
        assertThat(connect.status()).isEqualTo(STATUS_CONNECTION_REFUSED);
    }

    @Test
    void itIsReleasedInTheCompletionRoutineAtTheEarliest() {
        long sd = cache(NULL);
        GeneratedMessage released = release(sd);
        long registered = client.client();
        Op connect = new Op(client).then(me -> me.status(released));
        client.driver.thread(
                "test",
                me -> client.within(me, connect, irp -> socketConnect(registered, 0, sd, irp)));
        world.host.run();

        assertThat(connect.status()).isEqualTo(STATUS_CONNECTION_REFUSED);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aListOfAccessIsEmptyOrNotThere() {
        assertThat(
                        client.call(
                                WskCacheSd.newBuilder()
                                        .setClient(client.client())
                                        .setDacl(2)
                                        .build()))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    private long cache(int dacl) {
        long registered = client.client();
        long[] cached = new long[1];
        client.driver.thread(
                "test",
                me ->
                        cached[0] =
                                me.call(
                                                WskCacheSd.newBuilder()
                                                        .setClient(registered)
                                                        .setDacl(dacl)
                                                        .build(),
                                                WskCacheSd.Out.class)
                                        .getOutputBuffer());
        world.host.run();
        return cached[0];
    }

    private GeneratedMessage release(long sd) {
        return WskReleaseSd.newBuilder().setClient(client.client()).setInputBuffer(sd).build();
    }

    private static GeneratedMessage set(long socket, long sd, long irp) {
        return SoWskSecurity.newBuilder().setSocket(socket).setInputBuffer(sd).setIrp(irp).build();
    }

    private static GeneratedMessage get(long socket, long irp) {
        return SoWskSecurity.newBuilder()
                .setSocket(socket)
                .setRequestType(Codes.GET)
                .setIrp(irp)
                .build();
    }

    private Op bind(long socket, int ip) {
        return bind(socket, ip, WskWorld.PORT);
    }

    private Op bind(long socket, int ip, int port) {
        return client.begin(irp ->
                WskBind.newBuilder()
                        .setSocket(socket)
                        .setLocalAddress(Peer.address(ip, port))
                        .setIrp(irp)
                        .build());
    }

    private Op socketConnect(int localPort, long sd) {
        long registered = client.client();
        return client.begin(irp -> socketConnect(registered, localPort, sd, irp));
    }

    private static GeneratedMessage socketConnect(long client, int localPort, long sd, long irp) {
        return WskSocketConnect.newBuilder()
                .setClient(client)
                .setSocketType(1)
                .setProtocol(6)
                .setLocalAddress(Peer.address(0, localPort))
                .setRemoteAddress(Peer.address(WskWorld.SERVER, WskWorld.PORT))
                .setSecurityDescriptor(sd)
                .setIrp(irp)
                .build();
    }
}
