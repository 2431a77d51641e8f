package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.format.Formatter;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fmt}: scenario files in their one layout. */
@Command(
        name = "fmt",
        description = {
            "Writes scenario files in their one layout: keys in the order of the reference, two",
            "spaces for each level. Comments and quotes stay."
        },
        sortOptions = false)
final class FmtCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private final List<String> files = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Writes nothing; names the files that would change, and exits 1 then.")
    private boolean check;

    FmtCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Formatter formatter = new Formatter(Grammar.of(Product.vocabulary()));
        Map<Path, String> changed = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (String file : files) {
            Path path = terminal.resolve(file);
            byte[] bytes = read(file, path);
            Formatter.Formatted formatted = formatter.format(file, bytes);
            problems.addAll(formatted.problems());
            if (!formatted.text().equals(new String(bytes, StandardCharsets.UTF_8))) {
                changed.put(path, formatted.text());
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(
                    problems.stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining(System.lineSeparator())));
        }
        for (Map.Entry<Path, String> each : changed.entrySet()) {
            if (!check) {
                write(each.getKey(), each.getValue());
            }
            terminal.out().println(terminal.shown(each.getKey()));
        }
        return check && !changed.isEmpty() ? Exit.VIOLATED : Exit.HELD;
    }

    private static byte[] read(String file, Path path) throws Refusal {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Refusal(file + "  cannot be read: " + e.getMessage());
        }
    }

    // The whole file takes the place of the old one, or the old one stays.
    private static void write(Path path, String text) throws Refusal {
        Path whole = path.resolveSibling(path.getFileName() + ".fmt");
        try {
            Files.writeString(whole, text);
            Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Refusal(path + "  cannot be written: " + e.getMessage());
        }
    }
}
