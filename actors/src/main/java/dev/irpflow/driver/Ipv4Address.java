package dev.irpflow.driver;

import com.google.protobuf.ByteString;

/** IPv4 addresses as text and as the four bytes of a SOCKADDR_IN. */
final class Ipv4Address {
    private static final int PARTS = 4;

    private Ipv4Address() {}

    /**
     * The bytes of an address such as {@code 10.0.0.2}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ByteString bytes(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[PARTS];
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(text + " is no IPv4 address");
        }
        for (int i = 0; i < PARTS; i++) {
            int part = parts[i].matches("[0-9]{1,3}") ? Integer.parseInt(parts[i]) : -1;
            if (part < 0 || part > 255) {
                throw new IllegalArgumentException(text + " is no IPv4 address");
            }
            bytes[i] = (byte) part;
        }
        return ByteString.copyFrom(bytes);
    }
}
