package dev.irpflow.sim.cli;

import dev.irpflow.sim.bench.Benchmarks;
import dev.irpflow.sim.bench.Figure;
import dev.irpflow.sim.report.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code irpflow bench}: measures on this machine, now; compare only figures of one hour. */
@Command(
        name = "bench",
        description = "Measures how fast the emulation is on this machine, on one core.")
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "tcp-echo-64, calls, calls-traced, worlds, idle-machine; all if none")
    private List<String> names = new ArrayList<>();

    @Option(names = "--repeat", defaultValue = "5", description = "repetitions (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--format", defaultValue = "text", description = "text or json")
    private String format = "text";

    @Override
    public Integer call() {
        Benchmarks benchmarks = new Benchmarks(System::nanoTime, Math.max(1, repetitions));
        Map<String, Supplier<Figure>> all = new LinkedHashMap<>();
        all.put("tcp-echo-64", () -> benchmarks.echo(100_000));
        all.put("calls", () -> benchmarks.calls(1_000_000));
        all.put("calls-traced", () -> benchmarks.tracedCalls(100_000));
        all.put("worlds", () -> benchmarks.worlds(2_000));
        all.put("idle-machine", () -> benchmarks.idleMachines(10_000));
        PrintWriter err = spec.commandLine().getErr();
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Supplier<Figure>> each : all.entrySet()) {
            if (names.isEmpty() || names.contains(each.getKey())) {
                err.println("measuring " + each.getKey() + " ...");
                err.flush();
                figures.add(each.getValue().get());
            }
        }
        if (figures.isEmpty()) {
            err.println("no benchmark " + names + "; there are " + all.keySet());
            return Exit.BAD_INPUT;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (format.equals("json")) {
            out.print(Json.text(Map.of("benchmarks", figures.stream().map(this::tree).toList())));
        } else {
            figures.forEach(
                    figure ->
                            out.printf(
                                    "%-16s %,16.0f %-14s goal %,14.0f%n",
                                    figure.name(),
                                    figure.median(),
                                    figure.unit(),
                                    figure.goal()));
        }
        out.flush();
        return Exit.HELD;
    }

    private Map<String, Object> tree(Figure figure) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", figure.name());
        tree.put("unit", figure.unit());
        tree.put("median", Math.round(figure.median()));
        tree.put("goal", Math.round(figure.goal()));
        tree.put("repetitions", figure.repetitions().stream().map(Math::round).toList());
        return tree;
    }
}
