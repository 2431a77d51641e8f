package dev.irpflow.sim.dump;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records as the trees that JSON is written of; their names in kebab-case. */
public final class RecordTree {
    private RecordTree() {}

    /** The tree of a record, a list or a plain value. */
    public static Object of(Object value) {
        return switch (value) {
            case Record record -> tree(record);
            case List<?> list -> {
                List<Object> trees = new ArrayList<>();
                list.forEach(each -> trees.add(of(each)));
                yield trees;
            }
            case Map<?, ?> map -> {
                Map<String, Object> trees = new LinkedHashMap<>();
                map.forEach((key, each) -> trees.put(String.valueOf(key), of(each)));
                yield trees;
            }
            default -> value;
        };
    }

    private static Map<String, Object> tree(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                tree.put(kebab(component.getName()), of(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e); // they are records of ours
            }
        }
        return tree;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
