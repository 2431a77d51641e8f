package dev.irpflow.sim.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.irpflow.sim.program.ProgramException.Wrong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that plays a driver. It is told a line and answers with lines, until one says that it
 * is done; whatever it says is hostile until it is read. The stage waits for its answer, and time
 * stands still meanwhile: a process that never answers is a driver that neither calls nor returns.
 */
final class Program implements AutoCloseable {
    /** The version of the protocol that is spoken here. */
    static final int PROTOCOL = 1;

    /**
     * No line may be longer, in bytes: more than the largest buffer that a driver sends at once.
     */
    private static final int LONGEST = 16 << 20;

    private static final int SHOWN = 160;
    private static final int LAST_SECONDS = 2;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /**
     * Which process it is.
     *
     * @param driver its driver and machine, as an error names them
     * @param command the words that start it, as the user has written them
     */
    record Name(String driver, String command) {
        @Override
        public String toString() {
            return "driver %s, which is %s".formatted(driver, command);
        }
    }

    private final Name name;
    private final Process process;
    private final InputStream from;
    private final OutputStream to;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private long line;
    private String text = "";
    private boolean usable = true;

    private Program(Name name, Process process) {
        this.name = name;
        this.process = process;
        this.from = process.getInputStream();
        this.to = process.getOutputStream();
    }

    /**
     * Starts a process.
     *
     * @param errors takes each line that it writes on standard error, on a thread of its own
     * @throws ProgramException if it cannot be started
     */
    static Program start(Name name, ProcessBuilder builder, Consumer<String> errors) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new ProgramException(
                    Wrong.UNUSABLE,
                    () -> "%s: it cannot be started: %s".formatted(name, e.getMessage()));
        }
        Thread copying = new Thread(() -> copy(process, errors), "errors of " + name.driver());
        copying.setDaemon(true);
        copying.start();
        return new Program(name, process);
    }

    private static void copy(Process process, Consumer<String> errors) {
        try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                errors.accept(line);
            }
        } catch (IOException e) {
            errors.accept(e.toString());
        }
    }

    Name name() {
        return name;
    }

    /** Whether it can be told more. */
    boolean isUsable() {
        return usable && process.isAlive();
    }

    /** Lines are counted anew. */
    void beginsAnew() {
        line = 0;
    }

    /** The newest line that it has said. */
    String text() {
        return text;
    }

    /** Tells it a line. */
    void tell(byte[] message) {
        if (next < end) {
            line++;
            text = new String(buffer, next, Math.min(end - next, SHOWN), StandardCharsets.UTF_8);
            throw wrong(
                    "comes after {\"done\":true}: a program says nothing until it is told the next"
                            + " line");
        }
        try {
            to.write(message);
            to.write('\n');
            to.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    /** The next line that it says. */
    JsonNode hear() {
        byte[] bytes = read();
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.UTF_8);
            throw wrong("is not UTF-8");
        }
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw wrong(
                    "is no JSON%s: %s. Each line is one JSON object"
                            .formatted(
                                    at == null ? "" : " (column " + at.getColumnNr() + ")",
                                    e.getOriginalMessage()));
        }
        if (!node.isObject()) {
            throw wrong("is no JSON object: each line is one");
        }
        return node;
    }

    private byte[] read() {
        line++;
        text = "";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            if (next == end) {
                fill();
            }
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            bytes.write(buffer, from, next - from);
            if (next < end) {
                next++;
                return bytes.toByteArray();
            }
            if (bytes.size() > LONGEST) {
                text = bytes.toString(StandardCharsets.UTF_8).substring(0, SHOWN);
                throw wrong("is longer than %,d bytes".formatted(LONGEST));
            }
        }
    }

    private void fill() {
        try {
            int count = from.read(buffer);
            next = 0;
            end = Math.max(count, 0);
            if (count < 0) {
                throw ended();
            }
        } catch (IOException e) {
            throw ended();
        }
    }

    /** The line that was heard last cannot be used. */
    ProgramException wrong(String what) {
        usable = false;
        long at = line;
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
        return new ProgramException(
                Wrong.UNUSABLE,
                () ->
                        "%s, line %d since `reset`: %s%s"
                                .formatted(
                                        name,
                                        at,
                                        what,
                                        shown.isEmpty() ? "" : "\n  the line: " + shown));
    }

    /** It answers otherwise than before. */
    ProgramException differs(String what) {
        usable = false;
        long at = line;
        return new ProgramException(
                Wrong.DIFFERENT, () -> "%s, line %d since `reset`: %s".formatted(name, at, what));
    }

    private ProgramException ended() {
        usable = false;
        long at = line;
        return new ProgramException(
                Wrong.UNUSABLE,
                () ->
                        "%s: it has ended%s where line %d since `reset` was expected: a program ends when its input does"
                                .formatted(name, exit(), at));
    }

    // Its output has ended, so its end is near, unless it has only closed that.
    private String exit() {
        try {
            return process.waitFor(LAST_SECONDS, TimeUnit.SECONDS)
                    ? " (exit code " + process.exitValue() + ")"
                    : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        usable = false;
        process.destroyForcibly();
    }
}
