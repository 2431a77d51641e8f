package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Reference;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code explain}: a run that failed; the page of a routine, a code, a rule, a bug check or a word.
 */
@Command(
        name = "explain",
        description =
                "Explains a run that failed: why it is wrong, its story, what turned it, the nearest"
                        + " run that passes, and what usually cures it. Or a routine, a status by"
                        + " name or number, a rule, a bug check, a word.",
        footer = {
            "",
            "Exit codes: 0 explained, 2 interrupted, 64 there is nothing of that name, or the run held,"
                    + " 75 the run does not fail any more."
        },
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "F1|FILE|DIR|NAME",
            description =
                    "A failure of the newest hunt, the folder or replay.json of a run; or a name"
                            + " such as WskReceive, 0xC000020D, rdbss/low-io-completes-once, IRQL.",
            arity = "1..*")
    private List<String> words = List.of();

    @Option(
            names = "--forks",
            paramLabel = "N",
            description =
                    "Of a run: how many random continuations from each decision; 200, fewer where"
                            + " runs are long.")
    private @Nullable Integer forks;

    @Option(
            names = "--any-build",
            description = "Of a run: goes on although it is of another build of Irpflow.")
    private boolean anyBuild;

    @Mixin private final Patience patience = new Patience();

    @Mixin private final OutputFormat format = new OutputFormat();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        String name = String.join(" ", words);
        if (forks != null && forks < 1) {
            throw new Refusal("--forks %d: at least one is needed".formatted(forks));
        }
        List<String> pages = NamedRun.isShort(name) ? List.of() : Reference.pages(name);
        if (pages.isEmpty() && NamedRun.isNamed(terminal, name)) {
            return new ExplainedRun(
                            terminal,
                            name,
                            new ExplainedRun.Options(forks == null ? 0 : forks, anyBuild, patience),
                            format.isJson())
                    .explain();
        }
        if (pages.isEmpty()) {
            List<String> nearest = Reference.nearest(name);
            throw new Refusal(
                    "%s: no routine, code, rule, bug check or word of that name.%s"
                            .formatted(
                                    name,
                                    nearest.isEmpty()
                                            ? " `irpflow list` shows what there is"
                                            : " Nearest: " + String.join(", ", nearest)));
        }
        if (format.isJson()) {
            terminal.out().print(Json.text(Trees.of("name", name, "pages", pages)));
        } else {
            terminal.out().print(String.join("\n", pages));
        }
        return Exit.HELD;
    }
}
