package dev.irpflow.mpr;

import dev.irpflow.protocol.status.Win32Error;

/** What MPR asks of providers. */
enum Operation {
    /** NPAddConnection3, or NPAddConnection of a provider that has no other. */
    ADD_CONNECTION(
            Operation.CON_ADDCONNECTION | Operation.CON_ADDCONNECTION3,
            Win32Error.ERROR_BAD_NET_NAME),
    /** NPCancelConnection. */
    CANCEL_CONNECTION(Operation.CON_CANCELCONNECTION, Win32Error.ERROR_NOT_CONNECTED),
    /** NPGetConnection. */
    GET_CONNECTION(Operation.CON_GETCONNECTIONS, Win32Error.ERROR_NOT_CONNECTED);

    /** WNNC_CON_ADDCONNECTION. */
    static final int CON_ADDCONNECTION = 0x1;

    /** WNNC_CON_CANCELCONNECTION. */
    static final int CON_CANCELCONNECTION = 0x2;

    /** WNNC_CON_GETCONNECTIONS. */
    static final int CON_GETCONNECTIONS = 0x4;

    /** WNNC_CON_ADDCONNECTION3. */
    static final int CON_ADDCONNECTION3 = 0x8;

    private final int caps;
    private final Win32Error unknown;

    Operation(int caps, Win32Error unknown) {
        this.caps = caps;
        this.unknown = unknown;
    }

    /** Any of these WNNC_CON_ bits lets a provider serve it. */
    int caps() {
        return caps;
    }

    /** The error if no provider knows the name. */
    Win32Error unknown() {
        return unknown;
    }
}
