package dev.irpflow.sim.bench;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Violation;
import dev.irpflow.machine.Assembly;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.machine.HostNames;
import dev.irpflow.machine.Loader;
import dev.irpflow.machine.SubsystemSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.stage.SimulationPlayhouse;
import dev.irpflow.sim.stage.SimulationStage;
import dev.irpflow.stage.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole machines for a benchmark: a violation there is a bug of the benchmark. */
final class BenchMachines implements Host, Loader.Listener {
    private final SimulationStage stage;
    private final Network network;
    private final SimulationPlayhouse house;

    BenchMachines(SimulationStage stage, Network network) {
        this.stage = stage;
        this.network = network;
        this.house = new SimulationPlayhouse(stage, network);
    }

    /** Builds and boots a machine with one driver. */
    Machine boot(String name, int ipv4, Driver driver) {
        IpAddress address = IpAddress.ofIpv4(ipv4);
        Blueprint blueprint =
                new Blueprint(
                        MachineSettings.of(name),
                        List.of(address),
                        List.of(new Blueprint.LoadedDriver("driver", () -> driver, Map.of())),
                        SubsystemSettings.DEFAULT,
                        new HostNames(Map.of()));
        Assembly assembly = blueprint.assemble(this, this, context -> NtStatus.STATUS_SUCCESS);
        house.open(assembly);
        network.attach(assembly.machine(), assembly.machine().place("tcpip"), List.of(address));
        Loader.boot(assembly.machine());
        return assembly.machine();
    }

    void close() {
        stage.pool().clear();
        house.closeAll();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public FaultPoint faults() {
        return FaultPoint.NONE;
    }

    @Override
    public void transmit(Machine from, GeneratedMessage frame, @Nullable Call during) {
        network.transmit(from, (Frame) frame, during);
    }

    @Override
    public void violated(Machine machine, Violation violation) {
        throw new IllegalStateException(violation.rule().id() + ": " + violation.detail());
    }

    @Override
    public void broke(Machine machine, Throwable error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void died(Machine machine, BugCheck bugCheck) {
        throw new IllegalStateException(machine.name() + " stopped: " + bugCheck);
    }

    @Override
    public void booted(Machine machine) {}

    @Override
    public void notLoaded(Machine machine, String driver, NtStatus status) {
        throw new IllegalStateException(driver + " did not load: " + status);
    }

    @Override
    public void unloaded(Machine machine) {}
}
