package dev.irpflow.kernel;

/** Why memory cannot be accessed. Whoever asks decides what follows from it. */
public enum Inaccessible {
    /** No region has ever had this number. */
    NEVER_THERE,
    /** The region was freed. */
    FREED,
    /** The access goes beyond the region. */
    BEYOND_END,
    /** Its pages may not be there, and the IRQL is too high to bring them. */
    PAGED_AT_DISPATCH,
    /** Nothing is registered under this key, or no longer. */
    NOT_REGISTERED,
    /** It is registered, but not for this kind of access. */
    NOT_PERMITTED,
    /** The access goes beyond what is registered. */
    BEYOND_REGISTRATION
}
