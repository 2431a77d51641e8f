package dev.irpflow.sim.scenario;

import java.util.List;

/**
 * What there is before the first step.
 *
 * @param choices how points are decided on which the documentation is silent
 */
public record World(
        List<MachineSpec> machines,
        List<LinkSpec> network,
        List<DriverSpec> drivers,
        List<Setting> choices) {
    public World {
        machines = List.copyOf(machines);
        network = List.copyOf(network);
        drivers = List.copyOf(drivers);
        choices = List.copyOf(choices);
    }

    /** The names of all machines, in order: a machine with a count stands for that many. */
    public List<String> machineNames() {
        return machines.stream().flatMap(machine -> machine.names().stream()).toList();
    }
}
