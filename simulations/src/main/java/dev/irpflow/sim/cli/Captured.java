package dev.irpflow.sim.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** What a command would print, as a text for a caller that is no command line. */
final class Captured {
    private static final String RUNS = "irpflow-runs";

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Terminal terminal;

    /** A page where another terminal stands. */
    Captured(Terminal at) {
        PrintStream stream = new PrintStream(text, true, StandardCharsets.UTF_8);
        this.terminal =
                new Terminal(
                        stream, stream, at.workingDirectory(), at.home(), Terminal.Manner.PLAIN);
    }

    /** Where commands speak. */
    Terminal terminal() {
        return terminal;
    }

    /** What they have said so far. */
    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Where run folders go: where the build puts what it makes, if there is such a folder. */
    String folderOfRuns() {
        for (String folder : List.of("target", "build")) {
            if (Files.isDirectory(terminal.resolve(folder))) {
                return folder + "/" + RUNS;
            }
        }
        return RUNS;
    }
}
