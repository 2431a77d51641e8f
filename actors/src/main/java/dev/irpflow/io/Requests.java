package dev.irpflow.io;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpecialApc;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.IoGetDeviceObjectPointer;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.kernel.NtFsControlFile;
import dev.irpflow.protocol.kernel.NtQueryInformationFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtSetInformationFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The end of system services' requests: what happens when the IRP comes back to its maker. */
final class Requests {
    /** Sends the IRP of a request to its device; the service goes on when that has returned. */
    void send(Request request, IoStackLocation location, Sink sink) {
        Irp irp = request.irp();
        request.begins();
        irp.own(request);
        irp.nextStack().ask(location);
        irp.carries(sink.machine().newOperation());
        if (isAsynchronous(request) && isOfSystem(request)) {
            request.requester().irps().add(irp);
        }
        request.service().serves(irp.operation());
        sink.call(
                request.service(),
                dev.irpflow.protocol.kernel.IoCallDriver.newBuilder()
                        .setDeviceObject(request.file().device().top().id())
                        .setIrp(irp.id())
                        .build(),
                new Step.Sent(request));
    }

    /** Gives a request its memory. Without any it is given up: its call is returned then. */
    static boolean give(Request request, @Nullable TransferBuffers buffers, Sink sink) {
        if (buffers == null) {
            sink.machine().objects().remove(request.irp());
            unlock(request);
            sink.returns(request.service(), NtStatus.STATUS_INSUFFICIENT_RESOURCES);
            return false;
        }
        request.buffers(buffers);
        return true;
    }

    /** A new IRP for a request to the device of a file. */
    static Irp irpFor(FileObject file, Sink sink) {
        return sink.machine()
                .objects()
                .add(new Irp(Irp.Origin.THREADED, sink.self(), file.device().top().stackSize()));
    }

    /**
     * The IRP's completion has reached the top.
     *
     * @param complete the IoCompleteRequest of the driver that has the last word
     */
    void completed(Request request, Call complete, Sink sink) {
        request.completed();
        Irp irp = request.irp();
        sink.machine().memory().loans().ended(irp);
        Transfer.judge(irp, request.buffers().capacity(), complete, sink);
        Strand requester = request.requester();
        if (isAsynchronous(request) && !requester.isEnded() && requester.areAllApcsDisabled()) {
            Runnable end = () -> tell(request, complete, sink);
            requester.holdBack(SpecialApc.of(irp, request.tells(), end, sink.self()));
        } else {
            tell(request, complete, sink);
        }
    }

    // The special kernel APC of the requesting thread.
    private void tell(Request request, Call complete, Sink sink) {
        Irp irp = request.irp();
        Strand requester = request.requester();
        release(request, complete, sink);
        sink.machine().memory().loans().ended(request.service());
        sink.machine().objects().remove(irp);
        if (isAsynchronous(request) && isOfSystem(request)) {
            requester.irps().ended(irp);
        }
        writeStatus(request, sink);
        request.tell();
        if (request.isTold()) {
            ApcAtEnd.queue(request.service(), block(request));
        }
        if (request.isSent() && request.isWaited()) {
            end(request, sink);
        }
        if (request.kind().isOfOpenFile()) {
            request.file().dereference(sink.machine());
        }
    }

    private static void writeStatus(Request request, Sink sink) {
        BufferRef where = request.statusBlock();
        if (where != null && request.isTold() && sink.machine().memory().regionOf(where) != null) {
            ByteString block =
                    IoStatusBlockLayout.encode(request.irp().status(), request.irp().information());
            sink.machine().memory().write(where, 0, block, Irql.PASSIVE_LEVEL, sink.self());
        }
    }

    /** IoCallDriver has returned: the service ends, waits, or answers STATUS_PENDING. */
    void sent(Request request, NtStatus status, Sink sink) {
        request.sent();
        if (status == NtStatus.STATUS_PENDING && !request.isWaited()) {
            sink.returns(request.service(), status);
        } else if (request.isCompleted()) {
            end(request, sink);
        } else if (!request.isWaited()) {
            sink.returns(request.service(), status);
        } else if (request.file().isSynchronous() && request.kind().isOfOpenFile()) {
            request.await();
        }
    }

    private static boolean isAsynchronous(Request request) {
        return !request.isWaited() && request.kind().isOfOpenFile();
    }

    // An application's own threads are those of its steps, see StepThread.
    private static boolean isOfSystem(Request request) {
        return !request.service().from().isOfUserMode();
    }

    private static void unlock(Request request) {
        if (request.file().isSynchronous() && request.kind().isOfOpenFile()) {
            request.file().unlock();
        }
    }

    private void end(Request request, Sink sink) {
        NtStatus status = request.irp().status();
        unlock(request);
        switch (request.kind()) {
            case CREATE -> created(request, status, sink);
            case OPEN -> opened(request, status, sink);
            case CLEANUP -> cleanedUp(request, sink);
            case CLOSE -> {
                request.file().closed(sink.machine());
                request.file().device().released(sink.machine());
                sink.returns(request.service(), NtStatus.STATUS_SUCCESS);
            }
            case READ, WRITE -> {
                FileObject file = request.file();
                if (file.isSynchronous()) {
                    file.position(file.position() + request.irp().information());
                }
                sink.returns(request.service(), status, out(request));
            }
            case DEVICE_CONTROL, FS_CONTROL, FLUSH, QUERY_INFORMATION, SET_INFORMATION ->
                    sink.returns(request.service(), status, out(request));
        }
    }

    private void created(Request request, NtStatus status, Sink sink) {
        NtCreateFile.Out.Builder out =
                NtCreateFile.Out.newBuilder().setIoStatusBlock(block(request));
        if (NtStatuses.isSuccess(status.getNumber())) {
            Handle handle =
                    sink.machine()
                            .objects()
                            .add(new Handle(request.file(), request.service().from().toString()));
            request.file().countHandle(1);
            out.setFileHandle(handle.id());
        } else {
            sink.machine().objects().remove(request.file());
        }
        sink.returns(request.service(), status, out.build());
    }

    // Whoever opened it keeps a pointer; the handle is closed with this IRP_MJ_CLEANUP.
    private void opened(Request request, NtStatus status, Sink sink) {
        FileObject file = request.file();
        if (!NtStatuses.isSuccess(status.getNumber())) {
            sink.machine().objects().remove(file);
            sink.returns(request.service(), status);
            return;
        }
        file.reference();
        send(
                new Request(Request.Kind.CLEANUP, request.service(), file, irpFor(file, sink)),
                IoStackLocation.newBuilder()
                        .setMajorFunction(IrpMajor.IRP_MJ_CLEANUP)
                        .setFileObject(file.id())
                        .build(),
                sink);
    }

    // IRP_MJ_CLOSE follows when the last reference is gone.
    private void cleanedUp(Request request, Sink sink) {
        if (request.file().cleanedUp()) {
            close(request.service(), request.file(), sink);
        } else if (request.service().request() instanceof IoGetDeviceObjectPointer) {
            sink.returns(
                    request.service(),
                    NtStatus.STATUS_SUCCESS,
                    IoGetDeviceObjectPointer.Out.newBuilder()
                            .setFileObject(request.file().id())
                            .setDeviceObject(request.file().device().top().id())
                            .build());
        } else {
            sink.returns(request.service(), NtStatus.STATUS_SUCCESS);
        }
    }

    /** Sends IRP_MJ_CLOSE; the call returns when it has ended. */
    void close(Call within, FileObject file, Sink sink) {
        send(
                new Request(Request.Kind.CLOSE, within, file, irpFor(file, sink)),
                IoStackLocation.newBuilder()
                        .setMajorFunction(IrpMajor.IRP_MJ_CLOSE)
                        .setFileObject(file.id())
                        .build(),
                sink);
    }

    private static void release(Request request, Call complete, Sink sink) {
        TransferBuffers buffers = request.buffers();
        buffers.unlock(sink.self());
        if (buffers.hasAnswer(Transfer.isFailed(request.irp().status()))) {
            bringBack(request, complete, sink);
        }
        buffers.free(sink.self());
    }

    // The special kernel APC's work, in the requester's context; nothing comes back of a failure.
    private static void bringBack(Request request, Call complete, Sink sink) {
        long length = request.irp().information();
        request.buffers().copyBack(length, sink.self(), request.service().from());
        if (request.kind() == Request.Kind.QUERY_INFORMATION) {
            ByteString data = request.buffers().answer(length, sink.self());
            try {
                request.answer(FileInformation.parseFrom(data));
            } catch (InvalidProtocolBufferException e) {
                sink.violated(
                        IoRule.INFORMATION_IS_A_STRUCTURE,
                        ForcedPending.completer(complete),
                        "%s completes %s with %d bytes that are no FileInformation"
                                .formatted(
                                        ForcedPending.completer(complete), request.irp(), length),
                        complete);
            }
        }
    }

    private static IoStatusBlock block(Request request) {
        return IoStatusBlock.newBuilder()
                .setStatus(request.irp().status())
                .setInformation(request.irp().information())
                .build();
    }

    private static @Nullable GeneratedMessage out(Request request) {
        if (!request.isTold()) {
            return null;
        }
        IoStatusBlock block = block(request);
        return switch (request.kind()) {
            case READ -> NtReadFile.Out.newBuilder().setIoStatusBlock(block).build();
            case WRITE -> NtWriteFile.Out.newBuilder().setIoStatusBlock(block).build();
            case DEVICE_CONTROL ->
                    NtDeviceIoControlFile.Out.newBuilder().setIoStatusBlock(block).build();
            case FS_CONTROL -> NtFsControlFile.Out.newBuilder().setIoStatusBlock(block).build();
            case FLUSH -> NtFlushBuffersFile.Out.newBuilder().setIoStatusBlock(block).build();
            case QUERY_INFORMATION -> queried(request, block);
            case SET_INFORMATION ->
                    NtSetInformationFile.Out.newBuilder().setIoStatusBlock(block).build();
            case CREATE, OPEN, CLEANUP, CLOSE -> null;
        };
    }

    private static GeneratedMessage queried(Request request, IoStatusBlock block) {
        return NtQueryInformationFile.Out.newBuilder()
                .setIoStatusBlock(block)
                .setFileInformation(request.answer())
                .build();
    }
}
