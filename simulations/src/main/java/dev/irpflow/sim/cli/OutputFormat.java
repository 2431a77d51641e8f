package dev.irpflow.sim.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How a command answers. */
final class OutputFormat {
    private enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "Text for a reader, or one JSON document and nothing else.")
    private Format format = Format.TEXT;

    boolean isJson() {
        return format == Format.JSON;
    }
}
