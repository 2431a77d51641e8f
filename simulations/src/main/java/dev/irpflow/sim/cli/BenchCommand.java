package dev.irpflow.sim.cli;

import dev.irpflow.sim.bench.Benchmarks;
import dev.irpflow.sim.bench.Figure;
import dev.irpflow.sim.bench.Growth;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.strategy.Strategies;
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
@Command(
        name = "bench",
        description =
                "Measures how fast Irpflow runs here; bench mutants, how well it hunts; bench"
                        + " shrinking, how small it makes what it finds.")
final class BenchCommand implements Callable<Integer> {
    // 90 messages and 45 decisions in a run.
    private static final String HUNTED = "kernel-lock-order";

    private static final int FEW = 10; // a goal below it has decimals

    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description =
                    "tcp-echo-64, udp-echo-64, calls, calls-traced, worlds, schedules, two-workers,"
                            + " idle-machine, heartbeats, idle-world,"
                            + " linear-in-machines, linear-in-links, linear-in-messages; all if none.")
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
        Map<String, Supplier<List<Measured>>> all = benchmarks();
        for (String name : names) {
            if (!all.containsKey(name)) {
                throw new Refusal("bench: no benchmark " + name + "; there are " + all.keySet());
            }
        }
        List<Measured> figures = new ArrayList<>();
        all.forEach((name, benchmark) -> {
            if (names.isEmpty() || names.contains(name)) {
                terminal.err().println("irpflow: measuring " + name + " ...");
                figures.addAll(benchmark.get());
            }
        });
        if (format.isJson()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("benchmarks", figures.stream().map(Measured::tree).toList());
            terminal.out().print(Json.text(tree));
        } else {
            figures.forEach(figure -> terminal.out().print(figure.lines()));
        }
        return Exit.HELD;
    }

    private static Figure schedules(Benchmarks benchmarks, Chosen hunted) {
        Strategy strategy = Strategies.of(StrategyName.PORTFOLIO);
        Campaign campaign = new Campaign(List.of(hunted::scenario), 1, 1000, strategy);
        return benchmarks.schedules(campaign, hunted.file().project(), 20_000);
    }

    private Map<String, Supplier<List<Measured>>> benchmarks() throws Refusal {
        ScenarioArgument scenario =
                new ScenarioArgument(HUNTED, new ScenarioOptions(List.of(), ""));
        Chosen hunted = scenario.load(terminal);
        TwoWorkers workers = new TwoWorkers(terminal, scenario);
        Benchmarks benchmarks = new Benchmarks(System::nanoTime, Math.max(1, repetitions));
        Map<String, Supplier<List<Measured>>> all = new LinkedHashMap<>();
        all.put("tcp-echo-64", () -> one(benchmarks.echo(100_000)));
        all.put("udp-echo-64", () -> one(benchmarks.datagrams(200_000)));
        all.put("calls", () -> one(benchmarks.calls(1_000_000)));
        all.put("calls-traced", () -> one(benchmarks.tracedCalls(100_000)));
        all.put("worlds", () -> one(benchmarks.worlds(2_000)));
        all.put("schedules", () -> one(schedules(benchmarks, hunted)));
        all.put(
                "two-workers",
                () ->
                        workers.measure(Math.max(1, repetitions)).stream()
                                .<Measured>map(OfFigure::new)
                                .toList());
        all.put("idle-machine", () -> one(benchmarks.idleMachines(10_000)));
        all.put("heartbeats", () -> one(benchmarks.heartbeats(500, 3_600)));
        all.put("idle-world", () -> one(benchmarks.idleWorld(10, 3_600)));
        all.put(
                "linear-in-machines",
                () -> List.of(new OfGrowth(benchmarks.growthInMachines(20_000))));
        all.put("linear-in-links", () -> List.of(new OfGrowth(benchmarks.growthInLinks(20_000))));
        all.put(
                "linear-in-messages",
                () -> List.of(new OfGrowth(benchmarks.growthInMessages(2_000))));
        return all;
    }

    private static List<Measured> one(Figure figure) {
        return List.of(new OfFigure(figure));
    }

    /** What was measured, for people and for programs. */
    private sealed interface Measured {
        String lines();

        Map<String, Object> tree();
    }

    private record OfFigure(Figure figure) implements Measured {
        @Override
        public String lines() {
            String line =
                    String.format(
                            Locale.ROOT,
                            "%-20s %14s %-14s",
                            figure.name(),
                            number(figure.median()),
                            figure.unit());
            return figure.goal() == 0
                    ? line.stripTrailing() + "\n"
                    : String.format(Locale.ROOT, "%s goal %12s%n", line, number(figure.goal()));
        }

        private String number(double value) {
            return String.format(Locale.ROOT, figure.goal() < FEW ? "%,.2f" : "%,.0f", value);
        }

        @Override
        public Map<String, Object> tree() {
            return Trees.of(
                    "name", figure.name(),
                    "unit", figure.unit(),
                    "median", rounded(figure.median()),
                    "goal", rounded(figure.goal()),
                    "repetitions", figure.repetitions().stream().map(this::rounded).toList());
        }

        private Number rounded(double value) {
            if (figure.goal() < FEW) {
                return Math.round(value * 100) / 100.0;
            }
            return Math.round(value);
        }
    }

    private record OfGrowth(Growth growth) implements Measured {
        @Override
        public String lines() {
            StringBuilder lines = new StringBuilder();
            for (Growth.Point point : growth.points()) {
                lines.append(
                        String.format(
                                Locale.ROOT,
                                "%-20s %,14d %-14s %,8.0f ns a round trip, %.2f times; goal %.1f%n",
                                growth.name(),
                                point.size(),
                                growth.grows(),
                                point.median(),
                                growth.ratio(point),
                                growth.goal()));
            }
            return lines.toString();
        }

        @Override
        public Map<String, Object> tree() {
            List<Object> points = new ArrayList<>();
            for (Growth.Point point : growth.points()) {
                points.add(
                        Trees.of(
                                "size", point.size(),
                                "ns-per-round-trip", Math.round(point.median()),
                                "ratio", Math.round(growth.ratio(point) * 100) / 100.0));
            }
            return Trees.of(
                    "name", growth.name(),
                    "grows", growth.grows(),
                    "points", points,
                    "goal", growth.goal());
        }
    }
}
