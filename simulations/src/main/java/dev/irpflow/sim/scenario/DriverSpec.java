package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driver, loaded on one machine or on several.
 *
 * @param on the machines, at least one
 * @param with its parameters; a driver of the user's own may have more than its role knows
 */
public record DriverSpec(
        String name, List<String> on, String role, Source source, List<Setting> with, Where where) {
    /** Where the driver's code is. */
    public sealed interface Source {
        /** A class of the user's, found on the class path: {@code class: com.example.Tiny}. */
        record OfClass(String className) implements Source {}

        /** A driver that comes with the product: {@code like: stream-redirector}. */
        record Shipped(String name) implements Source {}

        /**
         * A program of the user's: {@code command: [python3, echo_server.py]}.
         *
         * @param command the words that start it; those that name files do so from the project
         */
        record OfProgram(List<String> command) implements Source {
            public OfProgram {
                command = List.copyOf(command);
            }
        }

        /**
         * The lines of the scenario itself: {@code script:}.
         *
         * @param base the driver for whose routines the scripts stand in; null for none
         */
        record Scripted(List<Script> scripts, @Nullable Source base) implements Source {
            public Scripted {
                scripts = List.copyOf(scripts);
            }
        }
    }

    /**
     * Where the code is that a driver's scripts stand in for; the source itself without scripts.
     */
    public static Source codeOf(Source source) {
        return source instanceof Source.Scripted(_, Source base) && base != null ? base : source;
    }

    public DriverSpec {
        on = List.copyOf(on);
        with = List.copyOf(with);
    }
}
