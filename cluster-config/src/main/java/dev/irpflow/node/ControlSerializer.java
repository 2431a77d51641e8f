package dev.irpflow.node;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Letters as bytes, by Kryo with registered classes. Whatever is no letter of this build is refused
 * with the exception that Pekko drops a message for; the node goes on.
 */
public final class ControlSerializer extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 73_551;
    private static final String LETTER = "L";
    // The text of a scenario is the largest thing in a letter.
    private static final int USUAL_SIZE = 1 << 10;
    private static final int LARGEST_SIZE = 1 << 24;

    // Kryo is confined to one thread; Pekko serialises on several.
    private final ThreadLocal<BoundedKryo> kryo = ThreadLocal.withInitial(ControlKryo::create);

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return LETTER;
    }

    @Override
    public byte[] toBinary(Object message) {
        if (!(message instanceof Letter letter)) {
            throw new IllegalArgumentException(message.getClass() + " is no letter");
        }
        Output output = new Output(USUAL_SIZE, LARGEST_SIZE);
        kryo.get().writeObject(output, letter);
        return output.toBytes();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // hostile bytes may end in any of them
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!manifest.equals(LETTER)) {
            throw new NotSerializableException("a manifest that no letter has: " + manifest);
        }
        try {
            return kryo.get().readWhole(bytes, 0, Letter.class);
        } catch (RuntimeException | StackOverflowError e) {
            kryo.remove(); // whatever state it was left in
            NotSerializableException refused =
                    new NotSerializableException("no letter of this build: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }
}
