package dev.irpflow.sim.junit;

import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.SeededRuns;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What did not hold, told to the report of the test: as entries for listeners of JUnit, and on
 * standard output, which is all that Surefire keeps.
 */
record ToldTo(ExtensionContext context) implements Consumer<List<Checked>> {
    @Override
    public void accept(List<Checked> all) {
        List<Checked> failed = all.stream().filter(one -> !one.held()).toList();
        for (Checked one : failed) {
            if (!one.facts().isEmpty()) {
                context.publishReportEntry(one.facts());
            }
        }
        SeededRuns.report(failed);
    }
}
