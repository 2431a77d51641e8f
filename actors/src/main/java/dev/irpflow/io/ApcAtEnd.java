package dev.irpflow.io;

import dev.irpflow.kernel.Apc;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFsControlFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.kernel.PIoApcRoutine;
import org.jspecify.annotations.Nullable;

/**
 * The APC that tells a thread of the end of an operation which it has begun: a user APC for an
 * application, a normal kernel APC for a driver. Page:
 * wdk-ddi-src/content/ntifs/nf-ntifs-ntreadfile.md.
 */
final class ApcAtEnd {
    private ApcAtEnd() {}

    /** Queues the APC that the service of a request was given, if any. */
    static void queue(Call service, IoStatusBlock block) {
        PIoApcRoutine.Builder routine =
                switch (service.request()) {
                    case NtReadFile read when read.hasApcRoutine() ->
                            call(
                                    read.getApcRoutine(),
                                    read.hasApcContext() ? read.getApcContext() : null);
                    case NtWriteFile write when write.hasApcRoutine() ->
                            call(
                                    write.getApcRoutine(),
                                    write.hasApcContext() ? write.getApcContext() : null);
                    case NtDeviceIoControlFile control when control.hasApcRoutine() ->
                            call(
                                    control.getApcRoutine(),
                                    control.hasApcContext() ? control.getApcContext() : null);
                    case NtFsControlFile control when control.hasApcRoutine() ->
                            call(
                                    control.getApcRoutine(),
                                    control.hasApcContext() ? control.getApcContext() : null);
                    default -> null;
                };
        if (routine == null || service.strand().isEnded()) {
            return;
        }
        Place requester = service.from();
        service.strand()
                .apcQueueOrNew()
                .queue(
                        new Apc(
                                requester.isOfUserMode() ? Apc.Mode.USER : Apc.Mode.KERNEL,
                                requester,
                                routine.setIoStatusBlock(block).build(),
                                requester.machine().causes().cause()));
    }

    private static PIoApcRoutine.Builder call(long routine, @Nullable Long context) {
        PIoApcRoutine.Builder call = PIoApcRoutine.newBuilder().setRoutine(routine);
        if (context != null) {
            call.setApcContext(context);
        }
        return call;
    }
}
