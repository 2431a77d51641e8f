package dev.irpflow.sim.export;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** Steps and scripts that wait as long as they did in a run, where they did not wait that long. */
final class ExactSteps {
    private final Witness seen;

    ExactSteps(Witness seen) {
        this.seen = seen;
    }

    /** The steps. */
    List<Step> of(List<Step> steps) {
        List<Step> exact = new ArrayList<>();
        for (Step step : steps) {
            exact.add(
                    switch (step) {
                        case Step.Wait wait -> exact(wait);
                        case Step.Do block ->
                                new Step.Do(
                                        block.adverbs(),
                                        of(block.steps()),
                                        block.repeat(),
                                        block.holding(),
                                        block.when(),
                                        block.where());
                        case Step.Together together ->
                                new Step.Together(
                                        together.adverbs(),
                                        together.strands().stream().map(this::exact).toList(),
                                        together.where());
                        case Step.OfRoutine _, Step.OfWorkload _, Step.Simple _ -> step;
                    });
        }
        return exact;
    }

    /** The drivers, with the lines of their scripts. */
    List<DriverSpec> ofDrivers(List<DriverSpec> drivers) {
        return drivers.stream()
                .map(driver ->
                        new DriverSpec(
                                driver.name(),
                                driver.on(),
                                driver.role(),
                                exact(driver.source()),
                                driver.with(),
                                driver.where()))
                .toList();
    }

    private DriverSpec.Source exact(DriverSpec.Source source) {
        return source instanceof DriverSpec.Source.Scripted(List<Script> scripts, var base)
                ? new DriverSpec.Source.Scripted(scripts.stream().map(this::exact).toList(), base)
                : source;
    }

    private Script exact(Script script) {
        return new Script(script.name(), script.routine(), of(script.steps()), script.where());
    }

    private Step.Strand exact(Step.Strand strand) {
        return new Step.Strand(strand.name(), of(strand.steps()), strand.where());
    }

    private Step exact(Step.Wait wait) {
        Long length = seen.waited(wait.where());
        if (!(wait.what() instanceof Step.WaitFor.Time) || length == null) {
            return wait;
        }
        TimeSpan span = new TimeSpan(length);
        Step.WaitFor time = new Step.WaitFor.Time(new TimeRange(span, span));
        return new Step.Wait(wait.adverbs(), time, wait.within(), wait.where());
    }
}
