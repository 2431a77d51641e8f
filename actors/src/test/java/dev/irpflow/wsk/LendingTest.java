package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import org.junit.jupiter.api.Test;

/** A buffer that is given to WSK belongs to WSK until its IRP is completed. */
class LendingTest {
    private final WskWorld world = new WskWorld();
    private final WskWorld.Connected ends = world.connect();
    private final Peer client = world.client;

    @Test
    void aSendBufferIsReadableButNotWritableUntilTheSendHasEnded() {
        BufferRef data = client.buffer("hello");
        client.driver.thread(
                "test",
                me -> {
                    client.within(me, irp -> Peer.send(ends.client(), data, irp));
                    me.call(read(data));
                    assertThat(world.host.violations()).isEmpty();
                    me.call(write(data));
                });
        world.host.run();

        assertThat(world.host.violations()).containsExactly(KernelRule.LENT_MEMORY_UNCHANGED.id());
        assertThat(world.host.details())
                .containsExactly(
                        "client/driver writes %s, which it has lent to client/wsk for WskSend"
                                .formatted("region-" + data.getRegion()));
    }

    @Test
    void aSendBufferIsTheClientsAgainWhenTheSendHasEnded() {
        BufferRef data = client.buffer("hello");
        client.begin(irp -> Peer.send(ends.client(), data, irp));

        client.call(write(data));

        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aReceiveBufferMeansNothingBeforeTheReceiveHasEnded() {
        BufferRef into = client.buffer("....");
        client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));

        client.call(read(into));

        assertThat(world.host.violations()).containsExactly(KernelRule.LENT_MEMORY_UNTOUCHED.id());
    }

    @Test
    void theUnusedRestOfTheMemoryIsNotLent() {
        BufferRef all = client.buffer("12345678");
        BufferRef half = all.toBuilder().setLength(4).build();
        client.begin(irp -> Peer.receive(ends.client(), half, 0, irp));

        client.call(write(all.toBuilder().setOffset(4).setLength(4).build()));

        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aBufferIsNotFreedWhileASendHasIt() {
        BufferRef data = client.buffer("hello");
        client.driver.thread(
                "test",
                me -> {
                    client.within(me, irp -> Peer.send(ends.client(), data, irp));
                    me.call(ExFreePool.newBuilder().setP(data).build());
                });
        world.host.run();

        assertThat(world.host.violations()).containsExactly(KernelRule.LENT_MEMORY_KEPT.id());
    }

    @Test
    void aCancelledReceiveGivesItsBufferBack() {
        BufferRef into = client.buffer("....");
        Op receive = client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        client.cancel(receive);

        client.call(ExFreePool.newBuilder().setP(into).build());

        assertThat(world.host.isWell()).isTrue();
    }

    private static GeneratedMessage read(BufferRef from) {
        return MemoryRead.newBuilder().setFrom(from).build();
    }

    private static GeneratedMessage write(BufferRef to) {
        return MemoryWrite.newBuilder().setTo(to).setData(ByteString.copyFromUtf8("!")).build();
    }
}
