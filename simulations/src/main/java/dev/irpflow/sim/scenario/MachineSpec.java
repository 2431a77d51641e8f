package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine, or several of one kind.
 *
 * @param count how many; more than one are called {@code name-1}, {@code name-2} and so on
 * @param processors 1 to 64
 * @param addresses IPv4 addresses; empty: the network gives one
 * @param clockOffset how far its clock is ahead of the others
 * @param subsystems those that have settings
 */
public record MachineSpec(
        String name,
        long count,
        int processors,
        Pools pools,
        List<String> addresses,
        TimeSpan clockOffset,
        List<Subsystem> subsystems,
        Where where) {
    /** Limits of the pools; null where the machine's own default holds. */
    public record Pools(@Nullable Size nonpaged, @Nullable Size paged, @Nullable Size quota) {
        /** No limit is given. */
        public static final Pools DEFAULT = new Pools(null, null, null);
    }

    /** The settings of one subsystem. */
    public record Subsystem(String name, List<Setting> settings, Where where) {
        public Subsystem {
            settings = List.copyOf(settings);
        }
    }

    public MachineSpec {
        addresses = List.copyOf(addresses);
        subsystems = List.copyOf(subsystems);
    }

    /** The settings given for a subsystem; empty if there are none. */
    public List<Setting> settings(String subsystem) {
        for (Subsystem given : subsystems) {
            if (given.name().equals(subsystem)) {
                return given.settings();
            }
        }
        return List.of();
    }

    /** The names of the machines that this stands for. */
    public List<String> names() {
        if (count == 1) {
            return List.of(name);
        }
        var names = new ArrayList<String>();
        for (long i = 1; i <= count; i++) {
            names.add(name + "-" + i);
        }
        return names;
    }
}
