package dev.irpflow.wsk;

import org.jspecify.annotations.Nullable;

/** A transport that sockets can be made for. */
public enum TransportProtocol {
    TCP("tcp", Opening.IPPROTO_TCP),
    UDP("udp", Opening.IPPROTO_UDP);

    private final String word;
    private final int protocol;

    TransportProtocol(String word, int protocol) {
        this.word = word;
        this.protocol = protocol;
    }

    /** Its name in scenarios. */
    public String word() {
        return word;
    }

    /** The transport of this name; null if there is none. */
    public static @Nullable TransportProtocol named(String word) {
        for (TransportProtocol transport : values()) {
            if (transport.word.equals(word)) {
                return transport;
            }
        }
        return null;
    }

    /** The transport of a protocol, IPPROTO_XXX; null if there is none. */
    static @Nullable TransportProtocol of(int protocol) {
        for (TransportProtocol transport : values()) {
            if (transport.protocol == protocol) {
                return transport;
            }
        }
        return null;
    }
}
