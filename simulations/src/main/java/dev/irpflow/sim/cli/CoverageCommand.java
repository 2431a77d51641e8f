package dev.irpflow.sim.cli;

import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.coverage.CoverageFile;
import dev.irpflow.sim.coverage.CoverageText;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coverage}: what runs have reached, those of several folders together. */
@Command(
        name = "coverage",
        description = {
            "Shows what runs have reached, and what of the possible they have not: [GAP].",
            "Several folders are added up, such as those of the shards of one hunt."
        },
        sortOptions = false)
final class CoverageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Run folders with a coverage.json, or such files.")
    private List<String> folders = List.of();

    @Mixin private final OutputFormat format = new OutputFormat();

    CoverageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Coverage all = new Coverage();
        for (String folder : folders) {
            all.add(read(terminal.resolve(folder)));
        }
        terminal.out()
                .print(
                        format.isJson()
                                ? Json.text(CoverageFile.tree(all))
                                : new CoverageText(all).whole());
        return Exit.HELD;
    }

    private Coverage read(Path given) throws Refusal {
        Path file = Files.isDirectory(given) ? given.resolve(CoverageFile.NAME) : given;
        String shown = terminal.shown(file);
        if (!Files.isRegularFile(file)) {
            throw new Refusal(
                    shown + ": no such file; `hunt` and `run --seeds` leave one in their folder");
        }
        try {
            return CoverageFile.read(shown, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Refusal(shown + ": cannot be read: " + e.getMessage());
        }
    }
}
