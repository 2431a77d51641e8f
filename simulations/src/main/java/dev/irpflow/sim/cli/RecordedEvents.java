package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The events of the run that is replayed, beside its replay file.
 *
 * @param file {@code events.jsonl}, whole
 */
record RecordedEvents(Path file) {
    // Longer than any end line.
    private static final int TAIL = 400;

    /**
     * The file beside a replay file, null if there is none.
     *
     * @throws Refusal if it was cut short, or belongs to another run
     */
    static @Nullable RecordedEvents beside(Path replay, String shown, ReplayFile.Outcome outcome)
            throws Refusal {
        Path file = replay.resolveSibling("events.jsonl");
        if (!Files.exists(file)) {
            return null;
        }
        String last = lastLine(file);
        if (!last.startsWith("{\"kind\":\"end\"")) {
            throw new Refusal(
                    "%s  events.jsonl beside it is cut short: its last line is no end line. Delete"
                                    .formatted(shown)
                            + " it to replay without it");
        }
        if (!last.contains("\"" + outcome.sha256() + "\"")) {
            throw new Refusal(
                    "%s  events.jsonl beside it is of another run: its end line has another sha256"
                            .formatted(shown));
        }
        return new RecordedEvents(file);
    }

    EventComparison comparison() {
        try {
            return new EventComparison(Files.newBufferedReader(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastLine(Path file) {
        try (RandomAccessFile events = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, events.length())];
            events.seek(events.length() - tail.length);
            events.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8);
            if (!text.endsWith("\n")) {
                return "";
            }
            String line = text.stripTrailing();
            return line.substring(line.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
