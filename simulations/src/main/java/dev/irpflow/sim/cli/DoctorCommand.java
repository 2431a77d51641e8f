package dev.irpflow.sim.cli;

import dev.irpflow.driver.JdkHooks;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code doctor}: says whether this process has what it needs, or whether runs repeat. */
@Command(
        name = "doctor",
        description = {
            "Says whether this machine has what Irpflow needs.",
            "With --determinism: whether runs repeat, in two processes that run all seeds each."
        },
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
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
        List<String> missing = new ArrayList<>();
        line("build", Build.fingerprint());
        line("java", System.getProperty("java.runtime.version", "") + ", " + vendor());
        if (Runtime.version().feature() != 25) {
            missing.add("JDK 25; this is " + Runtime.version().feature());
        }
        boolean virtual = JdkHooks.canScheduleVirtualThreads();
        line("strands", virtual ? "virtual threads on the stage" : "a hand-off of threads");
        if (!virtual) {
            missing.add("start the JVM with " + JdkHooks.FLAG + "; without it drivers run slower");
        }
        boolean untracked = "false".equals(System.getProperty("jdk.trackAllThreads"));
        line("tracking", untracked ? "off" : "on");
        if (!untracked) {
            missing.add("start the JVM with -Djdk.trackAllThreads=false; without it strands leak");
        }
        long memory = Runtime.getRuntime().maxMemory();
        line("memory", "%,d MiB for the heap".formatted(memory >> 20));
        if (memory < ENOUGH_MEMORY) {
            missing.add("more memory: -Xmx512m or above");
        }
        line("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        line("scenarios", String.join(", ", new ShippedScenarios(terminal).names()));
        missing.forEach(what -> line("missing", what));
        if (missing.isEmpty()) {
            line("missing", "nothing");
        }
        return missing.isEmpty() ? Exit.HELD : Exit.INCONCLUSIVE;
    }

    private static String vendor() {
        return System.getProperty("java.vendor", "") + " " + System.getProperty("os.arch", "");
    }

    private void line(String term, @Nullable String words) {
        terminal.out().printf("  %-12s%s%n", term, words);
    }
}
