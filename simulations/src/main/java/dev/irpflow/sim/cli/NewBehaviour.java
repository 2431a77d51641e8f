package dev.irpflow.sim.cli;

import dev.irpflow.sim.coverage.CoverageText;
import dev.irpflow.sim.hunt.Findings;

/** How much a hunt has reached so far, and when something was last new. */
final class NewBehaviour {
    private static final long SECOND_NS = 1_000_000_000;

    private final Findings findings;
    private long known;
    private long lastNs;
    private String numbers = "";

    NewBehaviour(Findings findings) {
        this.findings = findings;
    }

    /** For the line of progress; "" as long as nothing was reached. */
    String words(long elapsedNs) {
        if (findings.fresh() != known) {
            known = findings.fresh();
            lastNs = elapsedNs;
            numbers = new CoverageText(findings.coverage()).progress();
        }
        return numbers.isEmpty()
                ? ""
                : "   %s   last new behaviour %d s ago"
                        .formatted(numbers, (elapsedNs - lastNs) / SECOND_NS);
    }
}
