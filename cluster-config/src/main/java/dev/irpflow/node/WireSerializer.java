package dev.irpflow.node;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Frames and events of a trace as protobuf, written into Artery's own buffers. */
public final class WireSerializer extends SerializerWithStringManifest
        implements ByteBufferSerializer {
    private static final int IDENTIFIER = 73_552;
    private static final String FRAME = "F";
    private static final String TRACE = "T";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case FrameUnderWay frame -> FRAME;
            case TraceBatch batch -> TRACE;
            default -> throw new IllegalArgumentException(message.getClass() + " stays at home");
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        return ((MessageLite) message).toByteArray();
    }

    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(buffer);
            ((MessageLite) message).writeTo(output);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the buffer is too small: Artery says so
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return read(CodedInputStream.newInstance(bytes), manifest);
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
        return read(CodedInputStream.newInstance(buffer), manifest);
    }

    private static Object read(CodedInputStream input, String manifest)
            throws NotSerializableException {
        ExtensionRegistryLite none = ExtensionRegistryLite.getEmptyRegistry();
        try {
            return switch (manifest) {
                case FRAME -> FrameUnderWay.parser().parseFrom(input, none);
                case TRACE -> TraceBatch.parser().parseFrom(input, none);
                default ->
                        throw new NotSerializableException("no message has manifest " + manifest);
            };
        } catch (InvalidProtocolBufferException e) {
            NotSerializableException refused =
                    new NotSerializableException("no message of manifest " + manifest);
            refused.initCause(e);
            throw refused;
        }
    }
}
