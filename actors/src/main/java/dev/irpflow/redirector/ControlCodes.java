package dev.irpflow.redirector;

/**
 * The control codes of the redirector's device: CTL_CODE with FILE_DEVICE_NETWORK_REDIRECTOR,
 * METHOD_BUFFERED and FILE_ANY_ACCESS. Page: {@code
 * windows-driver-docs-pr/kernel/defining-i-o-control-codes.md}.
 */
public final class ControlCodes {
    /** Starts the redirector; no buffers. */
    public static final int START = code(0x800);

    /** Stops it; no buffers. */
    public static final int STOP = code(0x801);

    /** Adds a connection; in: a {@link Mapping}. */
    static final int ADD_CONNECTION = code(0x802);

    /** Deletes a connection; in: a {@link Mapping}. */
    static final int DELETE_CONNECTION = code(0x803);

    private static final int FILE_DEVICE_NETWORK_REDIRECTOR = 0x28;

    private ControlCodes() {}

    private static int code(int function) {
        return FILE_DEVICE_NETWORK_REDIRECTOR << 16 | function << 2;
    }
}
