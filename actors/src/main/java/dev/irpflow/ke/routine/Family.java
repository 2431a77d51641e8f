package dev.irpflow.ke.routine;

/** Routines of one subject. A family has no state of its own: what it works on is the machine's. */
public interface Family {
    /** Tells which routines it serves. */
    void register(Routines table);
}
