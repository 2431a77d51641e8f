package dev.irpflow.rdbss;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.FileInformationRequest;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.MRxFlush;
import dev.irpflow.protocol.rdbss.MRxQueryFileInfo;
import dev.irpflow.protocol.rdbss.MRxSetFileInfo;
import dev.irpflow.protocol.status.NtStatus;

/**
 * IRP_MJ_QUERY_INFORMATION, IRP_MJ_SET_INFORMATION and IRP_MJ_FLUSH_BUFFERS of an open file. Pages:
 * windows-driver-docs-pr/ifs/mrxqueryfileinfo.md, mrxsetfileinfo.md, mrxflush.md.
 */
final class Informing {
    /** Where a question or order about a file goes on. */
    sealed interface InformStep extends Step {}

    /** The FCB is held. */
    record Held(RxContext rx) implements InformStep {}

    /** MRxQueryFileInfo has returned. */
    record Queried(RxContext rx) implements InformStep {}

    /** MRxSetFileInfo has returned. */
    record Set(RxContext rx) implements InformStep {}

    /** MRxFlush has returned. */
    record Flushed(RxContext rx) implements InformStep {}

    private final Rdbss rdbss;

    Informing(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    void begin(RxContext rx, Sink sink) {
        if (rx.fobx() == null) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, sink);
            return;
        }
        Resource.Mode mode =
                rx.major() == IrpMajor.IRP_MJ_QUERY_INFORMATION
                        ? Resource.Mode.SHARED
                        : Resource.Mode.EXCLUSIVE;
        if (rx.theFobx().fcb().resource().acquire(rx.thread(), mode, new Held(rx))) {
            held(rx, sink);
        }
    }

    void resume(InformStep step, Answer answer, Sink sink) {
        switch (step) {
            case Held held -> held(held.rx(), sink);
            case Queried queried -> queried(queried.rx(), answer, sink);
            case Set set -> set(set.rx(), answer, sink);
            case Flushed flushed -> end(flushed.rx(), answer.status(), 0, "MRxFlush", sink);
        }
    }

    private void held(RxContext rx, Sink sink) {
        if (rx.major() == IrpMajor.IRP_MJ_QUERY_INFORMATION) {
            query(rx, sink);
        } else if (rx.major() == IrpMajor.IRP_MJ_SET_INFORMATION) {
            order(rx, sink);
        } else {
            flush(rx, sink);
        }
    }

    private void query(RxContext rx, Sink sink) {
        FileInformationRequest asked = rx.asked().getQueryFile();
        rdbss.callbacks()
                .call(
                        rx,
                        MRxQueryFileInfo.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(rx.theFobx().fcb().id())
                                .setFobx(rx.theFobx().id())
                                .setSrvOpen(rx.theFobx().srvOpen().id())
                                .setFileInformationClass(asked.getFileInformationClass())
                                .setLengthRemaining(asked.getLength())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new Queried(rx),
                        sink);
    }

    // Simplified: the information travels as its message, so that Information is the length of
    // that;
    // in Windows it is what the mini-redirector has used of LengthRemaining.
    private void queried(RxContext rx, Answer answer, Sink sink) {
        MRxQueryFileInfo.Out out = answer.out(MRxQueryFileInfo.Out.class);
        long length = 0;
        if (out != null && NtStatuses.isSuccess(answer.status().getNumber())) {
            ByteString information = out.getFileInformation().toByteString();
            BufferRef buffer = rx.theIrp().buffers().getSystemBuffer();
            if (information.size() > buffer.getLength()) { // a very long name
                end(rx, NtStatus.STATUS_BUFFER_OVERFLOW, 0, "MRxQueryFileInfo", sink);
                return;
            }
            sink.machine()
                    .memory()
                    .write(buffer, 0, information, rx.call().strand().irql(), sink.self());
            length = information.size();
        }
        end(rx, answer.status(), length, "MRxQueryFileInfo", sink);
    }

    private void order(RxContext rx, Sink sink) {
        FileInformationRequest asked = rx.asked().getSetFile();
        rdbss.callbacks()
                .call(
                        rx,
                        MRxSetFileInfo.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(rx.theFobx().fcb().id())
                                .setFobx(rx.theFobx().id())
                                .setSrvOpen(rx.theFobx().srvOpen().id())
                                .setFileInformationClass(asked.getFileInformationClass())
                                .setFileInformation(asked.getInformation())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new Set(rx),
                        sink);
    }

    private void set(RxContext rx, Answer answer, Sink sink) {
        if (answer.isSuccess()) {
            remember(
                    rx.theFobx().fcb(),
                    rx.asked().getSetFile().getFileInformationClass(),
                    rx.asked().getSetFile().getInformation());
        }
        end(rx, answer.status(), 0, "MRxSetFileInfo", sink);
    }

    // What RDBSS itself knows of a file follows what the server has accepted.
    private static void remember(Fcb fcb, FileInformationClass information, FileInformation value) {
        switch (information) {
            case FileEndOfFileInformation -> fcb.resize(value.getEndOfFile());
            case FileAllocationInformation -> {
                if (value.getAllocationSize() < fcb.fileSize()) {
                    fcb.resize(value.getAllocationSize());
                }
            }
            case FileDispositionInformation -> {
                if (value.getDeleteFile()) {
                    fcb.set(Fcb.STATE_DELETE_ON_CLOSE);
                } else {
                    fcb.clear(Fcb.STATE_DELETE_ON_CLOSE);
                }
            }
            case FileInformationClassNone,
                    FileBasicInformation,
                    FileStandardInformation,
                    FileRenameInformation,
                    FilePositionInformation,
                    UNRECOGNIZED -> {}
        }
    }

    private void flush(RxContext rx, Sink sink) {
        rdbss.callbacks()
                .call(
                        rx,
                        MRxFlush.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(rx.theFobx().fcb().id())
                                .setFobx(rx.theFobx().id())
                                .setSrvOpen(rx.theFobx().srvOpen().id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new Flushed(rx),
                        sink);
    }

    private void end(RxContext rx, NtStatus status, long length, String routine, Sink sink) {
        NtStatus end = status;
        if (status == NtStatus.STATUS_PENDING) {
            rdbss.pendedInVain(rx, routine, sink);
            end = NtStatus.STATUS_UNSUCCESSFUL;
        }
        rdbss.resumeAll(rx.theFobx().fcb().resource().release(rx.thread()), sink);
        rdbss.dispatching().complete(rx, end, length, sink);
    }
}
