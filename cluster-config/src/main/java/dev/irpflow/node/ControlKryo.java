package dev.irpflow.node;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Kryo that knows the classes of a letter and no others, each by a number that is fixed here. Texts
 * and lists say their length, which must fit into the bytes that are there: a few hostile bytes
 * cannot ask for much memory.
 */
final class ControlKryo extends Kryo {
    // Below are the numbers that Kryo gives to primitive types and strings.
    private static final int FIRST_NUMBER = 20;
    private static final int DEEPEST = 8;

    /** In the order of their numbers; a new one goes to the end. */
    private static final List<Class<?>> CLASSES =
            List.of(
                    Letter.class,
                    Control.Play.class,
                    Control.PowerOn.class,
                    Control.PowerOff.class,
                    Control.Cut.class,
                    Control.Arm.class,
                    Control.Calm.class,
                    Control.EndFault.class,
                    Control.ShutDown.class,
                    Control.Probe.class,
                    Control.Stop.class,
                    Control.Came.class,
                    Control.Ready.class,
                    Control.Unable.class,
                    Control.Booted.class,
                    Control.NotLoaded.class,
                    Control.Unloaded.class,
                    Control.Violated.class,
                    Control.Died.class,
                    Control.Broke.class,
                    Control.Struck.class,
                    Control.Answer.class,
                    Control.Inject.class,
                    Control.Stopped.class);

    ControlKryo() {
        setRegistrationRequired(true);
        setReferences(false);
        setMaxDepth(DEEPEST);
        register(String.class, new TextSerializer());
        int number = FIRST_NUMBER;
        for (Class<?> type : CLASSES) {
            register(type, number++);
        }
        // The classes behind List.of: for one or two elements, and for any other number.
        register(List.of("").getClass(), new TextsSerializer(), number++);
        register(List.of().getClass(), new TextsSerializer(), number);
    }

    /** The classes that may be in a letter. */
    static List<Class<?>> classes() {
        return CLASSES;
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

    /** A list of texts. */
    private static final class TextsSerializer extends Serializer<List<?>> {
        TextsSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, List<?> texts) {
            output.writeInt(texts.size());
            texts.forEach(text -> kryo.writeObject(output, text));
        }

        @Override
        public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
            int size = lengthOf(input);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                texts.add(kryo.readObject(input, String.class));
            }
            return List.copyOf(texts);
        }
    }
}
