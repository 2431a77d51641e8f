package dev.irpflow.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strands share through cells, and where they race for it. */
class CellTest {
    private static final int SEEDS = 200;

    private enum Guard {
        NONE,
        SPIN_LOCK,
        INTERLOCKED
    }

    @Test
    void aLostUpdateIsFoundBySomeSeed() {
        assertThat(ends(1, Guard.NONE)).contains(1, 2);
        assertThat(ends(2, Guard.NONE)).contains(1, 2);
    }

    @Test
    void noUpdateIsLostUnderASpinLock() {
        assertThat(ends(1, Guard.SPIN_LOCK)).containsOnly(2);
        assertThat(ends(2, Guard.SPIN_LOCK)).containsOnly(2);
    }

    @Test
    void noUpdateIsLostByAnInterlockedOperation() {
        assertThat(ends(2, Guard.INTERLOCKED)).containsOnly(2);
    }

    @Test
    void theBoringScheduleLosesNothing() {
        World world = new World(1);

        assertThat(world.end(Guard.NONE)).isEqualTo(2);
    }

    @Test
    void accessesToOneCellConflictAndAccessesToTwoCommuteInADriverThatSharesOnlyCells() {
        World world = new World(1);
        Cell<Integer> other = world.driver.context().cell("other", 0);
        List<Footprint> steps = new ArrayList<>();
        world.host
                .stage()
                .pool()
                .tell((chain, step, number, footprint) -> steps.add(footprint.copy()));

        world.thread("reader", () -> world.counter.get());
        world.thread("writer", () -> world.counter.set(1));
        world.thread("elsewhere", () -> other.set(1));
        world.host.run();

        // Each thread has two steps: up to the access, and from there to its end.
        assertThat(steps).hasSize(6);
        assertThat(steps.get(1).conflictsWith(steps.get(3))).isTrue();
        assertThat(steps.get(3).conflictsWith(steps.get(5))).isFalse();
        assertThat(steps.get(1).conflictsWith(steps.get(5))).isFalse();
    }

    @Test
    void theTraceTellsOfChangesOnlyIfAsked() {
        World quiet = new World(1);
        quiet.end(Guard.NONE);
        World told = new World(1);
        told.counter.traced();
        told.end(Guard.NONE);

        assertThat(states(quiet)).isEmpty();
        assertThat(states(told)).containsExactly("m/driver/counter 1", "m/driver/counter 2");
    }

    @Test
    void aCellIsUsedByARoutineOnly() {
        World world = new World(1);

        assertThatThrownBy(world.counter::get).isInstanceOf(IllegalStateException.class);
    }

    private static List<String> states(World world) {
        return world.host.stage().trace().lines().stream()
                .filter(event -> event.kind() == TraceEvent.Kind.STATE)
                .map(event -> event.object() + " " + event.status())
                .toList();
    }

    private static List<Integer> ends(int processors, Guard guard) {
        List<Integer> ends = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(processors);
            world.host.stage().chooser().seed(seed);
            ends.add(world.end(guard));
        }
        return ends;
    }

    private static final class World {
        private final TestHost host = new TestHost();
        private final Machine machine;
        private final Place place;
        private final DriverHost driver;
        private final Cell<Integer> counter;

        World(int processors) {
            machine = host.machine(MachineSettings.of("m").withProcessors(processors));
            place = machine.place("driver");
            driver = new DriverHost(place, new Apart(), new StrandCodes(), Map.of());
            counter = driver.context().cell("counter", 0);
            host.bindDirectly(machine, "ke", new Ke());
            host.bind(machine, "driver", driver);
        }

        /** Two threads count to two; gives how far they came. */
        int end(Guard guard) {
            Routines kernel = Routines.of(driver.context());
            List<SpinLockId> lock = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            thread("setup", () -> lock.add(kernel.ke().initializeSpinLock()));
            host.run();
            for (int i = 0; i < 2; i++) {
                thread("thread " + i, () -> count(kernel, lock.getFirst(), guard));
            }
            host.run();
            thread("end", () -> ends.add(counter.get()));
            host.run();
            assertThat(host.isWell()).isTrue();
            return ends.getFirst();
        }

        private void count(Routines kernel, SpinLockId lock, Guard guard) {
            switch (guard) {
                case NONE -> counter.set(counter.get() + 1);
                case INTERLOCKED -> counter.update(value -> value + 1);
                case SPIN_LOCK -> {
                    Irql before = kernel.ke().acquireSpinLock(lock);
                    counter.set(counter.get() + 1);
                    kernel.ke().releaseSpinLock(lock, before);
                }
            }
        }

        void thread(String name, Runnable body) {
            StartRoutine routine = call -> body.run();
            machine.strands()
                    .beginThread(
                            StrandKind.THREAD,
                            place,
                            name,
                            KStartRoutine.newBuilder()
                                    .setRoutine(driver.context().addressOf(routine))
                                    .build(),
                            name,
                            0);
        }
    }

    private static final class Apart implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public boolean sharesOnlyCells() {
            return true;
        }
    }
}
