package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSharing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which local addresses may be bound, and by whom. */
final class BindTest {
    private static final int ANOTHER = IpAddress.of("10.0.0.3").ipv4();

    private final TcpWorld world = new TcpWorld();
    private final Talker talker = world.start("server", SERVER, ANOTHER);

    @ParameterizedTest
    // The second bind, the first bind, and what the second is answered with.
    @CsvSource({
        "DW, DW, IN_USE", "DW, DS, SUCCESS", "DW, RW, IN_USE",
        "DW, RS, SUCCESS", "DW, EW, IN_USE", "DW, ES, SUCCESS",
        "DS, DW, DENIED", "DS, DS, IN_USE", "DS, RW, DENIED",
        "DS, RS, DENIED", "DS, EW, DENIED", "DS, ES, IN_USE",
        "RW, DW, DENIED", "RW, DS, SUCCESS", "RW, RW, SUCCESS",
        "RW, RS, SUCCESS", "RW, EW, DENIED", "RW, ES, SUCCESS",
        "RS, DW, DENIED", "RS, DS, DENIED", "RS, RW, SUCCESS",
        "RS, RS, SUCCESS", "RS, EW, DENIED", "RS, ES, DENIED",
        "EW, DW, IN_USE", "EW, DS, IN_USE", "EW, RW, IN_USE",
        "EW, RS, IN_USE", "EW, EW, IN_USE", "EW, ES, IN_USE",
        "ES, DW, DENIED", "ES, DS, IN_USE", "ES, RW, DENIED",
        "ES, RS, IN_USE", "ES, EW, DENIED", "ES, ES, IN_USE",
    })
    void aPortIsSharedAsTheTableSays(String second, String first, String outcome) {
        assertThat(talker.tryBind(request(first))).isEqualTo(NtStatus.STATUS_SUCCESS);

        assertThat(talker.tryBind(request(second))).isEqualTo(status(outcome));
    }

    @ParameterizedTest
    @CsvSource({"DS, DW", "DS, RW", "RS, DW", "ES, DW", "ES, RW"})
    void whereAccessIsCheckedTheFirstMayGrantIt(String second, String first) {
        talker.tryBind(request(first).setGrantsSharing(true));

        assertThat(talker.tryBind(request(second))).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void differentAddressesNeverConflict() {
        talker.tryBind(request("ES"));

        NtStatus status = talker.tryBind(request("ES").setLocal(Talker.address(ANOTHER, 445)));

        assertThat(status).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() {
        NtStatus status =
                talker.tryBind(TcpBind.newBuilder().setLocal(Talker.address(CLIENT, 445)));

        assertThat(status).isEqualTo(NtStatus.STATUS_INVALID_ADDRESS_COMPONENT);
    }

    @Test
    void aClosedEndpointGivesItsPortBack() {
        End first = talker.bind(0, 445);
        talker.close(first);

        assertThat(talker.tryBind(request("EW"))).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void dynamicPortsComeFromTheirRangeUntilThereIsNoneLeft() {
        for (int i = 0; i < 16_384; i++) {
            talker.bind(0, 0);
            assertThat(talker.port()).isBetween(49_152, 65_535);
        }

        NtStatus status = talker.tryBind(TcpBind.newBuilder());

        assertThat(status).isEqualTo(NtStatus.STATUS_TOO_MANY_ADDRESSES);
    }

    @Test
    void aDynamicPortInTimeWaitIsPickedOnlyAfterIt() {
        Talker client = world.start("client", CLIENT);
        talker.listen(445);
        for (int i = 0; i < 16_383; i++) {
            client.bind(0, 0);
        }
        End last = client.bind(0, 0);
        int port = client.port();
        client.connect(last, SERVER, 445);
        world.runFor(1 * S);
        client.disconnect(last);
        world.runFor(1 * S);
        talker.disconnect(talker.accepted());
        world.runFor(1 * S);
        client.close(last);

        assertThat(client.tryBind(TcpBind.newBuilder()))
                .isEqualTo(NtStatus.STATUS_TOO_MANY_ADDRESSES);
        world.runFor(Connection.TIME_WAIT_NS);
        client.bind(0, 0);
        assertThat(client.port()).isEqualTo(port);
    }

    @Test
    void ofTwoListenersThatShareAnAddressTheFirstHasTheConnections() {
        End first = talker.bind(request("RW"));
        End second = talker.bind(request("RW"));
        assertThat(talker.listen(second)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(talker.listen(first)).isEqualTo(NtStatus.STATUS_SUCCESS);
        Talker client = world.start("client", CLIENT);

        client.connect(client.bind(0, 0), SERVER, 445);
        world.runFor(1 * S);

        assertThat(talker.lastListener()).isEqualTo(first.endpoint);
    }

    @Test
    void aListenerOfAnAddressComesBeforeOneOfAnyAddress() {
        Talker client = world.start("client", CLIENT);
        End any = talker.bind(request("DW"));
        talker.listen(any);
        End specific = talker.bind(request("DS").setLocal(Talker.address(SERVER, 446)));
        talker.listen(specific);
        End wild = talker.bind(request("DW").setLocal(Talker.address(0, 446)));
        talker.listen(wild);

        client.connect(client.bind(0, 0), SERVER, 446);
        world.runFor(1 * S);

        assertThat(talker.lastListener()).isEqualTo(specific.endpoint);
        client.connect(client.bind(0, 0), ANOTHER, 446);
        world.runFor(1 * S);
        assertThat(talker.lastListener()).isEqualTo(wild.endpoint);
    }

    @Test
    void whatIsNotBoundIsNoHandle() {
        End nothing = new End(4711);

        assertThat(talker.listen(nothing)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.connect(nothing, CLIENT, 1)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.send(nothing, "x")).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.disconnect(nothing)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.abort(nothing)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.consume(nothing, 0)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(talker.close(nothing)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    @Test
    void anEndpointThatIsOnlyBoundDoesNotCarryData() {
        End end = talker.bind(0, 0);

        assertThat(talker.send(end, "x")).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(talker.disconnect(end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(talker.abort(end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void aListenerNeitherConnectsNorListensAgain() {
        End end = talker.listen(445);

        assertThat(talker.connect(end, CLIENT, 1)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(talker.listen(end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
    }

    private static TcpBind.Builder request(String kind) {
        TcpSharing sharing =
                switch (kind.charAt(0)) {
                    case 'D' -> TcpSharing.TCP_SHARING_UNSPECIFIED;
                    case 'R' -> TcpSharing.TCP_SHARING_REUSE;
                    case 'E' -> TcpSharing.TCP_SHARING_EXCLUSIVE;
                    default -> throw new AssertionError(kind);
                };
        int ip = kind.charAt(1) == 'S' ? SERVER : 0;
        return TcpBind.newBuilder().setLocal(Talker.address(ip, 445)).setSharing(sharing);
    }

    private static NtStatus status(String outcome) {
        return switch (outcome) {
            case "SUCCESS" -> NtStatus.STATUS_SUCCESS;
            case "IN_USE" -> NtStatus.STATUS_ADDRESS_ALREADY_EXISTS;
            case "DENIED" -> NtStatus.STATUS_ACCESS_DENIED;
            default -> throw new AssertionError(outcome);
        };
    }
}
