package dev.irpflow.sim.cli;

import dev.irpflow.sim.explain.EndedRun;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.WholeFile;
import dev.irpflow.sim.view.RunPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code view}: a run as one page of HTML. */
@Command(
        name = "view",
        description =
                "Writes a run as one page for a browser: every message with its processor and IRQL,"
                        + " and where it was decided and broken.",
        footer = {"", "Exit codes: 0 written, 64 there is no such run, or it cannot be written."},
        sortOptions = false)
final class ViewCommand implements Callable<Integer> {
    private static final String EVENTS = "events.jsonl";
    private static final String PAGE = "view.html";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "F1|FILE|DIR",
            description = "A failure of the newest hunt, the folder of a run, or its events.jsonl.")
    private String given = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write it; view.html in the folder of the run.")
    private @Nullable String out;

    ViewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Path events = NamedRun.path(terminal, given);
        if (Files.isDirectory(events)) {
            EndedRun ended = NamedRun.ended(events);
            if (ended != null) {
                throw new Refusal(ended.refusal(given));
            }
            events = events.resolve(EVENTS);
            if (!Files.exists(events)) {
                throw new Refusal(
                        "%s: this folder has no %s; the folder of one run is wanted, or F1 in that of"
                                        .formatted(given, EVENTS)
                                + " many");
            }
        }
        Path story = events.resolveSibling("story.txt");
        Path page = out == null ? events.resolveSibling(PAGE) : terminal.resolve(out);
        try {
            String text =
                    RunPage.of(
                            events,
                            terminal.shown(events),
                            Files.exists(story) ? Files.readString(story) : "");
            WholeFile.write(page, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal(
                    "%s  cannot be written: %s".formatted(terminal.shown(page), e.getMessage()));
        }
        terminal.out().println(terminal.shown(page));
        terminal.out().println("  open it in a browser: " + page.toUri());
        return Exit.HELD;
    }
}
