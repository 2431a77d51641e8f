package dev.irpflow.stage;

import org.jspecify.annotations.Nullable;

/**
 * One event of the trace, with the keys that trace, YAML, proto and CLI share. It is a reused
 * buffer, not a value: the stage fills it, the {@link Trace} reads it before {@code write} returns.
 * Absent keys are 0 for numbers and null for words; seq starts at 1.
 */
public final class TraceEvent {
    /** The words of the key {@code kind}. */
    public enum Kind {
        CALL("call"),
        RETURN("return"),
        COMPLETION("completion"),
        CANCEL("cancel"),
        FRAME("frame"),
        FAULT("fault"),
        DECISION("decision"),
        STATE("state"),
        BUG_CHECK("bug-check"),
        VIOLATION("violation"),
        NOTE("note");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in the trace file. */
        public String word() {
            return word;
        }
    }

    public long seq;
    public long timeNs;
    public Kind kind = Kind.NOTE;
    public @Nullable String routine;
    public @Nullable String from;
    public @Nullable String to;

    /** The seq of the call that a return or completion ends. */
    public long call;

    /** The seq of the message that caused this one. */
    public long cause;

    /** The operation, 0 for none. */
    public long operation;

    /** The object the message is about, such as {@code irp-17}. */
    public @Nullable String object;

    public @Nullable String status;
    public @Nullable String machine;
    public int processor;
    public @Nullable String strand;
    public int depth;
    public @Nullable String irql;
    public @Nullable String fault;
    public @Nullable String decision;

    /** The protobuf message of a call, the out-parameters of a return; null for none. */
    public @Nullable Object fields;

    /** Whether processor, strand, depth and irql say something. */
    public boolean onStrand;

    /** Empties every key. */
    public TraceEvent clear() {
        seq = 0;
        timeNs = 0;
        kind = Kind.NOTE;
        routine = null;
        from = null;
        to = null;
        call = 0;
        cause = 0;
        operation = 0;
        object = null;
        status = null;
        machine = null;
        processor = 0;
        strand = null;
        depth = 0;
        irql = null;
        fault = null;
        decision = null;
        fields = null;
        onStrand = false;
        return this;
    }
}
