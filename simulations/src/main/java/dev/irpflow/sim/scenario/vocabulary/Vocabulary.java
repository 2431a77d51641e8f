package dev.irpflow.sim.scenario.vocabulary;

import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the loader knows of the emulated kernel. All lists keep one order from run to run. */
public interface Vocabulary {
    /** The routine of this name or alias, or null. */
    @Nullable RoutineSpec routine(String name);

    /** All names and aliases of routines. */
    List<String> routineNames();

    /** The status of this name, or null. */
    @Nullable Status status(String name);

    /** The status of this number, with the first of its names, or its hexadecimal as the name. */
    Status status(int code);

    /** All names of statuses. */
    List<String> statusNames();

    /** The codes of bug checks that have names. */
    List<Constant> bugChecks();

    List<WorkloadSpec> workloads();

    List<RoleSpec> roles();

    List<ShippedDriver> drivers();

    /**
     * The settings that a driver of the user's declares, by its class; null if it declares none.
     */
    @Nullable List<SettingSpec> settingsOf(String className);

    List<SubsystemSpec> subsystems();

    /** Points on which the documentation is silent, to be decided under {@code choices}. */
    List<SettingSpec> choices();

    /** The ids of the verifier's rules. */
    List<String> rules();

    /** The checkers that {@code always} may name. */
    List<String> checkers();

    /** What {@code eventually: that:} may name. */
    List<String> goals();

    /** The kinds of frames that {@code frame:} and {@code of:} may name. */
    List<String> frames();
}
