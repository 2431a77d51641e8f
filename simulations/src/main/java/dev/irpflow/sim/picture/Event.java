package dev.irpflow.sim.picture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of {@code events.jsonl}, as far as a picture needs it: every value as text, those within
 * others by their path ({@code fields.tcp.sequence}).
 *
 * @param values by key
 */
public record Event(Map<String, String> values) {
    /** Reads the object that the parser stands at. */
    static Event read(JsonParser parser) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        object(parser, "", values);
        return new Event(values);
    }

    private static void object(JsonParser parser, String path, Map<String, String> values)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, key + ".", values);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                values.put(key, parser.getText());
            }
        }
    }

    /** The text of a key, "" if it is missing. */
    public String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** The number of a key, 0 if it is missing or no number. */
    public long number(String key) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public long seq() {
        return number("seq");
    }

    public long timeNs() {
        return number("t_ns");
    }

    public String kind() {
        return text("kind");
    }

    public String routine() {
        return text("routine");
    }

    /** The place that speaks, {@code machine/component}. */
    public String from() {
        return text("from");
    }

    /** The place that is spoken to, {@code machine/component}. */
    public String to() {
        return text("to");
    }

    public String machine() {
        return text("machine");
    }

    public String status() {
        return text("status");
    }

    public String irql() {
        return text("irql");
    }

    /** The object with its machine: objects of two machines may have one name. */
    String object() {
        return text("object").isEmpty() ? "" : machine() + " " + text("object");
    }

    /** The strand with its machine. */
    public String strand() {
        return machine() + ": " + text("strand");
    }

    /** How many octets of data a frame carries. */
    int octets() {
        String data = text("fields.tcp.data");
        if (data.startsWith("hex ")) {
            return (data.length() - 3) / 3;
        }
        int blank = data.indexOf(' ');
        return blank < 0 ? 0 : Integer.parseInt(data.substring(0, blank));
    }
}
