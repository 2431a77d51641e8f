package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.systematic.Exclusions;
import dev.irpflow.sim.systematic.Reach;
import dev.irpflow.sim.systematic.Systematic;
import dev.irpflow.sim.systematic.WhatIf;
import java.util.List;
import java.util.Locale;

/** The sites at which calls would fail, from the runs in which none does. */
final class WhatIfList {
    private static final int AT_ONCE = 64; // runs

    private final HuntSetup setup;
    private final EachSiteOptions options;
    private final Terminal terminal;
    private final OutputFormat format;
    private final EachSite spec;
    private final Exclusions exclusions;
    private final Systematic systematic;

    WhatIfList(HuntSetup setup, EachSiteOptions options, Terminal terminal, OutputFormat format)
            throws Refusal {
        this.setup = setup;
        this.options = options;
        this.terminal = terminal;
        this.format = format;
        this.spec = EachSite.of(setup.strategy());
        this.exclusions = spec.exclusions();
        this.systematic = spec.strategy(setup.examples().size(), exclusions);
    }

    /**
     * Tells of lines of the exclude file that name nothing, of how many pairs there are, and of the
     * sites if they are asked for.
     */
    int tell() throws Refusal {
        Findings survey;
        try (Watch watch = Watch.untilInterrupted(terminal);
                SimulationPlayer player =
                        new SimulationPlayer(
                                setup.examples().getFirst(), watch, setup.patience().length())) {
            Hunter hunter = player.hunter(setup.campaign(systematic));
            survey = hunter.play(0, setup.examples().size(), watch);
            if (spec.reach() == Reach.PAIRS) {
                count(hunter, watch);
            }
        }
        for (String name : exclusions.stale()) {
            terminal.err().println("irpflow: --exclude: nothing is called " + name + " any more");
        }
        return options.isWhatIf() ? list(survey) : Exit.HELD;
    }

    // The pairs are known when each failure has been played by itself.
    private void count(Hunter hunter, Watch watch) {
        long[] played = {0};
        watch.telling(() ->
                "  counting   %,d of %,d runs with one failure"
                        .formatted(played[0], systematic.singles()));
        while (!systematic.isCounted() && !watch.isInterrupted()) {
            hunter.play(played[0], AT_ONCE, watch);
            played[0] += AT_ONCE;
            watch.look();
        }
        watch.clear();
        if (systematic.isCounted()) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: %,d sites, %,d runs with at most one failure, then %,d with two%n",
                            systematic.sites().size(),
                            systematic.singles(),
                            systematic.runs() - systematic.singles());
        }
    }

    /** How many runs there are in all; 0 if that is not known. */
    long runs() {
        boolean isKnown = spec.reach() == Reach.PAIRS && systematic.isCounted();
        return isKnown && !systematic.isCut() ? systematic.runs() : 0;
    }

    /** The number behind that of the last run. */
    long end() {
        return systematic.end();
    }

    private int list(Findings survey) throws Refusal {
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
