package dev.irpflow.sim.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was read, asked by key: what is missing or of the wrong kind is refused.
 *
 * @param name the file and the way to the object, for messages
 */
record Document(String name, Map<String, @Nullable Object> tree) {
    /** Reads one from the bytes of a file. */
    static Document of(String file, byte[] bytes) throws Refusal {
        return new Document(file, Json.read(file, bytes));
    }

    boolean has(String key) {
        return tree.containsKey(key);
    }

    String text(String key) throws Refusal {
        return wanted(key, String.class, "text");
    }

    long number(String key) throws Refusal {
        return wanted(key, Long.class, "a whole number");
    }

    Document object(String key) throws Refusal {
        return document(name + ": " + key, wanted(key, Map.class, "an object"));
    }

    List<?> list(String key) throws Refusal {
        return wanted(key, List.class, "a list");
    }

    /** The members of a list, each of which is an object. */
    List<Document> objects(String key) throws Refusal {
        List<Document> documents = new java.util.ArrayList<>();
        for (Object item : list(key)) {
            String path = "%s: %s[%d]".formatted(name, key, documents.size());
            if (!(item instanceof Map<?, ?> map)) {
                throw new Refusal(path + " is no object");
            }
            documents.add(document(path, map));
        }
        return documents;
    }

    /** The members of a list, each of which is text. */
    List<String> texts(String key) throws Refusal {
        List<String> texts = new java.util.ArrayList<>();
        for (Object item : list(key)) {
            if (!(item instanceof String text)) {
                throw new Refusal("%s: %s holds something that is no text".formatted(name, key));
            }
            texts.add(text);
        }
        return texts;
    }

    /** An object whose values are all text. */
    Map<String, String> textByKey(String key) throws Refusal {
        Document document = object(key);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String each : document.tree.keySet()) {
            texts.put(each, document.text(each));
        }
        return texts;
    }

    private <T> T wanted(String key, Class<T> type, String what) throws Refusal {
        Object value = tree.get(key);
        if (!type.isInstance(value)) {
            throw new Refusal(
                    value == null
                            ? "%s: %s is missing; it should be %s".formatted(name, key, what)
                            : "%s: %s is no %s"
                                    .formatted(name, key, what.replaceFirst("^an? ", "")));
        }
        return type.cast(value);
    }

    private static Document document(String name, Map<?, ?> map) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree.put(String.valueOf(key), value));
        return new Document(name, tree);
    }
}
