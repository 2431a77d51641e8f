package dev.irpflow.sim.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a run in place of a file, and compares each line with a recorded one: the
 * first that differs is kept, with the lines before it.
 */
final class EventComparison extends OutputStream {
    /** What stands before the event of the first run that differs. */
    static final String ONE = "  one   ";

    private static final int BEFORE = 3;

    private final BufferedReader recorded;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> before = new ArrayDeque<>();
    private @Nullable String difference;
    private long number;

    EventComparison(BufferedReader recorded) {
        this.recorded = recorded;
    }

    /** What differs, in words; "" for nothing. */
    String firstDifference() {
        return difference == null ? "" : difference;
    }

    @Override
    public void write(int octet) throws IOException {
        if (difference != null) {
            return;
        }
        if (octet == '\n') {
            compare(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(octet);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length && difference == null; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void close() throws IOException {
        if (difference == null && line.size() > 0) {
            compare(line.toString(StandardCharsets.UTF_8));
        }
        if (difference == null) {
            String left = recorded.readLine();
            if (left != null) {
                differ(left, "(nothing: the trace ends before)");
            }
        }
        recorded.close();
    }

    private void compare(String now) throws IOException {
        String then = recorded.readLine();
        number++;
        if (!now.equals(then)) {
            differ(then == null ? "(nothing: the record ends before)" : then, now);
            return;
        }
        before.addLast(now);
        if (before.size() > BEFORE) {
            before.removeFirst();
        }
    }

    private void differ(String then, String now) {
        StringBuilder text = new StringBuilder();
        text.append(
                "The first event that differs, in line %d, with those before:\n".formatted(number));
        before.forEach(same -> text.append("    = ").append(same).append('\n'));
        text.append(ONE).append(then).append('\n');
        text.append("  other ").append(now).append('\n');
        difference = text.toString();
    }
}
