package dev.irpflow.sim.cli;

import dev.irpflow.driver.JdkHooks;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: says whether this process has what it needs, or whether runs repeat. */
@Command(
        name = "doctor",
        description = {
            "Says whether this machine has what Irpflow needs.",
            "With --determinism: whether runs repeat, in two processes that run all seeds each."
        },
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    private static final int JDK = 25;

    // Less than this and a run of its largest size may not fit.
    private static final long ENOUGH_MEMORY = 512L << 20;

    private final Terminal terminal;

    @Option(
            names = "--determinism",
            description = "Runs each seed in two processes and compares the traces.")
    private boolean determinism;

    @Option(names = "--seeds", paramLabel = "A..B", description = "The seeds; 1..20.")
    private String seeds = "1..20";

    @Mixin private final OptionalScenario scenario = new OptionalScenario();

    @Mixin private final OutputFormat format = new OutputFormat();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Refusal {
        if (determinism) {
            SeedRange range = SeedRange.of("--seeds", seeds);
            ScenarioArgument argument = scenario.required();
            argument.load(terminal); // says what is wrong before two processes do
            return new Determinism(terminal, argument, range, format).compare();
        }
        if (scenario.isGiven()) {
            throw new Refusal("doctor takes a scenario only with --determinism");
        }
        return selfExamination();
    }

    private int selfExamination() {
        boolean virtual = JdkHooks.canScheduleVirtualThreads();
        boolean untracked = "false".equals(System.getProperty("jdk.trackAllThreads"));
        long memory = Runtime.getRuntime().maxMemory();
        List<String> missing = new ArrayList<>();
        if (Runtime.version().feature() != JDK) {
            missing.add("JDK " + JDK + "; this is " + Runtime.version().feature());
        }
        if (!virtual) {
            missing.add("the flag " + JdkHooks.FLAG + "; without it drivers run slower");
        }
        if (!untracked) {
            missing.add("the flag -Djdk.trackAllThreads=false; without it every strand is kept");
        }
        if (memory < ENOUGH_MEMORY) {
            missing.add("memory: -Xmx512m or above");
        }
        tell(
                Trees.of(
                        "build", Build.fingerprint(),
                        "java", System.getProperty("java.runtime.version", ""),
                        "vendor", System.getProperty("java.vendor", ""),
                        "strands", virtual ? "virtual threads on the stage" : "handed-off threads",
                        "tracking", untracked ? "off" : "on",
                        "memory", "%,d MiB for the heap".formatted(memory >> 20),
                        "processors", Runtime.getRuntime().availableProcessors(),
                        "scenarios", new ShippedScenarios(terminal).names(),
                        "missing", missing));
        return missing.isEmpty() ? Exit.HELD : Exit.INCONCLUSIVE;
    }

    private void tell(Map<String, Object> facts) {
        if (format.isJson()) {
            terminal.out().print(Json.text(facts));
            return;
        }
        facts.forEach((term, fact) -> {
            String words =
                    fact instanceof List<?> list
                            ? list.isEmpty() ? "nothing" : join(list)
                            : String.valueOf(fact);
            terminal.out().printf(Locale.ROOT, "  %-12s%s%n", term, words);
        });
    }

    private static String join(List<?> list) {
        return String.join(", ", list.stream().map(String::valueOf).toList());
    }
}
