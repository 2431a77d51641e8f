package dev.irpflow.echo;

/** What an echo server does wrong. */
enum Slip {
    NONE,
    /** It does not remember that it has closed a socket. */
    FORGETS_CLOSING,
    /** It accepts a connection for which it has no memory, and then has nobody who closes it. */
    ACCEPTS_WITHOUT_MEMORY
}
