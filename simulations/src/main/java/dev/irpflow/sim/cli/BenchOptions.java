package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a bench of seeded bugs hunts, and where all its figures go. */
final class BenchOptions {
    @Option(
            names = "--schedules",
            paramLabel = "N",
            description = "After how many schedules a hunt gives up; ${DEFAULT-VALUE}.")
    private long schedules;

    @Option(
            names = "--hunts",
            paramLabel = "N",
            description = "How many hunts at most, with other seeds each; ${DEFAULT-VALUE}.")
    private long hunts;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there, too.")
    private @Nullable String json;

    /** Where the user does not say how much, it is so much. */
    BenchOptions(long schedules, long hunts) {
        this.schedules = schedules;
        this.hunts = hunts;
    }

    /**
     * Looks at what is given.
     *
     * @throws Refusal if that is no hunt
     */
    void check() throws Refusal {
        demand("--schedules", schedules);
        demand("--hunts", hunts);
    }

    private static void demand(String option, long given) throws Refusal {
        if (given < 1) {
            throw new Refusal("%s: found %d; allowed is 1 or more".formatted(option, given));
        }
    }

    long schedules() {
        return schedules;
    }

    long hunts() {
        return hunts;
    }

    /** Writes figures where the user wants them, if anywhere. */
    void write(Terminal terminal, Map<String, Object> figures) throws Refusal {
        if (json == null) {
            return;
        }
        try {
            WholeFile.write(
                    terminal.resolve(json), Json.text(figures).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal("--json %s: cannot be written: %s".formatted(json, e.getMessage()));
        }
    }
}
