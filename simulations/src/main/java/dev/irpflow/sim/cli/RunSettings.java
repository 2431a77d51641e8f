package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.RunFolder;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run answers.
 *
 * @param terminal where to
 * @param format as text or as JSON
 * @param out the folder of run folders, null to write none
 * @param reports to a CI system
 */
record RunSettings(Terminal terminal, OutputFormat format, @Nullable String out, Reports reports) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    /** The same without reports. */
    RunSettings(Terminal terminal, OutputFormat format, @Nullable String out) {
        this(terminal, format, out, Reports.none(terminal));
    }

    /** The folder of a run that begins now, null if none is wanted. */
    @Nullable RunFolder newFolder(String scenario) {
        return out == null
                ? null
                : RunFolder.create(
                        terminal.resolve(out),
                        scenario,
                        MOMENT.format(LocalDateTime.now(ZoneId.systemDefault())));
    }

    /** Says once what could not be written. */
    void complain(@Nullable RunFolder folder) {
        if (folder != null && folder.problem() != null) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: the run folder %s is not whole: %s. The verdict stands.%n",
                            terminal.shown(folder.path()),
                            folder.problem());
        }
    }
}
