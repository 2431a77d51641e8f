package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the answer of runs goes, for all commands that play some. */
final class RunOutput {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where run folders go; runs in the working directory.")
    private String out = "runs";

    @Option(names = "--no-files", description = "Writes no run folder.")
    private boolean noFiles;

    @Mixin private final OutputFormat format = new OutputFormat();

    @Mixin private final ReportOptions reports = new ReportOptions();

    /** The folder of run folders, as it was given. */
    String out() {
        return out;
    }

    /** Whether no run folder is wanted. */
    boolean isWithoutFiles() {
        return noFiles;
    }

    OutputFormat format() {
        return format;
    }

    /**
     * How the command that begins now answers.
     *
     * @throws Refusal if a report cannot be written where it is to be
     */
    RunSettings settings(Terminal terminal) throws Refusal {
        return settings(terminal, terminal);
    }

    /**
     * The same for runs that began in another folder.
     *
     * @param theirs as those runs were begun
     * @throws Refusal if a report cannot be written where it is to be
     */
    RunSettings settings(Terminal terminal, Terminal theirs) throws Refusal {
        return new RunSettings(theirs, format, noFiles ? null : out, reports.of(terminal, format));
    }
}
