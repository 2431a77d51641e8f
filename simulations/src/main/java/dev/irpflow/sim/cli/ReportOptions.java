package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that report to a CI system. */
final class ReportOptions {
    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Writes what came of it as JUnit's XML.")
    private @Nullable String junit;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description =
                    "Writes what came of it as Markdown; what stands in a job's"
                            + " $GITHUB_STEP_SUMMARY stays.")
    private @Nullable String summary;

    /**
     * The reports of the command that begins now.
     *
     * @throws Refusal if a file cannot be written where it is to be
     */
    Reports of(Terminal terminal, OutputFormat format) throws Refusal {
        return new Reports(
                format.isJson() ? terminal.err() : terminal.out(),
                terminal,
                Reports.file(terminal, "--junit", junit),
                Reports.file(terminal, "--summary", summary),
                GithubJob.of(System::getenv));
    }
}
