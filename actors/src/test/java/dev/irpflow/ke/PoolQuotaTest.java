package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.MemorySettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExAllocatePoolQuotaZero;
import dev.irpflow.protocol.kernel.ExDeleteLookasideListEx;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExFreeToLookasideListEx;
import dev.irpflow.protocol.kernel.ExInitializeLookasideListEx;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import org.junit.jupiter.api.Test;

/** Pool that is charged to a process, and blocks that a lookaside list keeps. */
class PoolQuotaTest {
    private static final int FAIL_INSTEAD_OF_RAISE = 8;
    private static final long USE_QUOTA = 0x1;
    private static final long RAISE_ON_FAILURE = 0x20;

    @Test
    void aProcessThatExceedsItsQuotaIsRaisedAStatusUntilMemoryIsFreed() {
        KeBench bench = charged();
        TestDriver process = process(bench);

        process.thread(
                "thread",
                me -> {
                    BufferRef first =
                            me.call(quota(0, 64), ExAllocatePoolQuotaZero.Out.class).getReturned();
                    bench.notes.add("second " + me.status(quota(0, 64)));
                    bench.notes.add("quietly " + me.status(quota(FAIL_INSTEAD_OF_RAISE, 64)));
                    bench.notes.add("paged " + me.status(quota(1, 64)));
                    me.call(ExFreePool.newBuilder().setP(first).build());
                    bench.notes.add("then " + me.status(quota(0, 64)));
                });
        bench.host.run();

        assertThat(bench.notes)
                .containsExactly(
                        "second STATUS_QUOTA_EXCEEDED",
                        "quietly STATUS_SUCCESS",
                        "paged STATUS_SUCCESS",
                        "then STATUS_SUCCESS");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void theSystemProcessHasNoQuota() {
        KeBench bench = charged();

        bench.run(me -> bench.notes.add("" + me.status(quota(0, 4096))));

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS");
    }

    @Test
    void exAllocatePool2ChargesWhatItsFlagSays() {
        KeBench bench = charged();
        TestDriver process = process(bench);

        process.thread(
                "thread",
                me -> {
                    long raises = KeBench.NON_PAGED | RAISE_ON_FAILURE;
                    bench.notes.add("" + me.status(KeBench.allocation(raises, 4096)));
                    bench.notes.add("" + me.status(KeBench.allocation(raises | USE_QUOTA, 4096)));
                    boolean there =
                            me.call(
                                            KeBench.allocation(KeBench.NON_PAGED | USE_QUOTA, 4096),
                                            ExAllocatePool2.Out.class)
                                    .hasReturned();
                    bench.notes.add(there ? "memory" : "NULL");
                });
        bench.host.run();

        assertThat(bench.notes).containsExactly("STATUS_SUCCESS", "STATUS_QUOTA_EXCEEDED", "NULL");
    }

    @Test
    void aLookasideListGivesABlockAgainWithWhatLayInIt() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> bench.notes.add(secondUse(me)));

        assertThat(bench.notes).containsExactly("\0\0\0\0\0\0\0\0 content");
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void withSpecialPoolEachBlockGoesBackToItsPool() {
        KeBench bench = new KeBench();

        bench.run(me -> bench.notes.add(secondUse(me)));

        assertThat(bench.notes).containsExactly("\0".repeat(16));
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
    }

    // What lies in a block that was written "original content", and given back, before.
    private static String secondUse(Running me) {
        long list =
                me.call(
                                ExInitializeLookasideListEx.newBuilder()
                                        .setSize(16)
                                        .setTag("Look")
                                        .build(),
                                ExInitializeLookasideListEx.Out.class)
                        .getLookaside();
        BufferRef first = block(me, list);
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(first)
                        .setData(ByteString.copyFromUtf8("original content"))
                        .build());
        free(me, list, first);
        BufferRef again = block(me, list);
        String found =
                me.call(MemoryRead.newBuilder().setFrom(again).build(), MemoryRead.Out.class)
                        .getData()
                        .toStringUtf8();
        free(me, list, again);
        me.call(ExDeleteLookasideListEx.newBuilder().setLookaside(list).build());
        return found;
    }

    private static BufferRef block(Running me, long list) {
        return me.call(
                        ExAllocateFromLookasideListEx.newBuilder().setLookaside(list).build(),
                        ExAllocateFromLookasideListEx.Out.class)
                .getReturned();
    }

    private static void free(Running me, long list, BufferRef block) {
        me.call(ExFreeToLookasideListEx.newBuilder().setLookaside(list).setEntry(block).build());
    }

    private static ExAllocatePoolQuotaZero quota(int type, long bytes) {
        return ExAllocatePoolQuotaZero.newBuilder()
                .setPoolType(type)
                .setNumberOfBytes(bytes)
                .setTag("Quot")
                .build();
    }

    private static KeBench charged() {
        return new KeBench(MachineSettings.of("m").with(new MemorySettings(100, false, false)));
    }

    private static TestDriver process(KeBench bench) {
        TestDriver process = bench.host.driver(bench.machine, "app");
        process.place().isInUserMode();
        return process;
    }
}
