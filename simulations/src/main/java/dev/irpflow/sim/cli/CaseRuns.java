package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs scenarios for their verdicts, one after the other on the same stage. */
final class CaseRuns implements AutoCloseable {
    private final Terminal terminal;
    private final Watch watch;
    private final Duration patience;
    private final SeedRange range;
    private final Reports reports;
    private final Map<Path, Simulation> stages = new LinkedHashMap<>();

    CaseRuns(Terminal terminal, Watch watch, Duration patience, SeedRange range, Reports reports) {
        this.terminal = terminal;
        this.watch = watch;
        this.patience = patience;
        this.range = range;
        this.reports = reports;
    }

    /** Runs each scenario once for each seed and example, however many cases it names. */
    CaseTable run(CaseScenarios cases) throws Refusal {
        IdentityHashMap<Chosen, CaseResult> results = new IdentityHashMap<>();
        CaseTable table = new CaseTable(range);
        int number = 0;
        for (CaseScenarios.Played played : cases.played()) {
            number++;
            String doing = "%s, %d of %d".formatted(played.id(), number, cases.played().size());
            watch.doing(() -> doing);
            CaseResult result = results.get(played.scenario());
            if (result == null) {
                result = play(played);
                results.put(played.scenario(), result);
            }
            if (watch.isInterrupted()) {
                table.cutShort(cases.played().size() - number + 1);
                break;
            }
            table.add(played, result);
            result.report(played, reports);
        }
        watch.clear();
        return table;
    }

    private CaseResult play(CaseScenarios.Played played) throws Refusal {
        List<Chosen> examples = played.scenario().examples();
        CaseResult result = new CaseResult(new Tally(examples, range));
        Turns.each(examples, range, watch, turn -> goesOn(turn, result));
        return result;
    }

    private boolean goesOn(Turn turn, CaseResult into) {
        Throwable error = glance(turn, into);
        if (error != null) {
            watch.clear();
            into.failed(turn, Answer.failed(terminal, error, turn.repeat()));
        }
        return error == null && !into.loops(); // what keeps a processor does so in every run
    }

    private @Nullable Throwable glance(Turn turn, CaseResult into) {
        try {
            Scenario scenario = turn.chosen().scenario(turn.seed());
            RunResult result =
                    stages.computeIfAbsent(
                                    turn.chosen().file().project(),
                                    project -> new Simulation(project, patience))
                            .run(scenario, new SeededChooser(turn.seed()), Trace.NONE, watch);
            if (!watch.isInterrupted()) { // else it was cut short
                into.add(turn, result);
            }
            return result.internalError();
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    @Override
    public void close() {
        stages.values().forEach(Simulation::close);
    }
}
