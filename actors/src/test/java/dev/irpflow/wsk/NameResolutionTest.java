package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_DEVICE_NOT_READY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NO_MATCH;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.PsImpersonateClient;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.AddressHints;
import dev.irpflow.protocol.wsk.WskFreeAddressInfo;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The IRPs of name resolution, the lists that it gives, and who may ask. */
class NameResolutionTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @Test
    void aListIsFoundInlineAndFreed() {
        Op op = client.begin(irp -> addresses("server", irp));

        assertThat(op.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(op.end().pendingReturned()).isFalse();
        WskGetAddressInfo.Out out = op.out(WskGetAddressInfo.Out.class);
        assertThat(out.getAddress()).isEqualTo(Peer.address(WskWorld.SERVER, 80));
        assertThat(out.getEntriesList()).hasSize(1);
        assertThat(out.hasCanonicalName()).isFalse();
        client.call(free(client.client(), out.getResult()));
        assertThat(client.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whatIsPendedIsFoundByAWorkItem() {
        world.pendAll();

        Op op = client.begin(irp -> addresses("server", irp));

        assertThat(op.returned()).isEqualTo(STATUS_PENDING);
        assertThat(op.mustSucceed().end().pendingReturned()).isTrue();
        assertThat(op.end().irql()).isEqualTo(Irql.PASSIVE_LEVEL);
        assertThat(op.out(WskGetAddressInfo.Out.class).getResult()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameThatNobodyHasIsNoMatch(boolean pend) {
        if (pend) {
            world.pendAll();
        }

        Op op = client.begin(irp -> addresses("nobody", irp));

        assertThat(op.returned()).isEqualTo(pend ? STATUS_PENDING : STATUS_NO_MATCH);
        assertThat(op.status()).isEqualTo(STATUS_NO_MATCH);
        assertThat(op.end().out()).isNull();
        assertThat(client.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void informationHasTheStatusToo() {
        Op found = client.begin(irp -> addresses("server", irp));
        Op unknown = client.begin(irp -> addresses("nobody", irp));

        assertThat(found.end().information()).isZero();
        assertThat(unknown.end().information()).isEqualTo(0xC0000272L);
    }

    // The page, and not wsk.h, which has it the other way round.
    @ParameterizedTest
    @CsvSource({
        "0, 0, false, STATUS_SUCCESS",
        "7, 0, false, STATUS_SUCCESS",
        "7, 9, false, STATUS_SUCCESS",
        "0, 9, false, STATUS_INVALID_PARAMETER",
        "0, 0, true, STATUS_SUCCESS",
        "7, 0, true, STATUS_INVALID_PARAMETER",
        "7, 9, true, STATUS_INVALID_PARAMETER",
    })
    void aThreadComesWithItsProcessAndNeitherWhileTheCallerImpersonates(
            long process, long thread, boolean impersonates, NtStatus due) {
        Op[] asked = new Op[2];
        client.client();
        client.driver.thread(
                "test",
                me -> {
                    me.call(impersonate(impersonates ? 1 : 0));
                    asked[0] =
                            client.within(
                                    me,
                                    irp ->
                                            addresses("server", irp).toBuilder()
                                                    .setOwningProcess(process)
                                                    .setOwningThread(thread)
                                                    .build());
                    asked[1] =
                            client.within(
                                    me,
                                    irp ->
                                            names(WskWorld.SERVER, irp).toBuilder()
                                                    .setOwningProcess(process)
                                                    .setOwningThread(thread)
                                                    .build());
                    me.call(impersonate(0));
                });
        world.host.run();

        for (Op op : asked) {
            assertThat(op.returned()).isEqualTo(due);
            assertThat(op.status()).isEqualTo(due);
        }
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whatIsWrongWithACallIsSaidAtOnce() {
        world.pendAll();

        Op op = client.begin(irp -> addresses("", irp).toBuilder().clearServiceName().build());

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.end().information()).isEqualTo(0xC000000DL);
        assertThat(op.end().pendingReturned()).isFalse();
    }

    @Test
    void theCanonicalNameComesWhereItIsAskedFor() {
        AddressHints hints = AddressHints.newBuilder().setFlags(AddressHint.AI_CANONNAME).build();

        Op op = client.begin(irp -> addresses("SERVER", irp).toBuilder().setHints(hints).build());

        assertThat(op.out(WskGetAddressInfo.Out.class).getCanonicalName()).isEqualTo("server");
    }

    @Test
    void anAddressIsNamed() {
        Op op = client.begin(irp -> names(WskWorld.SERVER, irp));

        assertThat(op.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(op.out(WskGetNameInfo.Out.class).getNodeName()).isEqualTo("server");
        assertThat(op.end().information()).isZero();
    }

    @Test
    void aResolutionThatIsPendedCanBeCancelledBeforeItsWorkItemRuns() {
        client.client();
        world.pendAll();
        Op op = new Op(client);
        client.driver.thread(
                "test",
                me -> {
                    client.within(me, op, irp -> addresses("server", irp));
                    me.call(IoCancelIrp.newBuilder().setIrp(op.irp().id()).build());
                });
        world.host.run();

        assertThat(op.returned()).isEqualTo(STATUS_PENDING);
        assertThat(op.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(op.end().out()).isNull();
        assertThat(client.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deregisteringWaitsForAResolution() {
        client.client();
        world.pendAll();
        Op op = new Op(client);
        int[] completions = new int[1];
        client.driver.thread(
                "test",
                me -> {
                    client.within(me, op, irp -> addresses("nobody", irp));
                    me.call(Peer.release(client.registration()));
                    me.call(Peer.deregister(client.registration()));
                    completions[0] = client.completions;
                });
        world.host.run();

        assertThat(op.status()).isEqualTo(STATUS_NO_MATCH);
        assertThat(completions[0]).isEqualTo(1);
    }

    @Test
    void aListIsFreedOnce() {
        long list = list();
        client.call(free(client.client(), list));

        client.call(free(client.client(), list));

        assertThat(world.host.violations()).containsExactly("wsk/address-info-freed-once");
        assertThat(world.host.details().getFirst()).contains("which is not there");
    }

    @Test
    void aListIsFreedByTheClientThatAskedForIt() {
        long list = list();
        long other = client.capture(client.register(0x0100));

        client.call(free(other, list));

        assertThat(world.host.violations()).containsExactly("wsk/address-info-freed-once");
        assertThat(world.host.details().getFirst()).contains("which never asked for it");
    }

    @Test
    void whatIsNoListCannotBeFreed() {
        client.call(free(client.client(), client.client()));
        client.call(free(client.client(), 0));

        assertThat(world.host.violations())
                .containsExactly("wsk/address-info-freed-once", "wsk/address-info-freed-once");
    }

    @Test
    void aListThatIsLeftIsToldWhenItsClientDeregisters() {
        list();
        long freed = list();
        client.call(free(client.client(), freed));

        assertThat(client.canDeregister()).isTrue();

        assertThat(world.host.violations()).containsExactly("wsk/address-info-left");
    }

    @Test
    void namesAreAskedForThroughACapture() {
        long captured = client.client();
        client.call(Peer.release(client.registration()));

        Op op =
                client.begin(
                        irp -> addresses("server", irp).toBuilder().setClient(captured).build());

        assertThat(op.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(world.host.violations()).containsExactly("wsk/provider-call-after-release");
    }

    @Test
    void namesAreAskedForAtPassiveLevel() {
        client.client();

        client.beginAtDispatch(irp -> addresses("server", irp));

        assertThat(world.host.violations()).contains("kernel/irql-at-call");
    }

    @ParameterizedTest
    @CsvSource({
        "WskGetAddressInfo, STATUS_INSUFFICIENT_RESOURCES",
        "WskGetNameInfo, STATUS_NO_MATCH"
    })
    void aFaultFailsThemInTheirDocumentedWay(String routine, NtStatus status) {
        client.client();
        world.failNext(routine, status);

        Op op =
                client.begin(irp ->
                        routine.equals("WskGetNameInfo")
                                ? names(WskWorld.SERVER, irp)
                                : addresses("server", irp));

        assertThat(op.status()).isEqualTo(status);
        assertThat(client.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    private long list() {
        return client.begin(irp -> addresses("server", irp))
                .mustSucceed()
                .out(WskGetAddressInfo.Out.class)
                .getResult();
    }

    private WskGetAddressInfo addresses(String node, long irp) {
        return WskGetAddressInfo.newBuilder()
                .setClient(client.client())
                .setNodeName(node)
                .setServiceName("80")
                .setIrp(irp)
                .build();
    }

    private WskGetNameInfo names(int ip, long irp) {
        return WskGetNameInfo.newBuilder()
                .setClient(client.client())
                .setSockAddr(Peer.address(ip, 80))
                .setSockAddrLength(16)
                .setNodeName(100)
                .setIrp(irp)
                .build();
    }

    private static WskFreeAddressInfo free(long client, long list) {
        return WskFreeAddressInfo.newBuilder().setClient(client).setAddrInfo(list).build();
    }

    private static PsImpersonateClient impersonate(long token) {
        return PsImpersonateClient.newBuilder().setToken(token).build();
    }
}
