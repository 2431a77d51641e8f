package dev.irpflow.sim.program;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Message;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Returns;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The lines that a program is told. */
final class Told {
    private static final JsonFactory JSON = new JsonFactory();

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** What a call of the program has returned. */
    record Result(Said.Call call, Reply reply) {}

    private Told() {}

    static String hello(String driver, String machine) {
        return line(json -> {
            json.writeStringField("hello", "irpflow");
            json.writeNumberField("protocol", Program.PROTOCOL);
            json.writeStringField("driver", driver);
            json.writeStringField("machine", machine);
        });
    }

    static String reset(long timeNs, Map<String, String> settings) {
        return line(json -> {
            json.writeBooleanField("reset", true);
            json.writeNumberField("t_ns", timeNs);
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                json.writeStringField(setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
        });
    }

    /**
     * A routine is called.
     *
     * @param number tells it from other calls
     * @param code under which name the program has given it away
     */
    static String call(long number, Call call, String code, long timeNs) {
        return line(json -> {
            json.writeNumberField("call", number);
            place(json, call.strand(), timeNs);
            json.writeStringField("strand", call.strand().name());
            json.writeStringField("routine", call.contract().name());
            json.writeStringField("code", code);
            json.writeFieldName("fields");
            new MessageWriter(json).write(call.request());
        });
    }

    /** What was called within a routine has returned. */
    static String returned(long number, Call within, List<Result> results, long timeNs) {
        return line(json -> {
            json.writeNumberField("returned", number);
            place(json, within.strand(), timeNs);
            json.writeArrayFieldStart("results");
            for (Result result : results) {
                result(json, result);
            }
            json.writeEndArray();
        });
    }

    private static void result(JsonGenerator json, Result result) throws IOException {
        var routine = result.call().routine();
        var status = result.reply().status();
        json.writeStartObject();
        json.writeStringField("routine", routine.name());
        if (routine.raises().contains(status.getNumber())) {
            json.writeStringField("raised", status.name());
        } else if (routine.returns() == Returns.NTSTATUS) {
            json.writeStringField("status", status.name());
        }
        Message out = result.reply().out();
        if (out != null) {
            json.writeFieldName("out");
            new MessageWriter(json).write(out);
        }
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, Strand strand, long timeNs) throws IOException {
        json.writeNumberField("t_ns", timeNs);
        json.writeStringField("irql", strand.irql().name());
        json.writeNumberField("processor", strand.processorNumber());
    }

    private static String line(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory does not fail
        }
        return text.toString();
    }
}
