package dev.irpflow.ke;

import static dev.irpflow.ke.DpcCalls.insert;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.DpcSettings;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAcquireFastMutex;
import dev.irpflow.protocol.kernel.ExInitializeFastMutex;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeInitializeThreadedDpc;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.PagedCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a threaded DPC must not do at PASSIVE_LEVEL. */
class ThreadedDpcLimitsTest {
    private static final String LIMITS = "kernel/threaded-dpc-limits";
    private static final long NON_PAGED = 0x40;
    private static final long PAGED = 0x100;

    private final KeBench bench = new KeBench();

    @Test
    void pageableMemoryIsNotTouched() {
        bench.run(me -> {
            BufferRef paged = KeBench.allocate(me, PAGED, 64);
            threaded(me, d -> d.call(MemoryRead.newBuilder().setFrom(paged).build()));
        });

        assertThat(bench.host.violations()).containsExactly(LIMITS);
        assertThat(bench.host.bugChecks()).isEmpty();
    }

    @Test
    void pageableCodeIsNotRun() {
        assertThat(brokenBy(PagedCode.getDefaultInstance())).containsExactly(LIMITS);
    }

    @Test
    void pagedPoolIsNotTaken() {
        assertThat(brokenBy(KeBench.allocation(PAGED, 64))).containsExactly(LIMITS);
    }

    @Test
    void aRegionOfTheThreadIsNotEntered() {
        assertThat(brokenBy(KeEnterCriticalRegion.getDefaultInstance())).startsWith(LIMITS);
    }

    @Test
    void aFastMutexIsNotAcquired() {
        bench.run(me -> {
            long mutex =
                    me.call(
                                    ExInitializeFastMutex.getDefaultInstance(),
                                    ExInitializeFastMutex.Out.class)
                            .getFastMutex();
            threaded(me, d -> d.call(ExAcquireFastMutex.newBuilder().setFastMutex(mutex).build()));
        });

        assertThat(bench.host.violations()).startsWith(LIMITS);
    }

    @Test
    void whatDispatchLevelAllowsIsFree() {
        bench.run(me -> {
            BufferRef nonpaged = KeBench.allocate(me, NON_PAGED, 64);
            threaded(
                    me,
                    d -> {
                        d.call(MemoryRead.newBuilder().setFrom(nonpaged).build());
                        d.call(KeBench.allocation(NON_PAGED, 64));
                        long lock = KeBench.lock(d);
                        Irql old = KeBench.acquire(d, lock);
                        KeBench.release(d, lock, old);
                    });
        });

        assertThat(bench.host.violations()).isEmpty();
    }

    @Test
    void whereTheyAreTurnedOffTheMachineStopsInstead() {
        KeBench off =
                new KeBench(MachineSettings.of("m").with(DpcSettings.USUAL.withThreaded(false)));

        off.run(me -> {
            BufferRef paged = KeBench.allocate(me, PAGED, 64);
            TestDriver.Body body = d -> d.call(MemoryRead.newBuilder().setFrom(paged).build());
            insert(me, made(me, off.driver.addressOf(body)), 0);
        });

        assertThat(off.host.violations()).containsExactly("kernel/paged-memory-at-dispatch");
        assertThat(off.host.bugChecks()).containsExactly("0xD1");
    }

    private List<String> brokenBy(GeneratedMessage request) {
        bench.run(me -> threaded(me, d -> d.call(request)));
        return bench.host.violations();
    }

    private void threaded(Running me, TestDriver.Body body) {
        insert(me, made(me, bench.driver.addressOf(body)), 0);
    }

    private static long made(Running me, long routine) {
        return me.call(
                        KeInitializeThreadedDpc.newBuilder().setDeferredRoutine(routine).build(),
                        KeInitializeThreadedDpc.Out.class)
                .getDpc();
    }
}
