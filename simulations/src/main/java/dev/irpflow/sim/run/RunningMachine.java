package dev.irpflow.sim.run;

import dev.irpflow.driver.Caller;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Machine;
import dev.irpflow.machine.Assembly;
import java.util.Objects;

/**
 * A machine that is up: one life of it.
 *
 * @param assembly its kernel state and components
 * @param life 1 after the first boot
 */
record RunningMachine(Assembly assembly, int life) {
    String name() {
        return machine().name();
    }

    Machine machine() {
        return assembly.machine();
    }

    /** The process in whose threads steps run. */
    DriverHost application() {
        return Objects.requireNonNull(assembly.application());
    }

    /** Whether a driver of the scenario has this name here. */
    boolean hasDriver(String name) {
        return assembly.components().get(name) instanceof DriverHost host && host != application();
    }

    /** Calls from the application's thread that runs now. */
    Caller caller() {
        return application().context();
    }

    /** A notification event of this machine, for a step that waits. */
    Event newEvent() {
        return machine().objects().add(new Event(Event.Type.NOTIFICATION));
    }
}
