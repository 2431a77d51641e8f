package dev.irpflow.sim.run;

import dev.irpflow.driver.Caller;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Violation;
import dev.irpflow.machine.Assembly;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is up: one life of it.
 *
 * @param assembly its kernel state and components
 * @param life 1 after the first boot
 * @param speaker who calls, null for the application
 */
record RunningMachine(Assembly assembly, int life, @Nullable Caller speaker) {
    RunningMachine(Assembly assembly, int life) {
        this(assembly, life, null);
    }

    /** The same, where another calls: a driver's routine that runs now. */
    RunningMachine as(Caller caller) {
        return new RunningMachine(assembly, life, caller);
    }

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

    /** The violation of the driver whose code runs without an end; null if no code runs. */
    @Nullable Violation loops(String howLong) {
        for (Component component : assembly.components().values()) {
            Violation violation = component instanceof DriverHost host ? host.loops(howLong) : null;
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }

    /** The lines of a driver that has pended the operation of an object; "" if none are known. */
    String linesOf(Place driver, long object) {
        return assembly.components().get(driver.component()) instanceof DriverHost host
                ? host.linesOf(object)
                : "";
    }

    /** Calls from the code that runs now. */
    Caller caller() {
        return speaker == null ? application().context() : speaker;
    }

    /** A notification event of this machine, for a step that waits. */
    Event newEvent() {
        return machine().objects().add(new StepEvent());
    }
}
