package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.netio.CreateUnicastIpAddressEntry;
import dev.irpflow.protocol.netio.DeleteUnicastIpAddressEntry;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioAddressListChange;
import dev.irpflow.protocol.wsk.SioAddressListQuery;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of local addresses, and being told that it has changed. */
final class AddressListTest {
    private static final long S = 1000 * WskWorld.MS;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @ParameterizedTest
    @CsvSource({"IPV4, 10.0.0.1, 40", "IPV6, fd00::1, 52"})
    void theListHasTheAddressesOfTheFamilyOfTheSocket(AddressFamily family, String ip, long bytes) {
        long socket = client.open(SocketCategory.BASIC, family);

        Return none = query(socket, 0);
        Return less = query(socket, bytes - 1);
        Return all = query(socket, bytes);

        assertThat(none.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(none.out(SioAddressListQuery.Out.class).getOutputSizeReturned())
                .isEqualTo(bytes);
        assertThat(less.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(less.out(SioAddressListQuery.Out.class).getAddressList()).isEmpty();
        assertThat(all.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(all.out(SioAddressListQuery.Out.class).getAddressList())
                .containsExactly(address(ip));
    }

    @ParameterizedTest
    @EnumSource(SocketCategory.class)
    void aChangePendsUntilAnAddressOfTheFamilyGoes(SocketCategory category) {
        long socket = client.open(category, AddressFamily.IPV4);
        Op change = client.begin(irp -> change(socket, irp));
        assertThat(change.returned()).isEqualTo(STATUS_PENDING);

        assertThat(delete("fd00::1")).isEqualTo(STATUS_SUCCESS);
        assertThat(change.hasEnded()).isFalse();
        assertThat(delete("10.0.0.1")).isEqualTo(STATUS_SUCCESS);

        assertThat(change.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(list(socket)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IPV4, 10.0.0.7, 3", "IPV6, fd00::7, 1"})
    void anAddressThatIsAddedIsThereOnceNobodyElseHasIt(
            AddressFamily family, String ip, long seconds) {
        long socket = client.open(SocketCategory.DATAGRAM, family);
        Op change = client.begin(irp -> change(socket, irp));
        long now = world.host.stage().now();

        client.driver.thread("test", me -> me.status(create(ip, 1)));
        world.host.runUntil(now + seconds * S - S / 2);
        assertThat(change.hasEnded()).isFalse();
        world.host.runUntil(now + seconds * S + S / 2);

        assertThat(change.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(list(socket)).hasSize(2).endsWith(address(ip));
    }

    @Test
    void eachChangeEndsAllThatWaitForIt() {
        long socket = client.open(SocketCategory.BASIC, AddressFamily.IPV4);
        long other = client.open(SocketCategory.LISTEN, AddressFamily.IPV4);
        List<Op> waiting =
                List.of(
                        client.begin(irp -> change(socket, irp)),
                        client.begin(irp -> change(socket, irp)),
                        client.begin(irp -> change(other, irp)));

        delete("10.0.0.1");
        Op next = client.begin(irp -> change(socket, irp));

        assertThat(waiting).allSatisfy(Op::mustSucceed);
        assertThat(next.hasEnded()).isFalse();
    }

    @Test
    void aChangeThatIsCancelledEndsSo() {
        long socket = client.open(SocketCategory.BASIC, AddressFamily.IPV4);
        Op change = client.begin(irp -> change(socket, irp));

        client.call(IoCancelIrp.newBuilder().setIrp(change.irp().id()).build());

        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
        delete("10.0.0.1");
        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
    }

    @Test
    void closingEndsAChangeBeforeItself() {
        long socket = client.open(SocketCategory.BASIC, AddressFamily.IPV4);
        Op change = client.begin(irp -> change(socket, irp));

        Op close = client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(change.end().number()).isLessThan(close.end().number());
    }

    @Test
    void withoutAnIrpThereIsNoWayToBeTold() {
        long socket = client.open(SocketCategory.BASIC, AddressFamily.IPV4);

        assertThat(client.call(change(socket, 0))).isEqualTo(STATUS_REQUEST_NOT_ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 1, STATUS_OBJECT_NAME_COLLISION",
        "10.0.0.7, 2, STATUS_NOT_FOUND",
        "10.0.0.7, 0, STATUS_INVALID_PARAMETER",
        "0.0.0.0, 1, STATUS_INVALID_PARAMETER",
        "127.0.0.2, 1, STATUS_INVALID_PARAMETER",
        "224.0.0.1, 1, STATUS_INVALID_PARAMETER",
        "255.255.255.255, 1, STATUS_INVALID_PARAMETER",
        "::1, 1, STATUS_INVALID_PARAMETER",
        "ff02::1, 1, STATUS_INVALID_PARAMETER",
    })
    void whatNoInterfaceCanHaveIsNotAdded(String ip, int index, NtStatus status) {
        assertThat(client.call(create(ip, index))).isEqualTo(status);
    }

    @Test
    void anAddressThatIsNotThereCannotBeTakenAway() {
        assertThat(delete("10.0.0.9")).isEqualTo(STATUS_NOT_FOUND);
        assertThat(delete("127.0.0.1")).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    private List<SocketAddress> list(long socket) {
        return query(socket, 1000).out(SioAddressListQuery.Out.class).getAddressList();
    }

    private Return query(long socket, long bytes) {
        return client.answer(
                SioAddressListQuery.newBuilder().setSocket(socket).setOutputSize(bytes).build());
    }

    private static GeneratedMessage change(long socket, long irp) {
        return SioAddressListChange.newBuilder().setSocket(socket).setIrp(irp).build();
    }

    private static CreateUnicastIpAddressEntry create(String ip, int index) {
        return CreateUnicastIpAddressEntry.newBuilder()
                .setAddress(address(ip))
                .setInterfaceIndex(index)
                .build();
    }

    private NtStatus delete(String ip) {
        return client.call(
                DeleteUnicastIpAddressEntry.newBuilder()
                        .setAddress(address(ip))
                        .setInterfaceIndex(1)
                        .build());
    }

    private static SocketAddress address(String text) {
        IpAddress ip = IpAddress.of(text);
        return SocketAddress.newBuilder()
                .setFamily(ip.isIpv4() ? 2 : 23)
                .setAddress(ip.octets())
                .build();
    }
}
