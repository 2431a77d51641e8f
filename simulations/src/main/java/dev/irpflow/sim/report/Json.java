package dev.irpflow.sim.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as trees of maps, lists, strings, numbers and truth values, whose keys keep their
 * order: equal trees have equal bytes.
 */
public final class Json {
    /** Deeper than any document of ours. */
    private static final int DEPTH = 20;

    private Json() {}

    /** The document of a tree, indented, with a line end. */
    public static String text(Map<String, ?> tree) {
        return print(tree);
    }

    /** The document of a list of trees, written the same way. */
    public static String text(List<? extends Map<String, ?>> trees) {
        return print(trees);
    }

    /** The same, in which what lies deeper than so many levels stays on one line. */
    static String shallow(Map<String, ?> tree, int levels) {
        return print(tree, new Shallow(levels));
    }

    private static String print(Object tree) {
        return print(tree, new Shallow(Integer.MAX_VALUE));
    }

    private static String print(Object tree, Shallow printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(json, tree);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer in memory does not fail
        }
        return text.toString();
    }

    /** Indents down to a level; what lies deeper stays on one line. */
    private static final class Shallow extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1;

        private final int levels;

        Shallow(int levels) {
            this.levels = levels;
            Indenter lines = new Lines(levels);
            indentObjectsWith(lines);
            indentArraysWith(lines);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Shallow(levels);
        }

        @Override
        public void writeEndObject(JsonGenerator json, int entries) throws IOException {
            if (_nesting > levels) {
                _nesting--;
                json.writeRaw('}');
            } else {
                super.writeEndObject(json, entries);
            }
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) throws IOException {
            if (_nesting > levels) {
                _nesting--;
                json.writeRaw(']');
            } else {
                super.writeEndArray(json, values);
            }
        }
    }

    private static final class Lines extends DefaultIndenter {
        private static final long serialVersionUID = 1;

        private final int levels;

        Lines(int levels) {
            super("  ", "\n");
            this.levels = levels;
        }

        @Override
        public void writeIndentation(JsonGenerator json, int level) throws IOException {
            if (level <= levels) {
                super.writeIndentation(json, level);
            } else {
                json.writeRaw(' ');
            }
        }
    }

    /**
     * The tree of a document.
     *
     * @param name the file's name, for messages
     * @throws Refusal if it is no JSON object, with line and column
     */
    public static Map<String, @Nullable Object> read(String name, byte[] bytes) throws Refusal {
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(name + ":1:1  a JSON object is wanted; found something else");
            }
            Map<String, @Nullable Object> tree = object(parser, 0);
            if (parser.nextToken() != null) {
                throw new Refusal(name + place(parser) + "  more follows after the document");
            }
            return tree;
        } catch (JsonProcessingException e) {
            if (e instanceof JsonEOFException || e.getLocation().getByteOffset() >= bytes.length) {
                throw new Refusal(name + place(e) + "  the file is cut short: it ends here");
            }
            throw new Refusal(name + place(e) + "  this is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array in memory does not fail
        }
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
            throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, value(parser, depth + 1));
        }
        return map;
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        if (depth > DEPTH) {
            throw new com.fasterxml.jackson.core.JsonParseException(parser, "too deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, FIELD_NAME -> null;
            case END_ARRAY, END_OBJECT -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser parser, int depth) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, depth + 1));
        }
        return list;
    }

    private static String place(JsonProcessingException e) {
        return ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
    }

    private static String place(JsonParser parser) {
        return ":"
                + parser.currentLocation().getLineNr()
                + ":"
                + parser.currentLocation().getColumnNr();
    }
}
