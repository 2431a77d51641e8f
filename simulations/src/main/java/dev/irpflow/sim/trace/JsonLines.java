package dev.irpflow.sim.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.google.protobuf.Message;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes a trace as JSON lines and hashes what it writes. What cannot be written (a full disk) is
 * kept as an error and ends the writing, not the run: the verdict is never lost.
 */
public final class JsonLines implements Trace {
    /** The version of the format, in the header line. */
    public static final int FORMAT = 1;

    private static final int FLUSH_AT = 1 << 16;

    private final Buffer buffer = new Buffer();
    private final MessageDigest digest = sha256();
    private final @Nullable OutputStream file;
    private final JsonGenerator json;
    private final Fields fields = new Fields();
    private long count;
    private @Nullable IOException failure;

    /**
     * A trace into a file, or one that only hashes.
     *
     * @param file null to keep nothing
     * @param header the scenario's name, its seed and the build, as the header line says them
     */
    public JsonLines(@Nullable OutputStream file, Header header) {
        this.file = file;
        try {
            JsonFactory factory = new JsonFactory();
            this.json = factory.createGenerator(buffer);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            header.write(json, FORMAT);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer in memory does not fail
        }
    }

    /**
     * The first line.
     *
     * @param scenario its name
     * @param seed the seed of the run
     * @param build the fingerprint of the build
     */
    public record Header(String scenario, long seed, String build) {
        void write(JsonGenerator json, int format) throws IOException {
            json.writeStartObject();
            json.writeNumberField("irpflow", format);
            json.writeStringField("scenario", scenario);
            json.writeNumberField("seed", seed);
            json.writeStringField("build", build);
            json.writeEndObject();
        }
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void write(TraceEvent event) {
        try {
            json.writeStartObject();
            json.writeNumberField("seq", event.seq);
            json.writeNumberField("t_ns", event.timeNs);
            json.writeStringField("kind", event.kind.word());
            text("routine", event.routine);
            text("from", event.from);
            text("to", event.to);
            number("call", event.call);
            number("cause", event.cause);
            number("op", event.operation);
            text("object", event.object);
            text("status", event.status);
            text("machine", event.machine);
            if (event.onStrand) {
                json.writeNumberField("processor", event.processor);
                text("strand", event.strand);
                json.writeNumberField("depth", event.depth);
                text("irql", event.irql);
            }
            text("fault", event.fault);
            text("decision", event.decision);
            if (event.fields instanceof Message message) {
                fields.write(json, message);
            }
            json.writeEndObject();
            count++;
            if (buffer.size() > FLUSH_AT) {
                flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the trace with its last line, and gives the hash of all lines before it. */
    public String end() {
        try {
            flush();
            String hash = HexFormat.of().formatHex(digest.digest());
            json.writeStartObject();
            json.writeStringField("kind", "end");
            json.writeNumberField("count", count);
            json.writeStringField("sha256", hash);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
            toFile();
            if (file != null) {
                file.close();
            }
            return hash;
        } catch (IOException e) {
            failed(e);
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the trace as it is, without its last line: the run was interrupted. */
    public void cut() {
        try {
            flush();
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** How many events were written. */
    public long count() {
        return count;
    }

    /** Why the file is not whole, null if it is. */
    public @Nullable IOException failure() {
        return failure;
    }

    private void flush() throws IOException {
        json.flush();
        digest.update(buffer.bytes(), 0, buffer.size());
        toFile();
    }

    private void toFile() {
        if (file != null && failure == null) {
            try {
                file.write(buffer.bytes(), 0, buffer.size());
                file.flush();
            } catch (IOException e) {
                failed(e);
            }
        }
        buffer.reset();
    }

    private void failed(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    private void text(String key, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(key);
            json.writeString(value);
        }
    }

    private void number(String key, long value) throws IOException {
        if (value != 0) {
            json.writeNumberField(key, value);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A byte buffer whose array can be seen without a copy. */
    private static final class Buffer extends java.io.ByteArrayOutputStream {
        Buffer() {
            super(2 * FLUSH_AT);
        }

        byte[] bytes() {
            return buf;
        }
    }
}
