package dev.irpflow.rdbss;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.rdbss.RxReleaseFcbResourceForThreadInMRx;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * RxLowIoSubmit and RxLowIoCompletion: reads and writes, which a mini-redirector may finish at once
 * or later, for requesters that wait and for those that go on. Pages:
 * windows-driver-docs-pr/ifs/file-system-object-i-o-routines.md and
 * wdk-ddi-src/content/lowio/nf-lowio-rxlowiocompletion.md.
 */
final class LowIo {
    private static final int EXTENDING_FILESIZE = 2;
    private static final int EXTENDING_VDL = 4;

    /** Where a read or write goes on. */
    sealed interface LowIoStep extends Step {}

    /** The FCB resource is held; the thread has waited for it. */
    record ResourceHeld(RxContext rx, long thread) implements LowIoStep {}

    /** The FCB resource is held; the thread has gone on, so that a worker does the rest. */
    record ResourceHeldForWorker(RxContext rx, long thread) implements LowIoStep {}

    /** The mini-redirector's turn has come. */
    record Submit(RxContext rx) implements LowIoStep {}

    /** The mini-redirector's routine has returned to this call. */
    record Submitted(RxContext rx, Call within) implements LowIoStep {}

    private final Rdbss rdbss;

    LowIo(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** An IRP_MJ_READ or IRP_MJ_WRITE. */
    void begin(RxContext rx, Sink sink) {
        if (rx.fobx() == null) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, sink);
            return;
        }
        IoStackLocation.ReadWrite asked = rx.asked().getReadWrite();
        BufferRef given = bufferOf(rx.theIrp().buffers());
        if (asked.getLength() == 0 || given == null) {
            boolean isEmpty = asked.getLength() == 0;
            NtStatus status = isEmpty ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_PARAMETER;
            rdbss.dispatching().complete(rx, status, 0, sink);
            return;
        }
        BufferRef buffer = given.toBuilder().setLength(asked.getLength()).build();
        if (sink.machine().memory().regionOf(buffer) == null) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_ACCESS_VIOLATION, 0, sink);
            return;
        }
        LowIoContext lowIo =
                new LowIoContext(
                        rx.major() == IrpMajor.IRP_MJ_READ
                                ? LowIoContext.Operation.READ
                                : LowIoContext.Operation.WRITE,
                        rx.theFile().isSynchronous()
                                ? LowIoContext.Requester.WAITS
                                : LowIoContext.Requester.GOES_ON,
                        buffer,
                        asked.getByteOffset(),
                        asked.getKey());
        rx.payload(lowIo);
        if (!rx.theIrp().buffers().hasMdl()) {
            sink.machine().memory().lock(lowIo.buffer(), rx.call().strand().irql(), sink.self());
            lowIo.lock(true);
        }
        acquire(rx, lowIo, sink);
    }

    private static @Nullable BufferRef bufferOf(IrpBuffers buffers) {
        if (buffers.hasMdl()) {
            return buffers.getMdl();
        }
        if (buffers.hasUserBuffer()) {
            return buffers.getUserBuffer();
        }
        return buffers.hasSystemBuffer() ? buffers.getSystemBuffer() : null;
    }

    // Shared, unless the file grows: others must not see a size that is not there yet.
    private void acquire(RxContext rx, LowIoContext lowIo, Sink sink) {
        Resource.Mode mode =
                extension(rx, lowIo) == 0 ? Resource.Mode.SHARED : Resource.Mode.EXCLUSIVE;
        long thread = rx.thread();
        Resource resource = rx.theFobx().fcb().resource();
        switch (lowIo.requester()) {
            case WAITS -> {
                if (resource.acquire(thread, mode, new ResourceHeld(rx, thread))) {
                    held(rx, thread, sink);
                }
            }
            case GOES_ON -> {
                if (resource.acquire(thread, mode, new ResourceHeldForWorker(rx, thread))) {
                    held(rx, thread, sink);
                } else {
                    rx.pend();
                    rdbss.dispatching().returnFrom(rx.call(), NtStatus.STATUS_PENDING, sink);
                }
            }
        }
    }

    void resume(LowIoStep step, Answer answer, Sink sink) {
        switch (step) {
            case ResourceHeld held -> held(held.rx(), held.thread(), sink);
            case ResourceHeldForWorker held -> {
                held.rx().lowIo().hold(held.thread());
                rdbss.posting().queue(held.rx(), new Submit(held.rx()), sink);
            }
            case Submit submit -> submit(submit.rx(), sink);
            case Submitted submitted -> submitted(submitted, answer, sink);
        }
    }

    private void held(RxContext rx, long thread, Sink sink) {
        rx.lowIo().hold(thread);
        submit(rx, sink);
    }

    private void submit(RxContext rx, Sink sink) {
        LowIoContext lowIo = rx.lowIo();
        if (lowIo.requester() == LowIoContext.Requester.GOES_ON) {
            // Marked before the call: afterwards the IRP may have been completed already.
            rx.pend();
            rx.reference();
        }
        lowIo.enter(LowIoContext.Phase.SUBMITTED, sink);
        Step next = new Submitted(rx, rx.call());
        switch (lowIo.operation()) {
            case READ -> rdbss.callbacks().call(rx, read(rx, lowIo), next, sink);
            case WRITE -> rdbss.callbacks().call(rx, write(rx, lowIo), next, sink);
        }
    }

    private void submitted(Submitted step, Answer answer, Sink sink) {
        LowIoContext lowIo = step.rx().lowIo();
        if (answer.status() == NtStatus.STATUS_PENDING) {
            pended(step, lowIo, sink);
        } else if (lowIo.phase() == LowIoContext.Phase.COMPLETED) {
            completedTwice(
                    step.rx().minirdr().driver().toString(),
                    "returned "
                            + answer.status()
                            + " for "
                            + step.rx()
                            + ", for which it had called RxLowIoCompletion",
                    step.rx(),
                    step.within(),
                    sink);
            pended(step, lowIo, sink);
        } else {
            inline(step, lowIo, answer, sink);
        }
    }

    private void pended(Submitted step, LowIoContext lowIo, Sink sink) {
        boolean isCompleted = lowIo.phase() == LowIoContext.Phase.COMPLETED;
        if (!isCompleted) {
            lowIo.enter(LowIoContext.Phase.PENDED, sink);
        }
        switch (lowIo.requester()) {
            case WAITS -> {
                if (isCompleted) {
                    finish(step.rx(), lowIo, sink);
                } // else this call is held until RxLowIoCompletion
            }
            case GOES_ON -> {
                rdbss.dispatching().release(step.rx(), sink);
                rdbss.dispatching().returnFrom(step.within(), NtStatus.STATUS_PENDING, sink);
            }
        }
    }

    private void inline(Submitted step, LowIoContext lowIo, Answer answer, Sink sink) {
        RxContext rx = step.rx();
        lowIo.enter(LowIoContext.Phase.COMPLETED, sink);
        long bytes = transferred(step.within(), rx, answer.status(), informationOf(answer), sink);
        rx.result(answer.status(), bytes);
        if (lowIo.requester() == LowIoContext.Requester.GOES_ON) {
            rdbss.dispatching().release(rx, sink); // no RxLowIoCompletion will come
        }
        finish(rx, lowIo, sink);
    }

    private static long informationOf(Answer answer) {
        LowIoOpRead.Out read = answer.out(LowIoOpRead.Out.class);
        if (read != null) {
            return read.getInformationToReturn();
        }
        LowIoOpWrite.Out write = answer.out(LowIoOpWrite.Out.class);
        return write == null ? 0 : write.getInformationToReturn();
    }

    /** RxLowIoCompletion: the mini-redirector has finished what it had pended. */
    void completion(Call call, RxLowIoCompletion request, Sink sink) {
        RxContext rx = sink.machine().objects().find(request.getRxContext(), RxContext.class);
        LowIoContext lowIo =
                rx != null && rx.payload() instanceof LowIoContext context ? context : null;
        boolean isOwed =
                lowIo != null
                        && (lowIo.phase() == LowIoContext.Phase.SUBMITTED
                                || lowIo.phase() == LowIoContext.Phase.PENDED);
        if (rx == null || lowIo == null || !isOwed) {
            completedTwice(
                    call.from().toString(),
                    "calls RxLowIoCompletion for rx-context-"
                            + request.getRxContext()
                            + ", which owes none",
                    rx,
                    call,
                    sink);
            sink.returns(call, NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
            return;
        }
        boolean wasPended = lowIo.phase() == LowIoContext.Phase.PENDED;
        lowIo.enter(LowIoContext.Phase.COMPLETED, sink);
        long bytes = transferred(call, rx, request.getStatus(), request.getInformation(), sink);
        rx.result(request.getStatus(), bytes);
        if (rx.irp() != null) {
            call.serves(rx.theIrp().operation());
        }
        switch (lowIo.requester()) {
            case WAITS -> {
                sink.returns(call, NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
                if (wasPended) {
                    finish(rx, lowIo, sink);
                }
            }
            case GOES_ON -> {
                rx.continuesIn(call);
                finish(rx, lowIo, sink);
            }
        }
    }

    // What the mini-redirector says that it has transferred, and never more than there is.
    private static long transferred(
            Call at, RxContext rx, NtStatus status, long claimed, Sink sink) {
        long most = rx.lowIo().buffer().getLength();
        boolean failed = NtStatuses.severity(status.getNumber()) == NtStatuses.Severity.ERROR;
        if (failed || (claimed >= 0 && claimed <= most)) {
            return claimed;
        }
        sink.violated(
                KernelRule.INFORMATION_BEYOND_BUFFER,
                rx.minirdr().driver(),
                "%s ends %s with Information %d, but its buffer has %d bytes"
                        .formatted(rx.minirdr().driver(), rx, claimed, most),
                at);
        return Math.clamp(claimed, 0, most);
    }

    private static void completedTwice(
            String who, String what, @Nullable RxContext rx, Call call, Sink sink) {
        sink.violated(
                RdbssRule.LOW_IO_COMPLETES_ONCE,
                rx == null ? call.from() : rx.minirdr().driver(),
                who + " " + what,
                call);
    }

    // RDBSS gives back what is still held for the operation, then the IRP.
    private void finish(RxContext rx, LowIoContext lowIo, Sink sink) {
        Fcb fcb = rx.theFobx().fcb();
        if (lowIo.operation() == LowIoContext.Operation.WRITE
                && rx.status() == NtStatus.STATUS_SUCCESS) {
            fcb.extendTo(lowIo.byteOffset() + rx.information());
        }
        if (lowIo.isLocked()) {
            lowIo.lock(false);
            Memory memory = sink.machine().memory();
            memory.unlock(lowIo.buffer(), rx.call().strand().irql(), sink.self());
        }
        if (lowIo.holdsResource()) {
            lowIo.giveResourceBack();
            rdbss.resumeAll(fcb.resource().release(lowIo.resourceThreadId()), sink);
        }
        rdbss.dispatching().complete(rx, rx.status(), rx.information(), sink);
    }

    /** RxReleaseFcbResourceForThreadInMRx: the mini-redirector gives the FCB back early. */
    void releaseForThread(Call call, RxReleaseFcbResourceForThreadInMRx request, Sink sink) {
        RxContext rx = rdbss.find(request.getRxContext(), RxContext.class, call, sink);
        Fcb fcb = rdbss.find(request.getMrxFcb(), Fcb.class, call, sink);
        if (rx == null || fcb == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        boolean fits =
                rx.payload() instanceof LowIoContext lowIo
                        && lowIo.holdsResource()
                        && lowIo.resourceThreadId() == request.getResourceThreadId()
                        && rx.theFobx().fcb() == fcb;
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        if (fits) {
            rx.lowIo().giveResourceBack();
            rdbss.resumeAll(fcb.resource().release(request.getResourceThreadId()), sink);
        } else {
            sink.violated(
                    RdbssRule.FCB_RESOURCE_OWNER,
                    call.from(),
                    "%s releases %s in %s for thread %d, which does not hold it"
                            .formatted(call.from(), fcb, rx, request.getResourceThreadId()),
                    call);
        }
    }

    private static int extension(RxContext rx, LowIoContext lowIo) {
        if (lowIo.operation() == LowIoContext.Operation.READ) {
            return 0;
        }
        Fcb fcb = rx.theFobx().fcb();
        long end = lowIo.byteOffset() + lowIo.buffer().getLength();
        int flags = end > fcb.fileSize() ? EXTENDING_FILESIZE : 0;
        return end > fcb.validDataLength() ? flags | EXTENDING_VDL : flags;
    }

    private static LowIoOpRead read(RxContext rx, LowIoContext lowIo) {
        return LowIoOpRead.newBuilder()
                .setRxContext(rx.id())
                .setFcb(rx.theFobx().fcb().id())
                .setFobx(rx.theFobx().id())
                .setSrvOpen(rx.theFobx().srvOpen().id())
                .setBuffer(lowIo.buffer())
                .setByteOffset(lowIo.byteOffset())
                .setKey(lowIo.key())
                .setSynchronous(lowIo.requester() == LowIoContext.Requester.WAITS)
                .setResourceThreadId(lowIo.resourceThreadId())
                .setDispatch(rx.minirdr().table())
                .build();
    }

    private static LowIoOpWrite write(RxContext rx, LowIoContext lowIo) {
        return LowIoOpWrite.newBuilder()
                .setRxContext(rx.id())
                .setFcb(rx.theFobx().fcb().id())
                .setFobx(rx.theFobx().id())
                .setSrvOpen(rx.theFobx().srvOpen().id())
                .setBuffer(lowIo.buffer())
                .setByteOffset(lowIo.byteOffset())
                .setKey(lowIo.key())
                .setFlags(extension(rx, lowIo))
                .setSynchronous(lowIo.requester() == LowIoContext.Requester.WAITS)
                .setResourceThreadId(lowIo.resourceThreadId())
                .setDispatch(rx.minirdr().table())
                .build();
    }
}
