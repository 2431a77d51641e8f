package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command that is known and comes later. */
@Command(hidden = true)
final class LaterCommand implements Callable<Integer> {
    /** Their names. */
    static final List<String> NAMES = List.of("lab", "console");

    private final String name;

    LaterCommand(String name) {
        this.name = name;
    }

    @Override
    public Integer call() throws Refusal {
        throw new Refusal(name + ": not yet in this version");
    }
}
