package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.FaultPoint.Fate;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fault does to a call, as its caller and the trace see it. */
class FaultGateTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final TestDriver driver = host.driver(machine, "driver");

    FaultGateTest() {
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
    }

    @Test
    void aDelayedCallIsOneMessage() {
        host.faults(
                call ->
                        call.request() instanceof KeQuerySystemTime
                                ? new Fate.Delay("slow", 1_000)
                                : null);
        List<Long> times = new ArrayList<>();
        driver.thread(
                "thread",
                me -> {
                    me.call(KeQuerySystemTime.getDefaultInstance());
                    times.add(me.now());
                });

        host.run();

        assertThat(times).containsExactly(1_000L);
        assertThat(host.stage().trace().of(TraceEvent.Kind.CALL, "KeQuerySystemTime")).hasSize(1);
        assertThat(host.isWell()).isTrue();
    }
}
