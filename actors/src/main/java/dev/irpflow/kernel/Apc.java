package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;

/**
 * An asynchronous procedure call: a routine that a thread runs in its own context. The special
 * kernel APCs of the I/O manager are no routines of anybody: see {@link SpecialApc}. Page:
 * windows-driver-docs-pr/kernel/types-of-apcs.md.
 *
 * @param mode which kind
 * @param to who has the routine
 * @param routine its call
 * @param cause the message that has queued it
 */
public record Apc(Mode mode, Place to, GeneratedMessage routine, long cause) {
    /** The kinds that have a routine. */
    public enum Mode {
        /** Normal kernel APC: at PASSIVE_LEVEL, also within a wait, which goes on afterwards. */
        KERNEL,
        /** Regular user APC: after an alertable wait in user mode, which it has ended. */
        USER,
        /** Special user APC: at the next return to user mode, alertable or not. */
        SPECIAL_USER
    }
}
