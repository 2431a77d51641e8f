package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;

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

        /** The lines of the scenario itself: {@code script:}. */
        record Scripted(List<Script> scripts) implements Source {
            public Scripted {
                scripts = List.copyOf(scripts);
            }
        }
    }

    public DriverSpec {
        on = List.copyOf(on);
        with = List.copyOf(with);
    }
}
