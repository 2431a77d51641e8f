package dev.irpflow.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.LockOperation;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a driver's Java may not do, and whose fault it is. */
class DriverHostTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final Place place = machine.place("driver");
    private final DriverHost driver =
            new DriverHost(place, context -> NtStatus.STATUS_SUCCESS, new StrandCodes(), Map.of());

    DriverHostTest() {
        host.bind(machine, "driver", driver);
    }

    @Test
    void javaThatBlocksIsAViolationOfTheDriver() {
        host.bindDirectly(machine, "ke", new Ke());
        thread(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MINUTES));

        host.run();

        assertThat(host.violations()).containsExactly("kernel/driver-blocks");
    }

    @Test
    void anExceptionOfOursIsNotTheDriversNorCanTheDriverCatchIt() {
        host.bindDirectly(
                machine,
                "ke",
                (message, sink) -> {
                    throw new IllegalArgumentException("ours");
                });
        List<String> caught = new ArrayList<>();
        thread(() -> {
            try {
                driver.context().call(KeQuerySystemTime.getDefaultInstance());
            } catch (RuntimeException | Error e) {
                caught.add(e.toString());
            }
        });

        assertThatThrownBy(host::run).hasRootCauseMessage("ours");
        assertThat(caught).isEmpty();
        assertThat(host.violations()).isEmpty();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // what a driver may do, wise or not
    void aDriverThatYieldsItsJavaThreadGoesOn() {
        host.bindDirectly(machine, "ke", new Ke());
        List<String> done = new ArrayList<>();
        thread(() -> {
            Thread.yield();
            driver.context().call(KeQuerySystemTime.getDefaultInstance());
            done.add("done");
        });

        host.run();

        assertThat(done).containsExactly("done");
        assertThat(host.isWell()).isTrue();
    }

    @Test
    void aValueWithoutANameIsAViolationAndGoesNoFurther() {
        host.bindDirectly(
                machine,
                "ke",
                (message, sink) -> {
                    throw new IllegalArgumentException("ours");
                });
        List<String> answers = new ArrayList<>();
        thread(() ->
                answers.add(
                        driver.context()
                                .call(KeRaiseIrql.newBuilder().setNewIrqlValue(77).build())
                                .toString()));

        host.run();

        assertThat(host.violations()).containsExactly("kernel/value-out-of-range");
        assertThat(host.details().getFirst()).contains("KeRaiseIrql", "new_irql 77");
        assertThat(answers).hasSize(1);
    }

    @Test
    void aMessageThatNobodyServesIsTheDriversException() {
        thread(() -> driver.context().call(KStartRoutine.getDefaultInstance()));
        thread(() -> driver.context().call(KeQuerySystemTime.getDefaultInstance()));

        host.run();

        assertThat(host.violations()).containsOnly("kernel/driver-exception");
    }

    @Test
    void aStatusThatARoutineRaisesCanBeCaught() {
        host.bindDirectly(machine, "ke", new Ke());
        List<NtStatus> caught = new ArrayList<>();
        thread(() -> {
            try {
                new Mm(driver.context())
                        .probeAndLockPages(
                                BufferRef.newBuilder().setRegion(99).build(),
                                KProcessorMode.KernelMode,
                                LockOperation.IoReadAccess);
            } catch (StatusRaised e) {
                caught.add(e.status());
            }
        });

        host.run();

        assertThat(caught).containsExactly(NtStatus.STATUS_ACCESS_VIOLATION);
        assertThat(host.isWell()).isTrue();
    }

    @Test
    void aRaisedStatusThatNobodyCatchesStopsTheMachineWithItsCode() {
        host.bindDirectly(machine, "ke", new Ke());
        thread(() ->
                new Ex(driver.context())
                        .allocatePool2(
                                Ex.POOL_FLAG_NON_PAGED | Ex.POOL_FLAG_RAISE_ON_FAILURE,
                                Integer.MAX_VALUE,
                                "Test"));

        host.run();

        assertThat(host.violations()).containsExactly("kernel/driver-exception");
        assertThat(host.bugCheck().toString()).contains("0x1E", "0xC000009A");
    }

    @Test
    void aRoutineThatReturnsNullIsTheDriversException() {
        CompletionRoutine none = (device, irp, context) -> NOTHING;
        machine.strands()
                .beginDpc(
                        place,
                        "dpc",
                        IoCompletionRoutine.newBuilder()
                                .setRoutine(driver.context().addressOf(none))
                                .build(),
                        "dpc",
                        0,
                        0);

        host.run();

        assertThat(host.violations()).containsExactly("kernel/driver-exception");
        assertThat(host.details().getFirst()).contains("IO_COMPLETION_ROUTINE returned null");
    }

    @SuppressWarnings("NullAway") // what a driver's Java can do
    private static final NtStatus NOTHING = null;

    @FunctionalInterface
    private interface Body {
        void run() throws InterruptedException;
    }

    private void thread(Body body) {
        StartRoutine routine =
                request -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        place,
                        "thread",
                        KStartRoutine.newBuilder()
                                .setRoutine(driver.context().addressOf(routine))
                                .build(),
                        "thread",
                        0);
    }
}
