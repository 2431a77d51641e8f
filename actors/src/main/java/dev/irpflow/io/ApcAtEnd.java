package dev.irpflow.io;

import dev.irpflow.kernel.Apc;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.PIoApcRoutine;

/**
 * The APC that tells a thread of the end of an operation which it has begun: a user APC for an
 * application, a normal kernel APC for a driver. Page:
 * wdk-ddi-src/content/ntifs/nf-ntifs-ntreadfile.md.
 */
final class ApcAtEnd {
    private ApcAtEnd() {}

    /** Queues the APC that the service of a request was given, if any. */
    static void queue(Call service, IoStatusBlock block) {
        Telling telling = Telling.by(service.request());
        if (telling.apcRoutine() == null || service.strand().isEnded()) {
            return;
        }
        PIoApcRoutine.Builder routine =
                PIoApcRoutine.newBuilder().setRoutine(telling.apcRoutine()).setIoStatusBlock(block);
        if (telling.apcContext() != null) {
            routine.setApcContext(telling.apcContext());
        }
        Place requester = service.from();
        service.strand()
                .apcQueueOrNew()
                .queue(
                        new Apc(
                                requester.isOfUserMode() ? Apc.Mode.USER : Apc.Mode.KERNEL,
                                requester,
                                routine.build(),
                                requester.machine().causes().cause()));
    }
}
