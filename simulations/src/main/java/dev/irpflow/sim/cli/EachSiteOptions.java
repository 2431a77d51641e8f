package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.systematic.Exclusions;
import dev.irpflow.sim.systematic.Reach;
import dev.irpflow.sim.systematic.Systematic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says of a systematic hunt. */
final class EachSiteOptions {
    @Option(
            names = "--failures",
            paramLabel = "N",
            description =
                    "With each-site: how many calls of one run fail; 1, or 2 to fail those too that"
                            + " only a failure brings to light, or pairs to fail each that comes"
                            + " after another failure, which is many.")
    private @Nullable String failures;

    @Option(
            names = "--what-if",
            description = "With each-site: lists what would fail, and lets nothing fail.")
    private boolean whatIf;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "With each-site: routines and sites that are left alone, with reasons.")
    private @Nullable String exclude;

    @Option(
            names = "--write-exclude",
            paramLabel = "FILE",
            description =
                    "With each-site: writes the sites whose failure broke a rule, or with --what-if"
                            + " all, in the form of --exclude.")
    private @Nullable String writeExclude;

    boolean isWhatIf() {
        return whatIf;
    }

    // Whether the sites have to be known before the hunt.
    private boolean isSurveyed() {
        return whatIf || exclude != null;
    }

    /**
     * Whether the sites have to be known before a hunt: to list them, to tell stale lines, or to
     * say how many pairs there are.
     */
    boolean isSurveyed(EachSite strategy) {
        return isSurveyed() || strategy.reach() == Reach.PAIRS;
    }

    /**
     * Whether a hunt is a systematic one: that of a scenario with such a fault is, unless another
     * strategy is asked for.
     *
     * @throws Refusal if it should be and cannot
     */
    boolean isMeant(Chosen chosen, @Nullable String strategy) throws Refusal {
        Scenario scenario = chosen.scenario(0);
        boolean has = scenario.faults().isSystematic();
        boolean asked = strategy != null && EachSite.isMeantBy(strategy);
        boolean needs = asked || isSurveyed() || failures != null || writeExclude != null;
        if (needs && !has) {
            throw new Refusal(
                    "nothing is to fail: the scenario has no fault each-site; add --each-site any");
        }
        if (has && (scenario.caughtBy() != null || scenario.outcome() != null)) {
            throw new Refusal(
                    "%s is to break anyway (%s): each-site would show nothing"
                            .formatted(
                                    scenario.name(),
                                    scenario.caughtBy() != null ? "caught-by" : "outcome"));
        }
        return has && (strategy == null || asked);
    }

    /** The word for the strategy. */
    String strategy(@Nullable String given, Terminal terminal) throws Refusal {
        EachSite said = EachSite.of(given == null ? Systematic.NAME : given);
        Reach reach = failures == null ? said.reach() : EachSite.reach(failures);
        String file =
                exclude == null
                        ? said.exclude()
                        : terminal.workingDirectory().resolve(exclude).toString();
        return new EachSite(reach, file).word();
    }

    /** After a hunt: writes down where it broke a rule, if that is asked for. */
    void end(Findings findings, Terminal terminal) throws Refusal {
        write(findings.brokenSites().keySet(), "broke a rule when this was written", terminal);
    }

    /** Writes a line for each, if a file is asked for. */
    void write(Collection<String> sites, String reason, Terminal terminal) throws Refusal {
        if (writeExclude == null) {
            return;
        }
        StringBuilder text = new StringBuilder();
        sites.forEach(site -> text.append(Exclusions.line(site, reason)).append('\n'));
        try {
            Files.writeString(
                    terminal.workingDirectory().resolve(writeExclude),
                    text.toString(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(
                    "--write-exclude: " + writeExclude + " cannot be written: " + e.getMessage());
        }
    }
}
