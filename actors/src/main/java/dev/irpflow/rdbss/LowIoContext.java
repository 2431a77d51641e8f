package dev.irpflow.rdbss;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;

/**
 * LOWIO_CONTEXT: a read or write on its way to the mini-redirector. Page:
 * windows-driver-docs-pr/ifs/mrxlowiosubmit-lowio-op-read-.md.
 */
final class LowIoContext implements RxPayload {
    /** LOWIO_OP_. */
    enum Operation {
        READ,
        WRITE
    }

    /** Who waits for an operation that pends. */
    enum Requester {
        /** LOWIO_CONTEXT_FLAG_SYNCCALL: its thread stands still in RDBSS. */
        WAITS,
        /** Its thread gets STATUS_PENDING. */
        GOES_ON
    }

    /** How far it has come. */
    enum Phase {
        /** It waits for the FCB resource. */
        PREPARED,
        /** The routine of the mini-redirector runs. */
        SUBMITTED,
        /** The routine has returned STATUS_PENDING: RxLowIoCompletion is owed. */
        PENDED,
        /** Its result is known: RxLowIoCompletion was called, or the routine returned it. */
        COMPLETED
    }

    private final Operation operation;
    private final Requester requester;
    private final BufferRef buffer;
    private final long byteOffset;
    private final int key;
    private Phase phase = Phase.PREPARED;
    private long resourceThreadId;
    private boolean holdsResource;
    private boolean locked;

    LowIoContext(
            Operation operation, Requester requester, BufferRef buffer, long byteOffset, int key) {
        this.operation = operation;
        this.requester = requester;
        this.buffer = buffer;
        this.byteOffset = byteOffset;
        this.key = key;
    }

    Operation operation() {
        return operation;
    }

    Requester requester() {
        return requester;
    }

    /** ByteCount bytes. */
    BufferRef buffer() {
        return buffer;
    }

    /** Bytes from the start of the file. */
    long byteOffset() {
        return byteOffset;
    }

    int key() {
        return key;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next, Sink sink) {
        sink.machine().log().changed("low-io", phase.name(), next.name());
        phase = next;
    }

    /** The thread that holds the FCB resource for it. */
    long resourceThreadId() {
        return resourceThreadId;
    }

    /** The resource was granted to a thread for it. */
    void hold(long thread) {
        resourceThreadId = thread;
        holdsResource = true;
    }

    /** Whether the FCB resource is still held for it. */
    boolean holdsResource() {
        return holdsResource;
    }

    void giveResourceBack() {
        holdsResource = false;
    }

    /** Whether RDBSS has locked the pages of the buffer, and owes the unlock. */
    boolean isLocked() {
        return locked;
    }

    void lock(boolean yes) {
        locked = yes;
    }
}
