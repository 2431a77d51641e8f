package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Reference;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code explain}: the page of a routine, a code, a rule, a bug check or a word. */
@Command(
        name = "explain",
        description =
                "Explains a routine, a status by name or number, a rule, a bug check, a word.",
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            description = "Such as WskReceive, 0xC000020D, rdbss/low-io-completes-once or IRQL.",
            arity = "1..*")
    private List<String> words = List.of();

    @Mixin private final OutputFormat format = new OutputFormat();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        String name = String.join(" ", words);
        List<String> pages = Reference.pages(name);
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
