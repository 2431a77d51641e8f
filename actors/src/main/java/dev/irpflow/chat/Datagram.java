package dev.irpflow.chat;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What members send to each other. A life is the time at which a member began: one that has been
 * restarted knows nothing any more, so numbers count within a life.
 *
 * @param from the place of the sender among the members
 * @param life that of the sender
 * @param number of the message, from 1; or of the one that is acknowledged
 */
record Datagram(Kind kind, int from, long life, int number, long of, String text) {
    /** No datagram is longer, in bytes. */
    static final int LONGEST = 128;

    enum Kind {
        /** Says something: {@code of} is 0. */
        MESSAGE,
        /** A message was seen: {@code of} is the life of who has said it. */
        SEEN
    }

    byte[] bytes() {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(2 + 2 * Long.BYTES + Integer.BYTES + words.length)
                        .put((byte) (kind == Kind.MESSAGE ? 1 : 2))
                        .put((byte) from)
                        .putLong(life)
                        .putInt(number)
                        .putLong(of)
                        .put(words);
        return bytes.array();
    }

    /** What was received; null if it is nothing of this chat. */
    static @Nullable Datagram of(byte[] received) {
        ByteBuffer bytes = ByteBuffer.wrap(received);
        try {
            byte kind = bytes.get();
            int from = bytes.get();
            long life = bytes.getLong();
            int number = bytes.getInt();
            long of = bytes.getLong();
            byte[] words = new byte[bytes.remaining()];
            bytes.get(words);
            return kind < 1 || kind > 2
                    ? null
                    : new Datagram(
                            kind == 1 ? Kind.MESSAGE : Kind.SEEN,
                            from,
                            life,
                            number,
                            of,
                            new String(words, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }
}
