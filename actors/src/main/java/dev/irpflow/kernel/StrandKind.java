package dev.irpflow.kernel;

/** What a strand is to the scheduler. */
public enum StrandKind {
    /** A thread of a driver, of a process or of the scenario. */
    THREAD("thread"),
    /** A system worker thread that runs one work item. */
    WORK_ITEM("work item"),
    /** A deferred procedure call: above every thread of its processor, at DISPATCH_LEVEL. */
    DPC("DPC"),
    /** A DPC that runs at PASSIVE_LEVEL: above the other threads of its processor. */
    THREADED_DPC("threaded DPC");

    private final String words;

    StrandKind(String words) {
        this.words = words;
    }

    /** How a report names it. */
    public String words() {
        return words;
    }
}
