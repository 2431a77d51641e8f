package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls of any routine with any values, from any strand, some of which are cancelled, pended,
 * delayed or failed: whatever comes of it, no code of ours throws, which the host would tell, and
 * no rule is broken but by the caller.
 */
final class NonsenseTest {
    private static final int CALLS = 150;
    private static final long TEN_MINUTES = 600_000_000_000L;
    private static final List<RoutineContract> ROUTINES =
            ContractTable.get().routines().stream()
                    .filter(routine -> routine.serves().equals("wsk"))
                    .filter(routine -> routine.kind() != Kind.CALLBACK)
                    .toList();
    private static final List<Class<? extends GeneratedMessage>> CALLBACKS =
            ContractTable.get().routines().stream()
                    .filter(routine -> routine.subsystem().equals("wsk"))
                    .filter(routine -> routine.kind() == Kind.CALLBACK)
                    .<Class<? extends GeneratedMessage>>map(
                            routine -> routine.type().asSubclass(GeneratedMessage.class))
                    .toList();
    // Else hardly anything would be left to call.
    private static final Set<String> ENDING =
            Set.of(
                    "WskCloseSocket",
                    "WskDeregister",
                    "WskDisconnect",
                    "WskReleaseProviderNPI",
                    "SIO_WSK_SET_TCP_SILENT_MODE");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noCallWhateverItSaysMakesOurCodeThrow(long seed) {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        Nonsense client = new Nonsense(2 * seed);
        Nonsense server = new Nonsense(2 * seed + 1);
        WskWorld.Connected ends =
                world.connect(prepare(world.client, client), prepare(world.server, server));
        client.object(ends.client());
        server.object(ends.server());
        server.object(ends.listener());

        world.host.faults(client::fate);
        for (int i = 0; i < CALLS; i++) {
            boolean fromClient = client.below(2) == 0;
            call(fromClient ? world.client : world.server, fromClient ? client : server);
            if (client.below(3) == 0) {
                world.host.runUntil(world.host.stage().now() + client.below(2_000) * 1_000_000L);
            }
        }
        // Not to the end: who does not read has its peer ask for room for ever.
        world.host.runUntil(world.host.stage().now() + TEN_MINUTES);

        assertThat(world.host.broken())
                .filteredOn(broken -> !broken.violation().place().endsWith("/driver"))
                .as("what is not the caller's fault")
                .isEmpty();
    }

    private static void call(Peer peer, Nonsense nonsense) {
        RoutineContract routine = nonsense.oneOf(ROUTINES);
        if (peer.machine.isDead() || (ENDING.contains(routine.name()) && nonsense.below(8) != 0)) {
            return;
        }
        Op op = new Op(peer);
        GeneratedMessage request =
                nonsense.below(6) == 0
                        ? nonsense.cancel()
                        : nonsense.request(routine, op.irp().id());
        TestDriver.Body body =
                me -> {
                    me.call(request);
                    if (op.hasEnded() && op.end().information() > 0) {
                        nonsense.object(op.end().information()); // a socket, perhaps
                    }
                };
        if (nonsense.below(4) == 0) {
            peer.driver.dpc("test", 0, body);
        } else {
            peer.driver.thread("test", body);
        }
    }

    private static long prepare(Peer peer, Nonsense nonsense) {
        long table = peer.table(CALLBACKS, me -> answer(me, nonsense));
        nonsense.table(table);
        nonsense.object(peer.registration());
        nonsense.object(peer.client());
        nonsense.object(peer.open(SocketCategory.BASIC, 0));
        nonsense.object(peer.bound(SocketCategory.CONNECTION, table));
        nonsense.object(peer.open(SocketCategory.LISTEN, table));
        nonsense.object(peer.open(SocketCategory.STREAM, AddressFamily.IPV6));
        nonsense.object(peer.bound(SocketCategory.STREAM, table));
        nonsense.object(peer.open(SocketCategory.DATAGRAM, table));
        nonsense.object(peer.datagrams(WskWorld.PORT, table));
        nonsense.buffer(peer.buffer(16));
        nonsense.buffer(peer.buffer(100_000));
        return table;
    }

    private static NtStatus answer(TestDriver.Running me, Nonsense nonsense) {
        Message.Builder out = me.call().contract().newOut();
        if (out != null) {
            me.out(nonsense.fill(out));
        }
        return nonsense.oneOf(
                List.of(
                        NtStatus.STATUS_SUCCESS,
                        NtStatus.STATUS_PENDING,
                        NtStatus.STATUS_DATA_NOT_ACCEPTED,
                        NtStatus.STATUS_REQUEST_NOT_ACCEPTED,
                        NtStatus.STATUS_UNSUCCESSFUL));
    }
}
