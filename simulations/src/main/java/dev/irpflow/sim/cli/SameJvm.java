package dev.irpflow.sim.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process like this one: the same JVM with the same flags, classes and cache. */
final class SameJvm {
    /**
     * A flag for a process that plays few runs: compiling them for speed would take it longer than
     * playing them, and take that time from those that play the others.
     */
    static final List<String> FEW_RUNS = List.of("-XX:TieredStopAtLevel=1");

    /**
     * A flag for one of several processes that play many runs. What is new in a run is dead at its
     * end: a small place for it stays in the cache that they share, and their memory stays small.
     */
    static final List<String> MANY_RUNS = List.of("-Xmn64m");

    private SameJvm() {}

    /** One that gives a command of ours where this one stands. */
    static ProcessBuilder command(Terminal terminal, List<String> words) {
        return command(terminal, List.of(), words);
    }

    /** One with more flags. */
    static ProcessBuilder command(Terminal terminal, List<String> flags, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(flags);
        if (terminal.home() != null) {
            command.add("-Dirpflow.home=" + terminal.home());
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(terminal.workingDirectory().toFile());
        return builder;
    }

    // The same flags as this process has, but for what only one process may write.
    private static List<String> flags() {
        List<String> flags = new ArrayList<>();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-XX:AOTCacheOutput")
                    && !flag.startsWith("-agentlib")
                    && !flag.startsWith("-javaagent")) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
