package dev.irpflow.redirector;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the network provider tells the redirector of a connection: the input buffer of two control
 * codes. It is a byte that is 1 if open files do not matter, and the name in UTF-16.
 *
 * @param name below the redirector's device: {@code \;Z:\server\share}, or without a drive {@code
 *     \server\share}
 * @param force delete it even if files are open
 */
record Mapping(String name, boolean force) {
    private static final int HEADER = 1;
    private static final int LONGEST = 1024;

    /** The bytes of the buffer. */
    byte[] toBytes() {
        byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
        byte[] bytes = new byte[HEADER + text.length];
        bytes[0] = (byte) (force ? 1 : 0);
        System.arraycopy(text, 0, bytes, HEADER, text.length);
        return bytes;
    }

    /** Reads a buffer; null if it is not one of these, for whoever sent it may be anybody. */
    static @Nullable Mapping of(byte[] bytes) {
        int length = bytes.length - HEADER;
        if (length <= 0 || length % 2 != 0 || length > LONGEST || bytes[0] < 0 || bytes[0] > 1) {
            return null;
        }
        String name = new String(bytes, HEADER, length, StandardCharsets.UTF_16LE);
        return name.charAt(0) == '\\' ? new Mapping(name, bytes[0] == 1) : null;
    }
}
