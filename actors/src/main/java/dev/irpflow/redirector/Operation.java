package dev.irpflow.redirector;

import dev.irpflow.protocol.fileserver.Disposition;
import dev.irpflow.protocol.kernel.BufferRef;

/**
 * What the redirector wants of a server. The request is made from it each time that it is sent,
 * because sessions and handles have other numbers on the next connection. All of them may be
 * repeated.
 */
sealed interface Operation {
    /** That there is a connection; no request is sent. */
    record Connect() implements Operation {}

    /** A session for a share. */
    record OpenShare(RemoteShare share) implements Operation {}

    /** No session for it any more. */
    record CloseShare(RemoteShare share) implements Operation {}

    /**
     * A handle of a file.
     *
     * @param openId by which the server knows the open again if it is repeated
     */
    record OpenFile(RemoteFile file, Disposition disposition, String openId) implements Operation {}

    /** No handle of it any more. */
    record CloseFile(RemoteFile file) implements Operation {}

    /** As many bytes as the buffer holds, from an offset on. */
    record Read(RemoteFile file, long offset, BufferRef buffer) implements Operation {}

    /** The bytes of the buffer, to an offset. */
    record Write(RemoteFile file, long offset, BufferRef buffer) implements Operation {}

    /** How many bytes the file has. */
    record QuerySize(RemoteFile file) implements Operation {}

    /** That it has so many bytes. */
    record SetSize(RemoteFile file, long size) implements Operation {}

    /** That everything written is on the server's disk. */
    record Flush(RemoteFile file) implements Operation {}

    /** Whether the server keeps something open for it. */
    default boolean opensSomething() {
        return this instanceof OpenShare || this instanceof OpenFile;
    }

    /** Whether it has come true by itself when the connection is lost. */
    default boolean isDoneWithoutConnection() {
        return this instanceof CloseShare || this instanceof CloseFile;
    }
}
