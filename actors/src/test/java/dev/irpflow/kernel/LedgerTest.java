package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.Holding;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.ke.Ke;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What contracts say of acquiring and releasing, held by one ledger. */
class LedgerTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final TestDriver driver = host.driver(machine, "driver");

    LedgerTest() {
        host.bindDirectly(machine, "ke", new Ke());
    }

    @Test
    void aDeviceThatADriverLeavesBehindIsToldWhenTheDriverHasUnloaded() {
        driver.thread("entry", me -> me.call(create()));
        host.run();

        assertThat(machine.ledger().left()).hasSize(1);
        machine.ledger().unloaded(driver.place());

        assertThat(host.violations()).containsExactly("kernel/leak-at-end");
        assertThat(host.details().getFirst())
                .startsWith("m/driver has unloaded and still holds device-object")
                .endsWith("from IoCreateDevice");
        assertThat(machine.ledger().left()).isEmpty();
    }

    @Test
    void aDeviceThatIsDeletedIsHeldNoLonger() {
        driver.thread(
                "entry",
                me -> {
                    long device = me.call(create(), IoCreateDevice.Out.class).getDeviceObject();
                    me.call(IoDeleteDevice.newBuilder().setDeviceObject(device).build());
                });
        host.run();

        machine.ledger().unloaded(driver.place());

        assertThat(host.isWell()).isTrue();
    }

    @Test
    void whatNobodyAcquiredIsNotReleased() {
        DeviceObject foreign = machine.objects().add(new DeviceObject("", machine.place("other")));
        driver.thread(
                "thread",
                me -> me.call(IoDeleteDevice.newBuilder().setDeviceObject(foreign.id()).build()));
        host.run();

        assertThat(host.violations()).contains("kernel/released-once");
    }

    @Test
    void eachThingThatARoutineAcquiresAnotherReleases() {
        List<String> acquired =
                modelled()
                        .flatMap(r -> r.acquires().stream())
                        .map(Holding::what)
                        .distinct()
                        .toList();
        List<String> released =
                modelled()
                        .flatMap(r -> r.releases().stream())
                        .map(Holding::what)
                        .distinct()
                        .toList();

        assertThat(released).containsAll(acquired);
        assertThat(acquired).containsAll(released);
    }

    private IoCreateDevice create() {
        DriverObject object = machine.objects().add(new DriverObject(driver.place()));
        return IoCreateDevice.newBuilder().setDriverObject(object.id()).build();
    }

    private static Stream<RoutineContract> modelled() {
        return ContractTable.get().routines().stream()
                .filter(routine -> !routine.isAbsent() && routine.kind() != Kind.FIELD);
    }
}
