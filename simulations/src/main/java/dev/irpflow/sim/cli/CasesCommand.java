package dev.irpflow.sim.cli;

import dev.irpflow.sim.ci.SourceLine;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cases}: the scenarios that play documented cases, run together. */
@Command(
        name = "cases",
        description = "Runs every scenario that names a documented case, and lists the verdicts.",
        sortOptions = false)
final class CasesCommand implements Callable<Integer> {
    private static final long USUAL_SEED = 1;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "SUBJECT[/PREFIX]",
            description = "Which cases: mpr-kernel, mpr-kernel/K1, mpr-kernel/K17; all.")
    private String wanted = "";

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "Also the scenarios of this folder and of those below it.")
    private @Nullable String folder;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of each run; 1.")
    private @Nullable String seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Runs every seed of the range, both ends included.")
    private @Nullable String seeds;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where the classes of your own drivers are: jars and folders.")
    private String classPath = "";

    @Mixin private final Patience patience = new Patience();

    @Mixin private final OutputFormat format = new OutputFormat();

    @Mixin private final ReportOptions reports = new ReportOptions();

    CasesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        SeedRange given = SeedRange.chosen(seed, seeds);
        SeedRange range = given == null ? SeedRange.only(USUAL_SEED) : given;
        CaseScenarios chosen = CaseScenarios.load(terminal, folder, classPath).wanted(wanted);
        Reports to = reports.of(terminal, format);
        CaseTable table;
        try (Watch watch = Watch.untilInterrupted(terminal);
                CaseRuns runs = new CaseRuns(terminal, watch, patience.length(), range, to)) {
            table = runs.run(chosen);
        }
        if (format.isJson()) {
            terminal.out().print(Json.text(table.items()));
        } else {
            terminal.out().print(Colours.of(terminal).story(table.text()));
        }
        chosen.problems().forEach(terminal.err()::println);
        chosen.problems()
                .forEach(problem ->
                        to.add(
                                "scenarios",
                                "cannot be loaded",
                                Exit.BAD_INPUT,
                                problem,
                                "",
                                Map.of(),
                                SourceLine.of(problem)));
        return to.end(
                chosen.problems().isEmpty()
                        ? table.exitCode()
                        : Exit.worse(table.exitCode(), Exit.BAD_INPUT));
    }
}
