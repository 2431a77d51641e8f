package dev.irpflow.machine;

import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One life of a machine: its kernel state and its components, not yet bound to actors.
 *
 * @param machine its kernel state
 * @param components by name, in the order in which they start
 * @param direct names of the components whose messages are plain calls
 * @param application where the steps of a scenario run, as threads of a process; null for a bare
 *     machine
 */
public record Assembly(
        Machine machine,
        Map<String, Component> components,
        Set<String> direct,
        @Nullable DriverHost application) {}
