package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.systematic.Exclusions;
import dev.irpflow.sim.systematic.Systematic;
import dev.irpflow.sim.systematic.WhatIf;
import java.util.List;
import java.util.Locale;

/** The sites at which calls would fail, from the runs in which none does. */
final class WhatIfList {
    private final HuntSetup setup;
    private final EachSiteOptions options;
    private final Terminal terminal;
    private final OutputFormat format;

    WhatIfList(HuntSetup setup, EachSiteOptions options, Terminal terminal, OutputFormat format) {
        this.setup = setup;
        this.options = options;
        this.terminal = terminal;
        this.format = format;
    }

    /**
     * Tells of lines of the exclude file that name nothing, and of the sites if they are asked for.
     */
    int tell() throws Refusal {
        EachSite spec = EachSite.of(setup.strategy());
        Exclusions exclusions = spec.exclusions();
        int examples = setup.examples().size();
        Systematic systematic = spec.strategy(examples, exclusions);
        Campaign campaign = setup.campaign(systematic);
        Findings survey;
        try (Watch watch = Watch.untilInterrupted(terminal);
                SimulationPlayer player =
                        new SimulationPlayer(
                                setup.examples().getFirst(), watch, setup.patience().length())) {
            survey = player.hunter(campaign).play(0, examples, watch);
        }
        for (String name : exclusions.stale()) {
            terminal.err().println("irpflow: --exclude: nothing is called " + name + " any more");
        }
        return options.isWhatIf() ? list(systematic, survey) : Exit.HELD;
    }

    private int list(Systematic systematic, Findings survey) throws Refusal {
        List<WhatIf> sites = systematic.sites();
        if (format.isJson()) {
            List<Object> trees = sites.stream().<Object>map(WhatIfList::tree).toList();
            terminal.out().print(Json.text(Trees.of("irpflow-what-if", 1, "sites", trees)));
        } else {
            sites.forEach(this::print);
            long runs = systematic.runs() - survey.runs();
            terminal.out().printf(Locale.ROOT, "%,d sites, %,d failures%n", sites.size(), runs);
        }
        options.write(sites.stream().map(WhatIf::site).toList(), "listed", terminal);
        return survey.held() == setup.examples().size() && !sites.isEmpty()
                ? Exit.HELD
                : Exit.INCONCLUSIVE;
    }

    private void print(WhatIf site) {
        String note =
                site.excluded().isEmpty()
                        ? String.join(", ", site.statuses())
                        : "left alone: " + site.excluded();
        terminal.out().printf(Locale.ROOT, "%s%n    %s%n", site.site(), note);
    }

    private static Object tree(WhatIf site) {
        return Trees.of(
                "example", site.example() + 1,
                "routine", site.routine(),
                "site", site.site(),
                "statuses", site.statuses(),
                "excluded", site.excluded());
    }
}
