package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.ThreadObject;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.NtCancelIoFile;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtCancelSynchronousIoFile;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The system services that cancel requests of others; none of them waits for what it has cancelled.
 * Pages: sdk-api-src/content/ioapiset/nf-ioapiset-cancelio.md, nf-ioapiset-cancelioex.md,
 * nf-ioapiset-cancelsynchronousio.md.
 */
final class CancelServices {
    /** NtCancelIoFileEx: what the caller's process has asked for, or one of it. */
    void ofHandle(Call call, NtCancelIoFileEx request, Sink sink) {
        FileObject file = FileServices.fileOf(call, request.getFileHandle(), sink);
        if (file != null) {
            BufferRef block =
                    request.hasIoRequestToCancel() ? request.getIoRequestToCancel() : null;
            cancel(
                    call,
                    of ->
                            of.file() == file
                                    && of.service().from() == call.from()
                                    && isMeant(of, block),
                    NtStatus.STATUS_NOT_FOUND,
                    sink);
        }
    }

    /** NtCancelIoFile: what the calling thread has asked for. */
    void ofThread(Call call, NtCancelIoFile request, Sink sink) {
        FileObject file = FileServices.fileOf(call, request.getFileHandle(), sink);
        if (file != null) {
            cancel(
                    call,
                    of -> of.file() == file && of.requester() == call.strand(),
                    NtStatus.STATUS_SUCCESS,
                    sink);
        }
    }

    /** NtCancelSynchronousIoFile: what another thread waits for. */
    void ofSynchronous(Call call, NtCancelSynchronousIoFile request, Sink sink) {
        Handle handle = sink.machine().objects().find(request.getThreadHandle(), Handle.class);
        if (handle == null || !(handle.object() instanceof ThreadObject thread)) {
            NtStatus wrong =
                    handle == null
                            ? NtStatus.STATUS_INVALID_HANDLE
                            : NtStatus.STATUS_OBJECT_TYPE_MISMATCH;
            sink.returns(call, wrong);
            return;
        }
        Strand strand = thread.strand();
        BufferRef block = request.hasIoRequestToCancel() ? request.getIoRequestToCancel() : null;
        cancel(
                call,
                of -> of.requester() == strand && of.isWaited() && isMeant(of, block),
                NtStatus.STATUS_NOT_FOUND,
                sink);
    }

    // All, or the one that has this status block.
    private static boolean isMeant(Request request, @Nullable BufferRef block) {
        if (block == null) {
            return true;
        }
        BufferRef its = request.statusBlock();
        return its != null
                && its.getRegion() == block.getRegion()
                && its.getOffset() == block.getOffset();
    }

    private static void cancel(Call call, Predicate<Request> which, NtStatus none, Sink sink) {
        List<Irp> irps = new ArrayList<>();
        for (Irp irp : sink.machine().objects().all(Irp.class)) {
            if (irp.owner() instanceof Request of
                    && of.kind().isOfOpenFile()
                    && of.service() != call
                    && which.test(of)) {
                irps.add(irp);
            }
        }
        if (irps.isEmpty()) {
            sink.returns(call, none);
        } else {
            next(call, irps, sink);
        }
    }

    void eachCancelled(Step.EachCancelled step, Sink sink) {
        next(step.service(), step.rest(), sink);
    }

    private static void next(Call service, List<Irp> irps, Sink sink) {
        for (int i = 0; i < irps.size(); i++) {
            if (!irps.get(i).isGone()) { // one may have ended meanwhile
                sink.call(
                        service,
                        IoCancelIrp.newBuilder().setIrp(irps.get(i).id()).build(),
                        new Step.EachCancelled(service, irps.subList(i + 1, irps.size())));
                return;
            }
        }
        sink.returns(service, NtStatus.STATUS_SUCCESS);
    }
}
