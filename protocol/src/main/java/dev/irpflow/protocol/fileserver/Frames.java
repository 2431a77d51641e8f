package dev.irpflow.protocol.fileserver;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.jspecify.annotations.Nullable;

/**
 * How messages lie in the stream: four bytes of length in network byte order, then the message. The
 * peer is never trusted: a length that is too great and bytes that are no message have an answer of
 * their own, upon which the connection is to be closed.
 */
public final class Frames {
    /** Bytes before each message. */
    public static final int HEADER = 4;

    /** The most bytes of a file that one message may carry. */
    public static final int MAX_TRANSFER = 64 * 1024;

    /** The longest message: the bytes of a file, and room for a path and the rest around them. */
    public static final int MAX_MESSAGE = MAX_TRANSFER + 4 * 1024;

    /** The version of the protocol. */
    public static final int VERSION = 1;

    private Frames() {}

    /** The frame of a message: its header and its bytes. */
    public static ByteString frame(MessageLite message) {
        int length = message.getSerializedSize();
        byte[] header = {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
        return ByteString.copyFrom(header).concat(message.toByteString());
    }

    /** The length that a header announces, in bytes; it has no sign. */
    public static long length(ByteString header) {
        long length = 0;
        for (int i = 0; i < HEADER; i++) {
            length = (length << 8) | (header.byteAt(i) & 0xFF);
        }
        return length;
    }

    /** Whether a message may be of this length. */
    public static boolean isLegal(long length) {
        return length > 0 && length <= MAX_MESSAGE;
    }

    /** The request in these bytes, null if they are none. */
    public static @Nullable Request request(ByteString message) {
        return parse(Request.parser(), message);
    }

    /** The response in these bytes, null if they are none. */
    public static @Nullable Response response(ByteString message) {
        return parse(Response.parser(), message);
    }

    private static <T> @Nullable T parse(Parser<T> parser, ByteString message) {
        try {
            return parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null; // what the peer sent is not our mistake
        }
    }
}
