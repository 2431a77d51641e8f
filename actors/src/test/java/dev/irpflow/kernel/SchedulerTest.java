package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.ke.Ke;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which strands of a machine may run, and where. */
class SchedulerTest {
    private final TestHost host = new TestHost();

    private TestDriver on(int processors) {
        Machine machine = host.machine(MachineSettings.of("m").withProcessors(processors));
        host.bindDirectly(machine, "ke", new Ke());
        return host.driver(machine, "driver");
    }

    @Test
    void aThreadGetsOnTheLowestIdleProcessorUnlessAnotherIsChosen() {
        TestDriver driver = on(4);
        List<Integer> seen = new ArrayList<>();
        host.stage().chooser().answer(2);
        driver.thread("one", me -> seen.add(me.call().strand().processorNumber()));
        host.run();
        driver.thread("two", me -> seen.add(me.call().strand().processorNumber()));
        host.run();

        assertThat(seen).containsExactly(2, 0);
    }

    @Test
    void aThreadThatMayGetOnOneProcessorOnlyIsNotAskedFor() {
        TestDriver driver = on(1);
        List<Integer> seen = new ArrayList<>();
        host.stage().chooser().answer(1);
        driver.thread("one", me -> seen.add(me.call().strand().processorNumber()));
        host.run();

        assertThat(seen).containsExactly(0);
        assertThat(host.stage().chooser().left()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void threadsWaitUntilTheOnlyProcessorIsBelowDispatchLevelAgain(long seed) {
        TestDriver driver = on(1);
        List<String> seen = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            driver.thread(
                    name,
                    me -> {
                        me.call(raise());
                        seen.add(name);
                        me.call(KeGetCurrentIrql.getDefaultInstance());
                        seen.add(name);
                        me.call(lower());
                        me.call(KeGetCurrentIrql.getDefaultInstance());
                    });
        }
        host.stage().chooser().seed(seed);
        host.run();

        assertThat(seen).hasSize(6);
        for (int i = 0; i < 6; i += 2) {
            assertThat(seen.get(i)).isEqualTo(seen.get(i + 1));
        }
        assertThat(host.isWell()).isTrue();
    }

    private static KeRaiseIrql raise() {
        return KeRaiseIrql.newBuilder().setNewIrql(Irql.DISPATCH_LEVEL).build();
    }

    private static KeLowerIrql lower() {
        return KeLowerIrql.newBuilder().setNewIrql(Irql.PASSIVE_LEVEL).build();
    }
}
