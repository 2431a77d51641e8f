package dev.irpflow.ke;

import static dev.irpflow.ke.KeBench.NON_PAGED;
import static dev.irpflow.ke.KeBench.PAGED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.Verifier;
import dev.irpflow.kernel.VerifierOption;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExAllocatePoolQuotaZero;
import dev.irpflow.protocol.kernel.ExAllocatePoolWithTag;
import dev.irpflow.protocol.kernel.ExAllocatePoolZero;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExFreePoolWithTag;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Tags, quotas and the older routines of pools, and what the options of Driver Verifier change. */
final class PoolTagsTest {
    private static final long TOO_MUCH = 65L << 20;

    @Test
    void freeingWithTheTagOfTheAllocationIsFine() {
        KeBench bench = new KeBench();

        bench.run(me -> freeWithTag(me, KeBench.allocate(me, NON_PAGED, 8), "Test"));

        assertThat(bench.host.isWell()).isTrue();
        assertThat(bench.machine.memory().nonpagedUsed()).isZero();
    }

    @Test
    void freeingWithAnotherTagStopsTheMachineWithBothTags() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> freeWithTag(me, KeBench.allocate(me, NON_PAGED, 8), "Tset"));

        assertThat(bench.host.violations()).containsExactly("ke/pool-free-with-wrong-tag");
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.code()).isEqualTo(0xC2);
        assertThat(stop.p1()).isEqualTo(0x0A);
        assertThat(stop.p3()).isEqualTo(0x74736554L); // Test
        assertThat(stop.p4()).isEqualTo(0x74657354L); // Tset
    }

    @Test
    void freeingAnIrpAsPoolStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long irp =
                    me.call(
                                    IoAllocateIrp.newBuilder().setStackSize(1).build(),
                                    IoAllocateIrp.Out.class)
                            .getReturned();
            free(me, BufferRef.newBuilder().setRegion(irp).setLength(8).build());
        });

        assertThat(bench.host.violations()).containsExactly("ke/pool-free-of-irp");
        assertThat(bench.host.bugCheck().shortForm()).isEqualTo("0xC4/0x105");
    }

    @Test
    void memoryThatIsNotZeroedIsTheConcernOfAStaticRule() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            BufferRef memory =
                    me.call(
                                    ExAllocatePoolWithTag.newBuilder()
                                            .setNumberOfBytes(8)
                                            .setTag("Test")
                                            .build(),
                                    ExAllocatePoolWithTag.Out.class)
                            .getReturned();
            freeWithTag(me, memory, "Test");
        });

        assertThat(bench.host.violations()).containsExactly("ke/pool-unsafe-allocate");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void zeroedMemoryComesFromThePoolThatWasNamed() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            me.call(
                    ExAllocatePoolZero.newBuilder()
                            .setPoolType(1)
                            .setNumberOfBytes(8)
                            .setTag("Test")
                            .build());
            bench.notes.add(
                    bench.machine.memory().pagedUsed()
                            + " "
                            + bench.machine.memory().nonpagedUsed());
        });

        assertThat(bench.notes).containsExactly("8 0");
    }

    @Test
    void quotaThatIsExhaustedRaisesUnlessItShallFail() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            bench.notes.add(me.status(quota(0)).toString());
            bench.notes.add(me.status(quota(8)).toString());
        });

        assertThat(bench.notes)
                .containsExactly(
                        NtStatus.STATUS_INSUFFICIENT_RESOURCES.toString(),
                        NtStatus.STATUS_SUCCESS.toString());
    }

    @Test
    void withoutSpecialPoolAnOverrunShowsWhenTheMemoryIsFreed() {
        KeBench bench = with(VerifierOption.SPECIAL_POOL, false);

        bench.run(PoolTagsTest::overrunAndFree);

        assertThat(bench.host.violations())
                .containsExactly("kernel/memory-in-bounds", "ke/pool-written-beyond-end");
        BugCheck stop = bench.host.bugCheck();
        assertThat(stop.shortForm()).isEqualTo("0xC4/0x51");
        assertThat(stop.p3()).isEqualTo(stop.p2() + 8);
        assertThat(stop.p4()).isEqualTo(8);
    }

    @Test
    void withSpecialPoolItShowsAtOnce() {
        KeBench bench = new KeBench();

        bench.run(PoolTagsTest::overrunAndFree);

        assertThat(bench.host.bugChecks()).containsExactly("0xD6");
    }

    @Test
    void withoutPoolTrackingThePoolItselfFindsTheOverrun() {
        Verifier loose =
                Verifier.STANDARD
                        .with(VerifierOption.SPECIAL_POOL, false)
                        .with(VerifierOption.POOL_TRACKING, false);
        KeBench bench = new KeBench(MachineSettings.of("m").with(loose));

        bench.run(PoolTagsTest::overrunAndFree);

        assertThat(bench.host.bugChecks()).containsExactly("0x19");
    }

    @Test
    void withoutForceIrqlCheckingThePageMayBeThereAndTheRuleIsToldAllTheSame() {
        KeBench lucky = with(VerifierOption.FORCE_IRQL_CHECKING, false);
        lucky.host.stage().chooser().answer(1);
        KeBench unlucky = with(VerifierOption.FORCE_IRQL_CHECKING, false);

        lucky.run(me -> readPagedAtDispatch(me, lucky));
        unlucky.run(me -> readPagedAtDispatch(me, unlucky));

        assertThat(lucky.host.violations()).containsExactly("kernel/paged-memory-at-dispatch");
        assertThat(lucky.host.bugChecks()).isEmpty();
        assertThat(lucky.notes).containsExactly("8");
        assertThat(unlucky.host.bugChecks()).containsExactly("0xD1");
    }

    @Test
    void withLowResourcesAnAllocationFailsWhereItIsChosenThatItDoes() {
        KeBench starved = with(VerifierOption.LOW_RESOURCES, true);
        starved.host.stage().chooser().answer(1);
        KeBench usual = with(VerifierOption.LOW_RESOURCES, true);

        for (KeBench bench : new KeBench[] {starved, usual}) {
            bench.run(me ->
                    bench.notes.add(
                            ""
                                    + me.call(
                                                    KeBench.allocation(NON_PAGED, 8),
                                                    ExAllocatePool2.Out.class)
                                            .hasReturned()));
        }

        assertThat(starved.notes).containsExactly("false");
        assertThat(usual.notes).containsExactly("true");
    }

    @Test
    void anOptionThatIsOffLetsTheMachineBehaveAsWithoutDriverVerifier() {
        KeBench bench = with(VerifierOption.DDI_COMPLIANCE, false);

        bench.run(me -> {
            Irql old = KeBench.raise(me, Irql.DISPATCH_LEVEL);
            me.call(IoDeleteDevice.newBuilder().setDeviceObject(1).build());
            KeBench.lower(me, old);
        });

        assertThat(bench.host.violations()).startsWith("kernel/irql-at-call");
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    private static KeBench with(VerifierOption option, boolean on) {
        return new KeBench(MachineSettings.of("m").with(Verifier.STANDARD.with(option, on)));
    }

    private static void overrunAndFree(Running me) {
        BufferRef memory = KeBench.allocate(me, NON_PAGED, 8);
        me.call(
                MemoryWrite.newBuilder()
                        .setTo(memory.toBuilder().setLength(12))
                        .setData(ByteString.copyFromUtf8("123456789012"))
                        .build());
        free(me, memory);
    }

    private static void readPagedAtDispatch(Running me, KeBench bench) {
        BufferRef memory = KeBench.allocate(me, PAGED, 8);
        Irql old = KeBench.raise(me, Irql.DISPATCH_LEVEL);
        MemoryRead.Out read =
                me.call(MemoryRead.newBuilder().setFrom(memory).build(), MemoryRead.Out.class);
        bench.notes.add("" + read.getData().size());
        KeBench.lower(me, old);
        free(me, memory);
    }

    private static ExAllocatePoolQuotaZero quota(int flags) {
        return ExAllocatePoolQuotaZero.newBuilder()
                .setPoolType(flags)
                .setNumberOfBytes(TOO_MUCH)
                .setTag("Test")
                .build();
    }

    private static void freeWithTag(Running me, BufferRef memory, String tag) {
        me.call(ExFreePoolWithTag.newBuilder().setP(memory).setTag(tag).build());
    }

    private static void free(Running me, BufferRef memory) {
        me.call(ExFreePool.newBuilder().setP(memory).build());
    }
}
