package dev.irpflow.sim.campaign;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.irpflow.node.BoundedKryo;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages between two processes of one build, each behind a mark and its length. Whatever else
 * comes, such as what a driver prints, is no message.
 */
public final class Wire {
    private static final int MARK = 0x49525046; // "IRPF"
    private static final int USUAL = 1 << 12;
    private static final int LARGEST = 1 << 26;
    private static final int DEEPEST = 24;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final BoundedKryo reading = kryo();
    private final BoundedKryo writing = kryo();

    /** Speaks over a pair of streams. */
    public Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** What a message is put into. */
    public record Envelope(List<Say> said) {}

    private static BoundedKryo kryo() {
        return new BoundedKryo(Say.CLASSES, DEEPEST);
    }

    /** Says something; of several threads one after the other. */
    public void say(Say message) throws IOException {
        synchronized (writing) {
            byte[] bytes = bytes(message);
            out.writeInt(MARK);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }
    }

    private byte[] bytes(Say message) {
        Output output = new Output(USUAL, LARGEST);
        writing.writeObject(output, new Envelope(List.of(message)));
        return output.toBytes();
    }

    /**
     * Waits for the next message; null at the end.
     *
     * @throws IOException if something else comes
     */
    public @Nullable Say hear() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        try {
            int mark = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int length = in.readInt();
            if (mark != MARK || length < 0 || length > LARGEST) {
                throw new IOException("what came is no message");
            }
            return parse(in.readNBytes(length), length);
        } catch (EOFException e) {
            return null; // it ended within a message
        }
    }

    @SuppressWarnings("CatchingUnchecked") // hostile bytes may end in any of them
    private @Nullable Say parse(byte[] bytes, int length) throws IOException {
        if (bytes.length < length) {
            return null;
        }
        try {
            List<Say> said = reading.readWhole(bytes, 0, Envelope.class).said();
            if (said.size() != 1) {
                throw new KryoException(said.size() + " messages");
            }
            return said.getFirst();
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("a message that cannot be read", e);
        }
    }
}
