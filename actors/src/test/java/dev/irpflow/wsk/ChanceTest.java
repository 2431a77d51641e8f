package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many orders of the same story, over a bad network, each drawn from a seed. */
class ChanceTest {
    private static final LinkSettings BAD =
            LinkSettings.LAN
                    .withLatency(0, 2_000_000)
                    .losing(0.05)
                    .duplicating(0.02)
                    .reordering(0.05, 5_000_000);
    private static final int OCTETS = 20_000;

    @Test
    void aStreamIsExactAndEveryIrpEndsOnce() {
        for (long seed = 1; seed <= 60; seed++) {
            WskWorld world = new WskWorld(BAD, WskSettings.DEFAULT, 2);
            world.host.stage().chooser().seed(seed);
            WskWorld.Connected ends = world.connect();
            Reader reader = new Reader(world.server, ends.server());
            List<Op> sends = write(world.client, ends.client());
            reader.begin();
            world.host.run();

            for (Op send : sends) {
                assertThat(send.status()).as("seed %d", seed).isEqualTo(NtStatus.STATUS_SUCCESS);
            }
            assertThat(reader.text.toString()).as("seed %d", seed).isEqualTo(story());
            assertThat(world.host.details()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aCloseAtAnyMomentLeavesNothingBehind() {
        for (long seed = 1; seed <= 200; seed++) {
            WskWorld world = new WskWorld(BAD, WskSettings.DEFAULT, 2);
            world.host.stage().chooser().seed(seed);
            WskWorld.Connected ends = world.connect();
            Reader reader = new Reader(world.server, ends.server());
            List<Op> ops = write(world.client, ends.client());
            reader.begin();
            world.host.runUntil(world.host.stage().now() + seed * 50_000);
            Op close = new Op(world.client);
            world.client.driver.thread(
                    "closer",
                    me -> world.client.within(me, close, irp -> Peer.close(ends.client(), irp)));
            world.host.run();

            assertThat(close.status()).as("seed %d", seed).isEqualTo(NtStatus.STATUS_SUCCESS);
            for (Op op : ops) { // those that the writer did not get to were never begun
                assertThat(op.end().status())
                        .as("seed %d", seed)
                        .isIn(
                                Set.of(
                                        NtStatus.STATUS_SUCCESS,
                                        NtStatus.STATUS_CANCELLED,
                                        NtStatus.STATUS_INVALID_HANDLE));
            }
            assertThat(story()).as("seed %d", seed).startsWith(reader.text.toString());
            assertThat(world.client.machine.objects().find(ends.client())).isNull();
        }
    }

    // All at once, so that sends are queued when the close comes.
    private static List<Op> write(Peer peer, long socket) {
        List<Op> sends = new ArrayList<>();
        String story = story();
        List<BufferRef> buffers = new ArrayList<>();
        for (int from = 0; from < OCTETS; from += 2_000) {
            buffers.add(peer.buffer(story.substring(from, from + 2_000)));
        }
        peer.driver.thread(
                "writer",
                me -> {
                    for (BufferRef buffer : buffers) {
                        sends.add(peer.within(me, irp -> Peer.send(socket, buffer, irp)));
                    }
                    sends.add(peer.within(me, irp -> Peer.disconnect(socket, 0, irp)));
                });
        return sends;
    }

    private static String story() {
        StringBuilder story = new StringBuilder();
        while (story.length() < OCTETS) {
            story.append(story.length()).append(' ');
        }
        return story.substring(0, OCTETS);
    }

    /** Receives from its own completion routines, until the end. */
    private static final class Reader {
        private final Peer peer;
        private final long socket;
        private final BufferRef into;
        private final StringBuilder text = new StringBuilder();

        Reader(Peer peer, long socket) {
            this.peer = peer;
            this.socket = socket;
            this.into = peer.buffer(1_500);
        }

        void begin() {
            peer.driver.thread("reader", this::receive);
        }

        private void receive(Running me) {
            Op op = new Op(peer);
            op.then(next -> took(op, next));
            peer.within(me, op, irp -> Peer.receive(socket, into, 0, irp));
        }

        private void took(Op op, Running me) {
            if (op.status() != NtStatus.STATUS_SUCCESS || op.information() == 0) {
                return;
            }
            ByteString data = peer.machine.memory().read(into, Irql.PASSIVE_LEVEL, peer.place());
            text.append(data.substring(0, (int) op.information()).toStringUtf8());
            receive(me);
        }
    }
}
