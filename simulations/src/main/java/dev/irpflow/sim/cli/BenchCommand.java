package dev.irpflow.sim.cli;

import dev.irpflow.sim.bench.Benchmarks;
import dev.irpflow.sim.bench.Figure;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: measures how fast the emulation is on this machine, now, on one core. */
@Command(name = "bench", description = "Measures how fast Irpflow runs here.")
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "tcp-echo-64, calls, calls-traced, worlds, idle-machine; all if none.")
    private List<String> names = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "5",
            description = "Repetitions, of which the median counts; 5.")
    private int repetitions;

    @Mixin private final OutputFormat format = new OutputFormat();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        Map<String, Supplier<Figure>> all = benchmarks();
        for (String name : names) {
            if (!all.containsKey(name)) {
                throw new Refusal("bench: no benchmark " + name + "; there are " + all.keySet());
            }
        }
        List<Figure> figures = new ArrayList<>();
        all.forEach((name, benchmark) -> {
            if (names.isEmpty() || names.contains(name)) {
                terminal.err().println("irpflow: measuring " + name + " ...");
                figures.add(benchmark.get());
            }
        });
        if (format.isJson()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("benchmarks", figures.stream().map(BenchCommand::tree).toList());
            terminal.out().print(Json.text(tree));
        } else {
            figures.forEach(figure -> terminal.out().print(line(figure)));
        }
        return Exit.HELD;
    }

    private Map<String, Supplier<Figure>> benchmarks() {
        Benchmarks benchmarks = new Benchmarks(System::nanoTime, Math.max(1, repetitions));
        Map<String, Supplier<Figure>> all = new LinkedHashMap<>();
        all.put("tcp-echo-64", () -> benchmarks.echo(100_000));
        all.put("calls", () -> benchmarks.calls(1_000_000));
        all.put("calls-traced", () -> benchmarks.tracedCalls(100_000));
        all.put("worlds", () -> benchmarks.worlds(2_000));
        all.put("idle-machine", () -> benchmarks.idleMachines(10_000));
        return all;
    }

    private static String line(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%-14s %,14.0f %-14s goal %,12.0f%n",
                figure.name(),
                figure.median(),
                figure.unit(),
                figure.goal());
    }

    private static Map<String, Object> tree(Figure figure) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", figure.name());
        tree.put("unit", figure.unit());
        tree.put("median", Math.round(figure.median()));
        tree.put("goal", Math.round(figure.goal()));
        tree.put("repetitions", figure.repetitions().stream().map(Math::round).toList());
        return tree;
    }
}
