package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskSocket;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of the IRPs that WSK is given. */
class IrpTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;

    @Test
    void anInlineSuccessRunsTheCompletionRoutineBeforeTheCallReturns() {
        Op open = client.begin(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(open.end().beforeReturn()).isTrue();
        assertThat(open.end().pendingReturned()).isFalse();
        assertThat(open.end().irql()).isEqualTo(Irql.PASSIVE_LEVEL);
    }

    @Test
    void anInlineSuccessOfACallerAtDispatchLevelRunsTheCompletionRoutineThere() {
        client.client();

        Op open = client.beginAtDispatch(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.end().irql()).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anInlineFailureEndsTheIrpWithTheSameStatus() {
        long socket = client.open(SocketCategory.STREAM, 0);

        Op get = client.begin(irp -> localAddress(socket, irp));

        assertThat(get.returned()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(get.status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(get.end().beforeReturn()).isTrue();
        assertThat(get.end().pendingReturned()).isFalse();
    }

    @Test
    void aFaultThatFailsAFunctionEndsItsIrpWithTheSameStatus() {
        world.failNext("WskSocket", NtStatus.STATUS_INSUFFICIENT_RESOURCES);

        Op open = client.begin(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.returned()).isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertThat(open.status()).isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aFunctionThatCouldEndInlineMayPend() {
        client.client();
        world.host.stage().chooser().answer(1);

        Op open = client.begin(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.returned()).isEqualTo(STATUS_PENDING);
        assertThat(open.end().pendingReturned()).isTrue();
        assertThat(open.end().irql()).isEqualTo(Irql.DISPATCH_LEVEL);
        open.mustSucceed();
    }

    @Test
    void theCompletionRoutineMayRunBeforeAPendedCallHasReturned() {
        client.client();
        world.host.stage().chooser().answer(1); // pended: its DPC interrupts the caller's thread

        Op open = client.begin(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.returned()).isEqualTo(STATUS_PENDING);
        assertThat(open.end().beforeReturn()).isTrue();
    }

    @Test
    void aFunctionThatWasPendedSeesTheStateOfTheSocketWhenItIsCarriedOut() {
        long socket = client.open(SocketCategory.STREAM, 0);
        world.host.stage().chooser().answer(1);
        Op[] ops = new Op[2];
        client.driver.dpc( // at DISPATCH_LEVEL, so that WSK's DPC comes later
                "impatient",
                0,
                me -> {
                    ops[0] = client.within(me, irp -> client.bind(socket, 0, irp));
                    ops[1] = client.within(me, irp -> Phase.listen(socket, irp));
                });
        world.host.run();

        assertThat(ops[0].returned()).isEqualTo(STATUS_PENDING);
        assertThat(ops[0].status()).isEqualTo(STATUS_SUCCESS);
        assertThat(ops[1].status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void theSocketIsInInformationAndInTheOut() {
        Op open = client.begin(irp -> client.socket(SocketCategory.STREAM, 0, irp));

        assertThat(open.out(WskSocket.Out.class).getSocket()).isEqualTo(open.information());
    }

    @Test
    void anOwnIrpWithoutACompletionRoutineBreaksARule() {
        client.client();
        Irp bare = client.machine.objects().add(new Irp(Irp.Origin.ALLOCATED, client.place(), 1));

        client.call(client.socket(SocketCategory.STREAM, 0, bare.id()));

        assertThat(world.host.violations()).contains("wsk/irp-completion-routine");
    }

    @Test
    void anOwnIrpWhoseCompletionRoutineIsNotAlwaysWantedBreaksARule() {
        client.client();
        Op op = new Op(client);
        op.irp()
                .nextStack()
                .completion(
                        new CompletionRoutine(client.place(), keeps(), null, true, true, false));

        client.driver.thread(
                "test",
                me -> client.within(me, op, irp -> client.socket(SocketCategory.STREAM, 0, irp)));
        world.host.run();

        assertThat(world.host.violations()).containsExactly("wsk/irp-completion-routine");
    }

    @Test
    void anIrpThatCameFromAboveNeedsNoCompletionRoutine() {
        client.client();
        Irp threaded =
                client.machine.objects().add(new Irp(Irp.Origin.ALLOCATED, client.place(), 2));
        threaded.nextStack()
                .completion(new CompletionRoutine(client.place(), keeps(), null, true, true, true));
        threaded.advance(); // a driver above had it, and the client passes it on

        client.call(client.socket(SocketCategory.STREAM, 0, threaded.id()));

        assertThat(world.host.violations()).isEmpty();
        assertThat(threaded.information()).isNotZero();
    }

    @Test
    void anIrpWithoutAFreeLocationBreaksARule() {
        client.client();
        Irp full = client.machine.objects().add(new Irp(Irp.Origin.ALLOCATED, client.place(), 1));
        full.advance();

        NtStatus status = client.call(client.socket(SocketCategory.STREAM, 0, full.id()));

        assertThat(status).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/irp-has-location");
    }

    @Test
    void anIrpThatIsNotThereBreaksARule() {
        client.client();

        NtStatus status = client.call(client.socket(SocketCategory.STREAM, 0, 0));

        assertThat(status).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/irp-given");
    }

    @Test
    void anIrpThatWskStillHoldsBreaksARule() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));

        NtStatus status = client.call(Peer.receive(ends.client(), into, 0, receive.irp().id()));

        assertThat(status).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/irp-given");
        assertThat(receive.hasEnded()).isFalse();
    }

    @Test
    void aSocketThatNeverWasBreaksARuleAndEndsTheIrp() {
        client.client();

        Op op = client.begin(irp -> client.bind(999_999, 0, irp));

        assertThat(op.status()).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }

    @Test
    void aBufferInPagedMemoryThatIsReadAtDispatchLevelIsTheClientsBreach() {
        WskWorld.Connected ends = world.connect();
        BufferRef paged =
                Memory.all(
                        Objects.requireNonNull(
                                client.machine
                                        .memory()
                                        .allocate(Region.Kind.PAGED_POOL, "Test", 16, "driver")));

        client.beginAtDispatch(irp -> Peer.send(ends.client(), paged, irp));

        assertThat(world.host.violations()).containsExactly("kernel/paged-memory-at-dispatch");
        assertThat(world.host.broken().getFirst().violation().place()).isEqualTo("client/driver");
    }

    private long keeps() {
        return client.driver.address(me -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
    }

    private static WskGetLocalAddress localAddress(long socket, long irp) {
        return WskGetLocalAddress.newBuilder().setSocket(socket).setIrp(irp).build();
    }
}
