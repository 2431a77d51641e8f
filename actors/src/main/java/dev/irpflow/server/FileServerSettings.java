package dev.irpflow.server;

import java.util.Map;

/**
 * How the file server is set up.
 *
 * @param port where it listens
 * @param idleMs after this many milliseconds without a request a connection is closed; the client
 *     connects again when it has something to ask
 * @param retryMs how many milliseconds it waits before it tries again to listen
 */
public record FileServerSettings(int port, long idleMs, long retryMs) {
    /** Port 445, a quarter of an hour, one second. */
    public static final FileServerSettings DEFAULT = new FileServerSettings(445, 900_000, 1_000);

    /** Reads {@code port}, {@code idle-ms} and {@code retry-ms}; what is missing is the default. */
    static FileServerSettings of(Map<String, String> given) {
        return new FileServerSettings(
                (int) number(given, "port", DEFAULT.port),
                number(given, "idle-ms", DEFAULT.idleMs),
                number(given, "retry-ms", DEFAULT.retryMs));
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        String value = given.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
