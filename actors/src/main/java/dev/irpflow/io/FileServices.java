package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Namespace;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.FileInformationRequest;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.kernel.NtQueryInformationFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtSetInformationFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system services on files: each makes an IRP, sends it, and ends when it comes back. */
final class FileServices {
    private static final int FILE_SYNCHRONOUS_IO_ALERT = 0x10;
    private static final int FILE_SYNCHRONOUS_IO_NONALERT = 0x20;
    // A file system answers a query with a serialised FileInformation; a long file name fits.
    private static final int INFORMATION_BUFFER = 1024;

    private final Requests requests;

    FileServices(Requests requests) {
        this.requests = requests;
    }

    void create(Call call, NtCreateFile request, Sink sink) {
        String name = request.getObjectAttributes().getObjectName();
        Namespace.Target target = sink.machine().namespace().resolve(dosToNt(name));
        if (target == null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
                    NtCreateFile.Out.newBuilder()
                            .setIoStatusBlock(
                                    IoStatusBlock.newBuilder()
                                            .setStatus(NtStatus.STATUS_OBJECT_PATH_NOT_FOUND))
                            .build());
            return;
        }
        FileObject file =
                sink.machine().objects().add(new FileObject(target.device(), target.rest()));
        int options = request.getCreateOptions();
        file.synchronous(
                (options & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)) != 0);
        IoStackLocation.Create create =
                IoStackLocation.Create.newBuilder()
                        .setDesiredAccess(request.getDesiredAccess())
                        .setOptions(options | request.getCreateDisposition() << 24)
                        .setFileAttributes(request.getFileAttributes())
                        .setShareAccess(request.getShareAccess())
                        .setFileName(target.rest())
                        .build();
        Request open = new Request(Request.Kind.CREATE, call, file, Requests.irpFor(file, sink));
        requests.send(open, location(IrpMajor.IRP_MJ_CREATE, file).setCreate(create).build(), sink);
    }

    void read(Call call, NtReadFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file != null) {
            Long offset = request.hasByteOffset() ? request.getByteOffset() : null;
            Long event = request.hasEvent() ? request.getEvent() : null;
            transfer(call, Request.Kind.READ, file, request.getBuffer(), offset, event, sink);
        }
    }

    void write(Call call, NtWriteFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file != null) {
            Long offset = request.hasByteOffset() ? request.getByteOffset() : null;
            Long event = request.hasEvent() ? request.getEvent() : null;
            transfer(call, Request.Kind.WRITE, file, request.getBuffer(), offset, event, sink);
        }
    }

    private void transfer(
            Call call,
            Request.Kind kind,
            FileObject file,
            BufferRef buffer,
            @Nullable Long offset,
            @Nullable Long event,
            Sink sink) {
        if (offset == null && !file.isSynchronous()) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER); // there is no current position
            return;
        }
        if (!isThere(buffer, sink)) {
            sink.returns(call, NtStatus.STATUS_ACCESS_VIOLATION);
            return;
        }
        if (isNoEvent(event, sink)) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        Request request = new Request(kind, call, file, Requests.irpFor(file, sink));
        if (offset != null) {
            file.position(offset);
        }
        IrpMajor major = kind == Request.Kind.READ ? IrpMajor.IRP_MJ_READ : IrpMajor.IRP_MJ_WRITE;
        DeviceObject top = file.device().top();
        if (top.isBuffered()) {
            TransferBuffers buffers =
                    TransferBuffers.ofTransfer(
                            request.irp(), top, major, buffer, requester(call), sink.self());
            if (!Requests.give(request, buffers, sink)) {
                return;
            }
        } else {
            request.irp()
                    .buffers(IrpBuffers.newBuilder().setMdl(buffer).setUserBuffer(buffer).build());
            sink.machine().memory().lock(buffer, call.entryIrql(), call.from());
            request.buffers(new TransferBuffers(null, null, buffer, buffer.getLength()));
        }
        asyncIfAsked(request, event, sink);
        requests.send(
                request,
                location(major, file)
                        .setReadWrite(
                                IoStackLocation.ReadWrite.newBuilder()
                                        .setLength((int) buffer.getLength())
                                        .setByteOffset(file.position()))
                        .build(),
                sink);
    }

    void deviceControl(Call call, NtDeviceIoControlFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file == null) {
            return;
        }
        Request control =
                new Request(Request.Kind.DEVICE_CONTROL, call, file, Requests.irpFor(file, sink));
        BufferRef input = request.hasInputBuffer() ? request.getInputBuffer() : null;
        BufferRef output = request.hasOutputBuffer() ? request.getOutputBuffer() : null;
        boolean neither = TransferBuffers.isNeither(request.getIoControlCode());
        if (!neither && !(isThere(input, sink) && isThere(output, sink))) {
            sink.returns(call, NtStatus.STATUS_ACCESS_VIOLATION);
            sink.machine().objects().remove(control.irp());
            return;
        }
        if (isNoEvent(request.hasEvent() ? request.getEvent() : null, sink)) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            sink.machine().objects().remove(control.irp());
            return;
        }
        IoStackLocation.DeviceIoControl.Builder parameters =
                IoStackLocation.DeviceIoControl.newBuilder()
                        .setControlCode(request.getIoControlCode())
                        .setInputBufferLength(input == null ? 0 : (int) input.getLength())
                        .setOutputBufferLength(output == null ? 0 : (int) output.getLength());
        if (neither && input != null) {
            parameters.setType3InputBuffer(input);
        }
        TransferBuffers buffers =
                TransferBuffers.ofControl(
                        control.irp(),
                        request.getIoControlCode(),
                        input,
                        output,
                        requester(call),
                        sink.self());
        if (!Requests.give(control, buffers, sink)) {
            return;
        }
        asyncIfAsked(control, request.hasEvent() ? request.getEvent() : null, sink);
        requests.send(
                control,
                location(IrpMajor.IRP_MJ_DEVICE_CONTROL, file)
                        .setDeviceIoControl(parameters)
                        .build(),
                sink);
    }

    void flush(Call call, NtFlushBuffersFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file != null) {
            requests.send(
                    new Request(Request.Kind.FLUSH, call, file, Requests.irpFor(file, sink)),
                    location(IrpMajor.IRP_MJ_FLUSH_BUFFERS, file).build(),
                    sink);
        }
    }

    void queryInformation(Call call, NtQueryInformationFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file == null) {
            return;
        }
        if (request.getFileInformationClass() == FileInformationClass.FilePositionInformation) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    NtQueryInformationFile.Out.newBuilder()
                            .setIoStatusBlock(IoStatusBlock.getDefaultInstance())
                            .setFileInformation(
                                    FileInformation.newBuilder()
                                            .setCurrentByteOffset(file.position()))
                            .build());
            return;
        }
        Request query =
                new Request(
                        Request.Kind.QUERY_INFORMATION, call, file, Requests.irpFor(file, sink));
        TransferBuffers answer =
                TransferBuffers.ofSystem(query.irp(), INFORMATION_BUFFER, sink.self());
        if (Requests.give(query, answer, sink)) {
            FileInformationRequest what =
                    FileInformationRequest.newBuilder()
                            .setLength(request.getLength())
                            .setFileInformationClass(request.getFileInformationClass())
                            .build();
            requests.send(
                    query,
                    location(IrpMajor.IRP_MJ_QUERY_INFORMATION, file).setQueryFile(what).build(),
                    sink);
        }
    }

    void setInformation(Call call, NtSetInformationFile request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file == null) {
            return;
        }
        if (request.getFileInformationClass() == FileInformationClass.FilePositionInformation) {
            file.position(request.getFileInformation().getCurrentByteOffset());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        FileInformationRequest what =
                FileInformationRequest.newBuilder()
                        .setFileInformationClass(request.getFileInformationClass())
                        .setInformation(request.getFileInformation())
                        .build();
        requests.send(
                new Request(Request.Kind.SET_INFORMATION, call, file, Requests.irpFor(file, sink)),
                location(IrpMajor.IRP_MJ_SET_INFORMATION, file).setSetFile(what).build(),
                sink);
    }

    private static TransferBuffers.Requester requester(Call call) {
        return new TransferBuffers.Requester(call.from(), call.entryIrql());
    }

    void cancelIo(Call call, NtCancelIoFileEx request, Sink sink) {
        FileObject file = fileOf(call, request.getFileHandle(), sink);
        if (file == null) {
            return;
        }
        List<Irp> irps = new ArrayList<>();
        for (Irp irp : sink.machine().objects().all(Irp.class)) {
            if (irp.owner() instanceof Request of && of.file() == file && of.service() != call) {
                irps.add(irp);
            }
        }
        if (irps.isEmpty()) {
            sink.returns(call, NtStatus.STATUS_NOT_FOUND);
        } else {
            cancelNext(call, irps, sink);
        }
    }

    void eachCancelled(Step.EachCancelled step, Sink sink) {
        cancelNext(step.service(), step.rest(), sink);
    }

    private static void cancelNext(Call service, List<Irp> irps, Sink sink) {
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

    void close(Call call, NtClose request, Sink sink) {
        Handle handle = sink.machine().objects().find(request.getHandle(), Handle.class);
        if (handle == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        sink.machine().objects().remove(handle);
        if (!(handle.object() instanceof FileObject file)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        file.countHandle(-1);
        if (file.handles() > 0) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        requests.send(
                new Request(Request.Kind.CLEANUP, call, file, Requests.irpFor(file, sink)),
                location(IrpMajor.IRP_MJ_CLEANUP, file).build(),
                sink);
    }

    void sent(Return answer, Step.Sent step, Sink sink) {
        requests.sent(step.request(), answer.status(), sink);
    }

    // The buffers of a request are probed before anything is done; none is none.
    private static boolean isThere(@Nullable BufferRef buffer, Sink sink) {
        return buffer == null || sink.machine().memory().regionOf(buffer) != null;
    }

    private static boolean isNoEvent(@Nullable Long event, Sink sink) {
        return event != null && sink.machine().objects().find(event, Event.class) == null;
    }

    private static void asyncIfAsked(Request request, @Nullable Long event, Sink sink) {
        if (!request.file().isSynchronous() && event != null) {
            request.event(sink.machine().objects().find(event, Event.class));
            request.notWaited();
        }
    }

    private static @Nullable FileObject fileOf(Call call, long handle, Sink sink) {
        Handle found = sink.machine().objects().find(handle, Handle.class);
        if (found == null || !(found.object() instanceof FileObject file)) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return null;
        }
        return file;
    }

    private static IoStackLocation.Builder location(IrpMajor major, FileObject file) {
        return IoStackLocation.newBuilder().setMajorFunction(major).setFileObject(file.id());
    }

    // Names of the Win32 namespace: a drive letter and a UNC path are links below \??.
    private static String dosToNt(String name) {
        if (name.startsWith("\\\\.\\")) {
            return "\\??\\" + name.substring(4);
        }
        if (name.startsWith("\\\\")) {
            return "\\??\\UNC" + name.substring(1);
        }
        return name.length() >= 2 && name.charAt(1) == ':' ? "\\??\\" + name : name;
    }
}
