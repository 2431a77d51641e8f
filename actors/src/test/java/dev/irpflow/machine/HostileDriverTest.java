package dev.irpflow.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a driver hands over, the emulation's own code never throws. */
class HostileDriverTest {
    private static final int STEPS = 20_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("hostile.seeds", 150));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatADriverHandsOverMakesOurCodeThrow(long seed) {
        TestHost host = new TestHost();
        host.stage().chooser().seed(seed);
        HostileDriver driver = new HostileDriver(seed);
        Assembly assembly = assembled(host, driver);
        Loader.boot(assembly.machine());

        for (int i = 0; i < STEPS && host.step(); i++) {} // throws what our code threw

        // Its own Java throws nothing: what is said of an exception would be one of ours.
        assertThat(host.broken())
                .filteredOn(broken -> broken.violation().rule() == KernelRule.DRIVER_EXCEPTION)
                .allSatisfy(broken ->
                        assertThat(broken.violation().detail())
                                .containsAnyOf(
                                        "no routine of this driver at address",
                                        "cannot be cast to class dev.irpflow.driver."));
        assertThat(host.broken().stream().limit(1))
                .allSatisfy(first -> assertThat(first.violation().place()).isEqualTo("m/hostile"));
    }

    private static Assembly assembled(TestHost host, HostileDriver driver) {
        Loader.Listener nobody =
                new Loader.Listener() {
                    @Override
                    public void booted(Machine machine) {
                        Loader.shutDown(machine);
                    }

                    @Override
                    public void notLoaded(Machine machine, String name, NtStatus status) {}

                    @Override
                    public void unloaded(Machine machine) {}
                };
        MachineSettings settings =
                new MachineSettings("m", 2, 8 << 20, 8 << 20, 15_625_000, 4, false);
        Assembly assembly =
                new Blueprint(
                                settings,
                                List.of(IpAddress.ofIpv4(0x0A00_0001)),
                                List.of(
                                        new Blueprint.LoadedDriver(
                                                "hostile", () -> driver, Map.of())),
                                SubsystemSettings.DEFAULT,
                                new HostNames(Map.of("m", List.of(IpAddress.ofIpv4(0x0A00_0001)))))
                        .assemble(host, nobody, context -> NtStatus.STATUS_SUCCESS);
        assembly.components()
                .forEach((name, core) -> {
                    if (assembly.direct().contains(name)) {
                        host.bindDirectly(assembly.machine(), name, core);
                    } else {
                        host.bind(assembly.machine(), name, core);
                    }
                });
        return assembly;
    }
}
