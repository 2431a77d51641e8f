package dev.irpflow.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long the kernel objects of a driver live. */
class ImageTest {
    private final TestHost host = new TestHost();
    private @Nullable Machine loading;

    private Machine loadedAndUnloaded(Driver driver) {
        Loader.Listener unloading =
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
        Assembly assembly =
                new Blueprint(
                                MachineSettings.of("m"),
                                List.of(IpAddress.ofIpv4(0x0A00_0001)),
                                List.of(
                                        new Blueprint.LoadedDriver(
                                                "driver", () -> driver, Map.of())),
                                SubsystemSettings.DEFAULT,
                                new HostNames(Map.of()))
                        .assemble(host, unloading, context -> NtStatus.STATUS_SUCCESS);
        assembly.components()
                .forEach((name, core) -> {
                    if (assembly.direct().contains(name)) {
                        host.bindDirectly(assembly.machine(), name, core);
                    } else {
                        host.bind(assembly.machine(), name, core);
                    }
                });
        loading = assembly.machine();
        Loader.boot(assembly.machine());
        host.run();
        assertThat(host.isWell()).as("%s", host.details()).isTrue();
        return assembly.machine();
    }

    @Test
    void whatLiesInADriversImageGoesWhenItIsUnloaded() {
        Machine machine =
                loadedAndUnloaded(context -> {
                    Routines kernel = Routines.of(context);
                    kernel.ke().initializeEvent(EventType.NotificationEvent, false);
                    return NtStatus.STATUS_SUCCESS;
                });

        assertThat(machine.objects().all(Event.class)).isEmpty();
    }

    @Test
    void theEventOfAWaitableIrpLivesAsLongAsTheIrp() {
        List<Event> left = new ArrayList<>();
        Machine machine =
                loadedAndUnloaded(context -> {
                    Routines kernel = Routines.of(context);
                    var signal = WaitableIrp.completionRoutine(kernel);
                    for (int i = 0; i < 50; i++) {
                        Objects.requireNonNull(WaitableIrp.allocate(kernel, signal)).free();
                    }
                    left.addAll(Objects.requireNonNull(loading).objects().all(Event.class));
                    return NtStatus.STATUS_SUCCESS;
                });

        assertThat(left).isEmpty();
        assertThat(machine.objects().all(Irp.class)).isEmpty();
        assertThat(machine.objects().all(Region.class)).isEmpty();
    }
}
