package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.load.Nearest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code list}: what there is of a kind. */
@Command(
        name = "list",
        description =
                "Lists routines, statuses, rules, choices, bug-checks, faults, workloads,"
                        + " drivers, scenarios or cases.",
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description =
                    "routines, statuses, rules, choices, bug-checks, faults, workloads,"
                            + " drivers, scenarios or cases.")
    private String kind = "";

    @Mixin private final OutputFormat format = new OutputFormat();

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        if (kind.isEmpty()) {
            throw new Refusal("list: what of? There are " + String.join(", ", Listings.KINDS));
        }
        Listing listing = new Listings(terminal).of(kind);
        if (listing == null) {
            String nearest = Nearest.to(kind, Listings.KINDS);
            throw new Refusal(
                    "list %s: no such kind.%s There are %s"
                            .formatted(
                                    kind,
                                    nearest == null ? "" : " Did you mean " + nearest + "?",
                                    String.join(", ", Listings.KINDS)));
        }
        if (format.isJson()) {
            terminal.out().print(Json.text(Trees.of(kind, listing.items())));
        } else {
            terminal.out().print(listing.text());
        }
        return Exit.HELD;
    }
}
