package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a driver may run without a call or a return before it counts as one that loops. */
final class Patience {
    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description =
                    "A driver that neither calls nor returns for so many seconds of real time"
                            + " loops; 10.")
    private int seconds = 10;

    /** As a number of seconds. */
    int seconds() {
        return seconds;
    }

    /** As a length of time. */
    Duration length() throws Refusal {
        if (seconds < 1) {
            throw new Refusal("--patience " + seconds + " is less than one second");
        }
        return Duration.ofSeconds(seconds);
    }
}
