package dev.irpflow.sim.junit;

import dev.irpflow.driver.Driver;
import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.HuntedRuns;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The runs of a test that hunts, and what they come to. */
final class Hunted {
    private static final String USUAL = "portfolio";

    private final Asked asked;
    private final Consumer<List<Checked>> told;
    private final List<Driver> drivers = new ArrayList<>();

    Hunted(Asked asked, Consumer<List<Checked>> told) {
        this.asked = asked;
        this.told = told;
    }

    /** Plays them all. */
    void play(Consumer<SimulationRun> after) throws Refusal {
        String strategy = asked.strategy().isEmpty() ? USUAL : asked.strategy();
        if (asked.schedules() < 0) {
            throw new Refusal(
                    "schedules: found " + asked.schedules() + "; a hunt has at least one");
        }
        try (HuntedRuns hunt = hunt(strategy)) {
            if (asked.mustBeCaught() && hunt.caughtBy() == null) {
                throw new Refusal(hunt.scenario() + Runs.NO_TWIN);
            }
            hunt.tellDrivers(drivers::add);
            Verdict wanted = asked.mustBeCaught() ? Verdict.VIOLATED : Verdict.HELD;
            List<Checked> results =
                    hunt.play((seed, result) -> {
                        if (result.verdict() == wanted) {
                            after.accept(new SimulationRun(hunt.scenario(), seed, result, drivers));
                        }
                        drivers.clear();
                    });
            hunt.tellDrivers(null);
            judge(hunt, results, strategy);
        }
    }

    private HuntedRuns hunt(String strategy) throws Refusal {
        Asked.Sites sites = asked.sites();
        return sites == null
                ? HuntedRuns.of(
                        asked.scenario(),
                        asked.set(),
                        asked.faults(),
                        asked.seeds(),
                        strategy,
                        asked.schedules())
                : HuntedRuns.systematic(
                        asked.scenario(),
                        asked.set(),
                        sites.routines(),
                        sites.failures(),
                        sites.exclude(),
                        Long.parseLong(asked.seeds()));
    }

    private void judge(HuntedRuns hunt, List<Checked> results, String strategy) throws Refusal {
        HuntedRuns.Thrown thrown = hunt.thrown();
        if (thrown != null) {
            throw thrown(hunt, thrown);
        }
        boolean isCaught =
                !results.isEmpty() && results.getFirst().verdict() == Checked.Verdict.VIOLATED;
        boolean holds = asked.mustBeCaught() ? isCaught : results.stream().allMatch(Checked::held);
        if (holds) {
            return;
        }
        if (asked.mustBeCaught()) {
            throw new AssertionFailedError(
                    "%s: %s caught it in none of %,d schedules by %s; more find more\n\n%s"
                            .formatted(
                                    hunt.scenario(),
                                    hunt.caughtBy(),
                                    asked.schedules(),
                                    strategy,
                                    hunt.printed()));
        }
        told.accept(results);
        Checked first = results.stream().filter(one -> !one.held()).findFirst().orElseThrow();
        throw new AssertionFailedError(
                "%s: %s by %s, %s: %s\n\n%s\n%s"
                        .formatted(
                                hunt.scenario(),
                                first.name(),
                                strategy,
                                asked.sites() == null
                                        ? "%,d schedules, seeds %s"
                                                .formatted(asked.schedules(), asked.seeds())
                                        : "seed " + asked.seeds(),
                                first.reason(),
                                first.story(),
                                first.story().equals(hunt.printed()) ? "" : hunt.printed()));
    }

    private static AssertionFailedError thrown(HuntedRuns hunt, HuntedRuns.Thrown thrown) {
        Throwable what = thrown.what();
        if (what instanceof TestAbortedException aborted) {
            throw aborted;
        }
        String message =
                "%s: seed %d: %s\n\n%s"
                        .formatted(
                                hunt.scenario(), thrown.seed(), what.getMessage(), thrown.text());
        return what instanceof AssertionFailedError failed
                        && failed.isExpectedDefined()
                        && failed.isActualDefined()
                ? new AssertionFailedError(
                        message, failed.getExpected(), failed.getActual(), failed)
                : new AssertionFailedError(message, what);
    }
}
