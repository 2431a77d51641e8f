package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code run} that a hunt refuses, with the reason. */
final class VirtualTimeOnly {
    @Option(names = "--real-time", hidden = true)
    private boolean realTime;

    @Option(names = "--cluster", hidden = true, split = ",")
    private List<String> cluster = new ArrayList<>();

    @Option(names = "--place", hidden = true)
    private List<String> places = new ArrayList<>();

    /**
     * Looks at what is given.
     *
     * @throws Refusal if the hunt is to be played in real time
     */
    void check() throws Refusal {
        String given =
                realTime
                        ? "--real-time"
                        : !cluster.isEmpty() ? "--cluster" : !places.isEmpty() ? "--place" : "";
        if (!given.isEmpty()) {
            throw new Refusal(
                    "%s: a hunt plays in virtual time, where a run can be repeated and each call"
                                    .formatted(given)
                            + " met again; irpflow run %s plays one run".formatted(given));
        }
    }
}
