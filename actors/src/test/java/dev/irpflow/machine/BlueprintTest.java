package dev.irpflow.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lives of one machine. */
class BlueprintTest {
    private final TestHost host = new TestHost();
    private final Blueprint blueprint =
            new Blueprint(
                    MachineSettings.of("m"),
                    List.of(IpAddress.ofIpv4(0x0A000001)),
                    List.of(),
                    SubsystemSettings.DEFAULT,
                    new HostNames(Map.of()));

    @Test
    void noNumberOfOneLifeIsGivenAgainInTheNext() {
        Machine first = live();
        long strand = begin(first);
        long operation = first.newOperation();
        long object = first.cancelLock().id();
        first.stop();

        Machine second = live();

        assertThat(begin(second)).isGreaterThan(strand);
        assertThat(second.newOperation()).isGreaterThan(operation);
        assertThat(second.cancelLock().id()).isGreaterThan(object);
    }

    private Machine live() {
        Loader.Listener nobody =
                new Loader.Listener() {
                    @Override
                    public void booted(Machine machine) {}

                    @Override
                    public void notLoaded(Machine machine, String driver, NtStatus status) {}

                    @Override
                    public void unloaded(Machine machine) {}
                };
        return blueprint.assemble(host, nobody, context -> NtStatus.STATUS_SUCCESS).machine();
    }

    private static long begin(Machine machine) {
        return machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        machine.place("system"),
                        "thread",
                        KStartRoutine.getDefaultInstance(),
                        "tag",
                        0)
                .id();
    }
}
