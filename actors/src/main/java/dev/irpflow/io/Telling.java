package dev.irpflow.io;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFsControlFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import org.jspecify.annotations.Nullable;

/**
 * How whoever calls a service on an open file wants to be told of its end.
 *
 * @param event signaled at the end; null: the file object is
 * @param statusBlock where the result goes, null for nowhere
 * @param apcRoutine the address of what an APC calls, null for no APC
 * @param apcContext what it is given, null for nothing
 */
record Telling(
        @Nullable Long event,
        @Nullable BufferRef statusBlock,
        @Nullable Long apcRoutine,
        @Nullable Long apcContext) {
    private static final Telling NOTHING = new Telling(null, null, null, null);

    /** As the parameters of a service say. */
    static Telling by(GeneratedMessage service) {
        return switch (service) {
            case NtReadFile it ->
                    new Telling(
                            it.hasEvent() ? it.getEvent() : null,
                            it.hasIoStatusBlock() ? it.getIoStatusBlock() : null,
                            it.hasApcRoutine() ? it.getApcRoutine() : null,
                            it.hasApcContext() ? it.getApcContext() : null);
            case NtWriteFile it ->
                    new Telling(
                            it.hasEvent() ? it.getEvent() : null,
                            it.hasIoStatusBlock() ? it.getIoStatusBlock() : null,
                            it.hasApcRoutine() ? it.getApcRoutine() : null,
                            it.hasApcContext() ? it.getApcContext() : null);
            case NtDeviceIoControlFile it ->
                    new Telling(
                            it.hasEvent() ? it.getEvent() : null,
                            it.hasIoStatusBlock() ? it.getIoStatusBlock() : null,
                            it.hasApcRoutine() ? it.getApcRoutine() : null,
                            it.hasApcContext() ? it.getApcContext() : null);
            case NtFsControlFile it ->
                    new Telling(
                            it.hasEvent() ? it.getEvent() : null,
                            it.hasIoStatusBlock() ? it.getIoStatusBlock() : null,
                            it.hasApcRoutine() ? it.getApcRoutine() : null,
                            it.hasApcContext() ? it.getApcContext() : null);
            default -> NOTHING;
        };
    }
}
