package dev.irpflow.sim.cli;

import dev.irpflow.sim.picture.Picture;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: makes something else of a run: a picture, or a scenario that is kept. */
@Command(
        name = "export",
        description =
                "Draws one operation of a run as a picture (SVG), or keeps a failure as a scenario.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private static final String PICTURE = "picture";
    private static final String SCENARIO = "scenario";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "F1|FILE|DIR",
            description =
                    "A failure of the newest hunt, the folder of a run, or its events.jsonl or"
                            + " replay.json.")
    private String given = "";

    @Option(
            names = "--as",
            paramLabel = "FORM",
            defaultValue = PICTURE,
            description = "What to make: picture, or scenario.")
    private String form = PICTURE;

    @Option(
            names = "--call",
            paramLabel = "ROUTINE",
            defaultValue = "NtWriteFile",
            description = "The routine whose call is drawn, with all below it; NtWriteFile.")
    private String routine = "NtWriteFile";

    @Option(
            names = "--nth",
            paramLabel = "N",
            defaultValue = "0",
            description = "Which of its calls; the first that a fault strikes, or the first.")
    private int nth;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to write it; standard output. A scenario has the name of its file.")
    private @Nullable String out;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        if (form.equals(SCENARIO)) {
            return new ScenarioExport(terminal, given, out).write();
        }
        if (!form.equals(PICTURE)) {
            throw new Refusal(
                    "export: --as " + form + ": there are only " + PICTURE + " and " + SCENARIO);
        }
        if (nth < 0) {
            throw new Refusal("export: --nth " + nth + ": calls are counted from 1");
        }
        Path events = NamedRun.path(terminal, given);
        if (Files.isDirectory(events)) {
            events = events.resolve("events.jsonl");
        }
        String picture =
                Picture.of(events, terminal.shown(events), new Picture.Choice(routine, nth));
        if (out == null) {
            terminal.out().print(picture);
        } else {
            write(terminal.resolve(out), picture);
        }
        return Exit.HELD;
    }

    private void write(Path file, String picture) throws Refusal {
        try {
            Files.writeString(file, picture);
        } catch (IOException e) {
            throw new Refusal(terminal.shown(file) + "  cannot be written: " + e.getMessage());
        }
    }
}
