package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_ACCESS_DENIED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_ADDRESS_ALREADY_EXISTS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoExclusiveaddruse;
import dev.irpflow.protocol.wsk.SoReuseaddr;
import dev.irpflow.protocol.wsk.WskBind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SO_REUSEADDR and SO_EXCLUSIVEADDRUSE. */
class SharingOptionTest {
    enum Option {
        DEFAULT,
        REUSE,
        EXCLUSIVE
    }

    enum Address {
        WILDCARD,
        SPECIFIC
    }

    // windows-driver-docs-pr/network/sharing-transport-addresses.md: a row for each second bind, a
    // column for each first: default, reuse and exclusive, each with the wildcard address and a
    // specific one. Where access is checked nobody has granted it, which is a denial.
    private static final List<String> TABLE =
            List.of(
                    "INUSE  SUCCESS INUSE   SUCCESS INUSE  SUCCESS",
                    "DENIED INUSE   DENIED  DENIED  DENIED INUSE",
                    "DENIED SUCCESS SUCCESS SUCCESS DENIED SUCCESS",
                    "DENIED DENIED  SUCCESS SUCCESS DENIED DENIED",
                    "INUSE  INUSE   INUSE   INUSE   INUSE  INUSE",
                    "DENIED INUSE   DENIED  INUSE   DENIED INUSE");

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @ParameterizedTest(name = "first {2} {3}, second {0} {1}: {4}")
    @MethodSource("pairs")
    void aSecondBindToAPortEndsAsTheTableOfSharingSays(
            Option second, Address at, Option first, Address firstAt, NtStatus due) {
        assertThat(bind(first, firstAt).status()).isEqualTo(STATUS_SUCCESS);

        assertThat(bind(second, at).status()).isEqualTo(due);
    }

    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        int row = 0;
        for (Option second : Option.values()) {
            for (Address at : Address.values()) {
                String[] cells = TABLE.get(row++).split(" +");
                int column = 0;
                for (Option first : Option.values()) {
                    for (Address firstAt : Address.values()) {
                        NtStatus due = status(cells[column++]);
                        pairs.add(Arguments.of(second, at, first, firstAt, due));
                    }
                }
            }
        }
        return pairs;
    }

    private static NtStatus status(String cell) {
        return switch (cell) {
            case "SUCCESS" -> STATUS_SUCCESS;
            case "INUSE" -> STATUS_ADDRESS_ALREADY_EXISTS;
            case "DENIED" -> STATUS_ACCESS_DENIED;
            default -> throw new IllegalArgumentException(cell);
        };
    }

    @ParameterizedTest
    @EnumSource(names = "BASIC", mode = EnumSource.Mode.EXCLUDE)
    void anOptionIsOffAtFirstAndThenWhatItWasSetTo(SocketCategory category) {
        long socket = client.open(category, 0);
        assertThat(reuseOf(socket)).isZero();
        assertThat(exclusiveOf(socket)).isZero();

        client.begin(irp -> Codes.setReuse(socket, 1, irp)).mustSucceed();
        assertThat(reuseOf(socket)).isEqualTo(1);
        client.begin(irp -> Codes.setReuse(socket, 0, irp)).mustSucceed();
        client.begin(irp -> Codes.setExclusive(socket, 1, irp)).mustSucceed();

        assertThat(reuseOf(socket)).isZero();
        assertThat(exclusiveOf(socket)).isEqualTo(1);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void gettingTellsTheBytesOfTheUlong() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> Codes.getReuse(socket, irp)).information()).isEqualTo(4);
    }

    @Test
    void ofTheTwoOptionsOneAtMostIsSet() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        client.begin(irp -> Codes.setReuse(socket, 1, irp)).mustSucceed();

        Op exclusive = client.begin(irp -> Codes.setExclusive(socket, 1, irp));

        assertThat(exclusive.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        client.begin(irp -> Codes.setExclusive(socket, 0, irp)).mustSucceed();
        assertThat(reuseOf(socket)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -1})
    void aValueOtherThanZeroAndOneIsRefused(int value) {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        Op set = client.begin(irp -> Codes.setReuse(socket, value, irp));

        assertThat(set.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(reuseOf(socket)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Codes.SET, 2})
    void settingWithoutAValueAndOtherRequestTypesAreRefused(int type) {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        Op op = client.begin(irp -> Codes.reuse(socket, type).setIrp(irp).build());

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @ParameterizedTest
    @EnumSource(names = "BASIC", mode = EnumSource.Mode.EXCLUDE)
    void onceTheSocketIsBoundAnOptionCanBeGotAndNotSet(SocketCategory category) {
        long socket = client.open(category, 0);
        client.begin(irp -> Codes.setReuse(socket, 1, irp)).mustSucceed();
        client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();

        Op set = client.begin(irp -> Codes.setReuse(socket, 0, irp));

        assertThat(set.status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(reuseOf(socket)).isEqualTo(1);
    }

    @Test
    void aBasicSocketHasNeitherOption() {
        long socket = client.open(SocketCategory.BASIC, 0);

        Op get = client.begin(irp -> Codes.getReuse(socket, irp));

        assertThat(get.status()).isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    @Test
    void whatIsPendedEndsAsItWouldInline() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        world.pendAll();

        Op set = client.begin(irp -> Codes.setReuse(socket, 1, irp));

        assertThat(set.returned()).isEqualTo(STATUS_PENDING);
        assertThat(set.mustSucceed().end().pendingReturned()).isTrue();
        assertThat(reuseOf(socket)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"false, STATUS_SUCCESS, 1", "true, STATUS_REQUEST_NOT_ACCEPTED, 0"})
    void withoutAnIrpItEndsInlineOrIsNotAccepted(boolean pend, NtStatus due, int value) {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        if (pend) {
            world.pendAll();
        }

        NtStatus status = client.call(Codes.setReuse(socket, 1, 0));

        assertThat(status).isEqualTo(due);
        assertThat(reuseOf(socket)).isEqualTo(value);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aFaultCanFailItWithoutAnIrpToo() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        world.failNext("SO_REUSEADDR", STATUS_REQUEST_NOT_ACCEPTED);

        assertThat(client.call(Codes.setReuse(socket, 1, 0)))
                .isEqualTo(STATUS_REQUEST_NOT_ACCEPTED);
        assertThat(reuseOf(socket)).isZero();
    }

    private int reuseOf(long socket) {
        return client.begin(irp -> Codes.getReuse(socket, irp))
                .out(SoReuseaddr.Out.class)
                .getOutputBuffer();
    }

    private int exclusiveOf(long socket) {
        return client.begin(irp -> Codes.getExclusive(socket, irp))
                .out(SoExclusiveaddruse.Out.class)
                .getOutputBuffer();
    }

    private Op bind(Option option, Address address) {
        long socket = client.open(SocketCategory.LISTEN, 0);
        switch (option) {
            case DEFAULT -> {}
            case REUSE -> client.begin(irp -> Codes.setReuse(socket, 1, irp)).mustSucceed();
            case EXCLUSIVE -> client.begin(irp -> Codes.setExclusive(socket, 1, irp)).mustSucceed();
        }
        int ip = address == Address.WILDCARD ? 0 : WskWorld.CLIENT;
        return client.begin(irp ->
                WskBind.newBuilder()
                        .setSocket(socket)
                        .setLocalAddress(Peer.address(ip, WskWorld.PORT))
                        .setIrp(irp)
                        .build());
    }
}
