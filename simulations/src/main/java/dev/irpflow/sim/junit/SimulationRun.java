package dev.irpflow.sim.junit;

import dev.irpflow.driver.Driver;
import dev.irpflow.sim.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/** A run that is over, as the parameter of a {@link SimulationTest} method. */
public final class SimulationRun {
    private final String scenario;
    private final long seed;
    private final RunResult result;
    private final List<Driver> drivers;

    SimulationRun(String scenario, long seed, RunResult result, List<Driver> drivers) {
        this.scenario = scenario;
        this.seed = seed;
        this.result = result;
        this.drivers = List.copyOf(drivers);
    }

    /** The name of the scenario. */
    public String scenario() {
        return scenario;
    }

    /** The seed of the run. */
    public long seed() {
        return seed;
    }

    /** How many messages were delivered. */
    public long messages() {
        return result.messages();
    }

    /** The time that passed on the emulated machines. */
    public Duration time() {
        return Duration.ofNanos(result.timeNs());
    }

    /**
     * How often a fault of the scenario struck.
     *
     * @param fault its {@code name}, or its verb and number, {@code lose 1}
     * @throws NoSuchElementException if the scenario has no such fault
     */
    public long strikes(String fault) {
        Long strikes = result.faults().get(fault);
        if (strikes == null) {
            throw new NoSuchElementException(
                    "%s has no fault \"%s\"; its faults: %s"
                            .formatted(
                                    scenario, fault, String.join(", ", result.faults().keySet())));
        }
        return strikes;
    }

    /**
     * The driver of this run that has this class, with the Java state in which the run left it. Of
     * several the newest: a machine that boots again has another one.
     *
     * @throws NoSuchElementException if no machine was given one
     */
    public <T extends Driver> T driver(Class<T> type) {
        for (Driver driver : drivers.reversed()) {
            if (type.isInstance(driver)) {
                return type.cast(driver);
            }
        }
        throw new NoSuchElementException("no machine of " + scenario + " has a " + type.getName());
    }

    @Override
    public String toString() {
        return scenario + ", seed " + seed;
    }
}
