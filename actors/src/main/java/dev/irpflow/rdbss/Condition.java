package dev.irpflow.rdbss;

/**
 * RX_BLOCK_CONDITION: how far the making of a structure has come. It leaves {@link #IN_TRANSITION}
 * once. Page: windows-driver-docs-pr/ifs/connection-and-file-structure-management.md.
 */
enum Condition {
    /** The mini-redirector is at work on it; whoever needs it waits. */
    IN_TRANSITION,
    /** It can be used. */
    GOOD,
    /** It could not be made; it only waits for its last reference to go. */
    BAD,
    /** It is being finalised, or is orphaned: no new user gets it. */
    CLOSED
}
