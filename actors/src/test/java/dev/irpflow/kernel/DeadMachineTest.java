package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.ke.Ke;
import dev.irpflow.protocol.kernel.KStartRoutine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that has died or lost power: nothing of it happens any more. */
class DeadMachineTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine(MachineSettings.of("m").withProcessors(2));

    @Test
    void aTimerOfAComponentNeitherRunsNorAsksForAProcessor() {
        host.bindDirectly(machine, "ke", new Ke());
        Place place = host.bind(machine, "component", (message, sink) -> {});
        new ComponentTimer(place, "retransmit", "tag").arm(1_000);
        host.stage().chooser().answer(1);
        machine.stop();

        host.run();

        assertThat(host.stage().trace().lines()).isEqualTo(List.of());
        assertThat(host.stage().chooser().left()).isEqualTo(1);
    }

    @Test
    void whatAComponentStillCallsIsNeverDelivered() {
        Place place =
                host.bind(
                        machine,
                        "component",
                        (message, sink) -> {
                            sink.bugCheck(
                                    new BugCheck(0xE2, "MANUALLY_INITIATED_CRASH", 0, 0, 0, 0));
                            sink.call(
                                    (Call) message,
                                    CallKind.CALL,
                                    sink.self(),
                                    ((Call) message).request(),
                                    "tag");
                        });
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        place,
                        "thread",
                        KStartRoutine.getDefaultInstance(),
                        "tag",
                        0);

        host.run();

        assertThat(host.stage().trace().calls()).containsExactly("KSTART_ROUTINE");
    }
}
