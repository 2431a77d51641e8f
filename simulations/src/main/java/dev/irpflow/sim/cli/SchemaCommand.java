package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.LanguageSchema;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.grammar.Grammar;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code schema}: the JSON Schema of scenarios, for editors. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of scenarios, for editors.",
        sortOptions = false)
final class SchemaCommand implements Callable<Integer> {
    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(LanguageSchema.of(Grammar.of(Product.vocabulary())));
        return Exit.HELD;
    }
}
