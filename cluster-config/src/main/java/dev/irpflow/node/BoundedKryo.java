package dev.irpflow.node;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kryo that knows some classes and no others, each by a number that is fixed by its position. Texts
 * and lists say their length, which must fit into the bytes that are there: a few hostile bytes
 * cannot ask for much memory.
 */
public final class BoundedKryo extends Kryo {
    // Below are the numbers that Kryo gives to primitive types and strings.
    private static final int FIRST_NUMBER = 20;

    /**
     * Knows these classes, texts, and lists of both.
     *
     * @param classes in the order of their numbers; a new one goes to the end
     * @param deepest how deep they may be nested
     */
    public BoundedKryo(List<Class<?>> classes, int deepest) {
        setRegistrationRequired(true);
        setReferences(false);
        setMaxDepth(deepest);
        register(String.class, new TextSerializer());
        int number = FIRST_NUMBER;
        for (Class<?> type : classes) {
            register(type, number++);
        }
        // The classes behind List.of: for one or two elements, and for any other number.
        register(List.of("").getClass(), new ListSerializer(), number++);
        register(List.of().getClass(), new ListSerializer(), number);
    }

    /**
     * Reads a record to the end of the bytes, with all that it holds: nothing may be missing in it,
     * and each element of a list is what the list is declared to hold.
     *
     * @throws KryoException if it is anything else
     */
    public <T extends Record> T readWhole(byte[] bytes, int from, Class<T> type) {
        Input input = new Input(bytes, from, bytes.length - from);
        T read = readObject(input, type);
        if (input.position() < input.limit()) {
            throw new KryoException((input.limit() - input.position()) + " bytes are left over");
        }
        demandWhole(read);
        return read;
    }

    private static void demandWhole(Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = valueOf(record, component);
            switch (value) {
                case null -> throw new KryoException(component + " is missing");
                case Record inner -> demandWhole(inner);
                case List<?> list -> demandElements(list, component.getGenericType());
                default -> {}
            }
        }
    }

    private static void demandElements(List<?> list, Type declared) {
        boolean isDeclared =
                declared instanceof ParameterizedType of
                        && of.getActualTypeArguments()[0] instanceof Class<?> type
                        && list.stream().allMatch(type::isInstance);
        if (!isDeclared) {
            throw new KryoException("an element that is no " + declared);
        }
        for (Object element : list) {
            if (element instanceof Record inner) {
                demandWhole(inner);
            }
        }
    }

    private static @Nullable Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new KryoException(e);
        }
    }

    private static int lengthOf(Input input) {
        int length = input.readInt();
        int left = input.limit() - input.position();
        if (length < 0 || length > left) {
            throw new KryoException("a length of " + length + " in " + left + " bytes");
        }
        return length;
    }

    private static final class TextSerializer extends Serializer<String> {
        TextSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            output.writeInt(bytes.length);
            output.writeBytes(bytes);
        }

        @Override
        public String read(Kryo kryo, Input input, Class<? extends String> type) {
            return new String(input.readBytes(lengthOf(input)), StandardCharsets.UTF_8);
        }
    }

    /** A list whose elements say what they are; each takes a byte at least. */
    private static final class ListSerializer extends Serializer<List<?>> {
        ListSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, List<?> elements) {
            output.writeInt(elements.size());
            elements.forEach(element -> kryo.writeClassAndObject(output, element));
        }

        @Override
        public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
            int size = lengthOf(input);
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Object element = kryo.readClassAndObject(input);
                if (element == null) {
                    throw new KryoException("nothing in a list");
                }
                elements.add(element);
            }
            return List.copyOf(elements);
        }
    }
}
