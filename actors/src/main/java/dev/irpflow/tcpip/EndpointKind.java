package dev.irpflow.tcpip;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an endpoint is for. */
public enum EndpointKind {
    LISTENERS("listeners"),
    /** Of TCP, but no listener: perhaps not connected yet. */
    CONNECTIONS("connections"),
    DATAGRAMS("datagrams");

    private final String word;

    EndpointKind(String word) {
        this.word = word;
    }

    /** Its name in scenarios. */
    public String word() {
        return word;
    }

    /** The names of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(EndpointKind::word).toList();
    }

    /** The kind of this name; null if there is none. */
    public static @Nullable EndpointKind named(String word) {
        for (EndpointKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }

    static EndpointKind of(LocalEndpoint endpoint) {
        return switch (endpoint) {
            case Endpoint ofTcp -> ofTcp.isListening() ? LISTENERS : CONNECTIONS;
            case UdpEndpoint _ -> DATAGRAMS;
        };
    }
}
