package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Namespace;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.FileInformationRequest;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.NtClose;
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
                (options & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)) != 0,
                (options & FILE_SYNCHRONOUS_IO_ALERT) != 0);
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

    /** A service on an open file begins: a synchronous one serves one at a time. */
    void begin(Call call, long handle, Sink sink) {
        FileObject file = fileOf(call, handle, sink);
        if (file == null) {
            return;
        }
        if (!file.isSynchronous() || file.tryLock()) {
            start(call, file, sink);
            return;
        }
        file.reference();
        boolean user = call.from().isOfUserMode();
        sink.call(
                call,
                KeWaitForSingleObject.newBuilder()
                        .setObject(file.lockEvent(sink.machine()).id())
                        .setWaitMode(user ? KProcessorMode.UserMode : KProcessorMode.KernelMode)
                        .setAlertable(file.isAlertable())
                        .build(),
                new Step.FileLocked(call, file));
    }

    void locked(Return answer, Step.FileLocked step, Sink sink) {
        if (answer.status() == NtStatus.STATUS_SUCCESS) {
            start(step.service(), step.file(), sink);
        } else {
            sink.returns(step.service(), answer.status()); // alerted: nothing was begun
        }
        step.file().dereference(sink.machine());
    }

    private void start(Call call, FileObject file, Sink sink) {
        switch (call.request()) {
            case NtReadFile read ->
                    transfer(
                            new Asked(call, file),
                            Request.Kind.READ,
                            read.getBuffer(),
                            read.hasByteOffset() ? read.getByteOffset() : null,
                            sink);
            case NtWriteFile write ->
                    transfer(
                            new Asked(call, file),
                            Request.Kind.WRITE,
                            write.getBuffer(),
                            write.hasByteOffset() ? write.getByteOffset() : null,
                            sink);
            case NtDeviceIoControlFile control ->
                    control(new Asked(call, file), Control.of(control), sink);
            case NtFsControlFile control ->
                    control(new Asked(call, file), Control.of(control), sink);
            case NtFlushBuffersFile _ -> flush(call, file, sink);
            case NtQueryInformationFile query -> queryInformation(call, query, file, sink);
            case NtSetInformationFile set -> setInformation(call, set, file, sink);
            default -> throw new IllegalStateException(call + " is no service on an open file");
        }
    }

    private void transfer(
            Asked asked, Request.Kind kind, BufferRef buffer, @Nullable Long offset, Sink sink) {
        FileObject file = asked.file();
        boolean noPosition = offset == null && !file.isSynchronous();
        NtStatus wrong = noPosition ? NtStatus.STATUS_INVALID_PARAMETER : asked.wrong(sink, buffer);
        if (wrong != null) {
            asked.refuse(wrong, sink);
            return;
        }
        Request request = new Request(kind, asked.call(), file, Requests.irpFor(file, sink));
        if (offset != null) {
            file.position(offset);
        }
        IrpMajor major = kind == Request.Kind.READ ? IrpMajor.IRP_MJ_READ : IrpMajor.IRP_MJ_WRITE;
        DeviceObject top = file.device().top();
        if (top.isBuffered()) {
            TransferBuffers buffers =
                    TransferBuffers.ofTransfer(
                            request.irp(),
                            top,
                            major,
                            buffer,
                            requester(asked.call()),
                            sink.self());
            if (!Requests.give(request, buffers, sink)) {
                return;
            }
        } else {
            request.irp()
                    .buffers(IrpBuffers.newBuilder().setMdl(buffer).setUserBuffer(buffer).build());
            sink.machine().memory().lock(buffer, asked.call().entryIrql(), asked.call().from());
            request.buffers(new TransferBuffers(null, null, buffer, buffer.getLength()));
        }
        asked.tellBy(request, sink);
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

    private void control(Asked asked, Control control, Sink sink) {
        boolean neither = TransferBuffers.isNeither(control.code());
        NtStatus wrong =
                neither ? asked.wrong(sink) : asked.wrong(sink, control.input(), control.output());
        if (wrong != null) {
            asked.refuse(wrong, sink);
            return;
        }
        Request request =
                new Request(
                        control.kind(),
                        asked.call(),
                        asked.file(),
                        Requests.irpFor(asked.file(), sink));
        TransferBuffers buffers =
                TransferBuffers.ofControl(
                        request.irp(),
                        control.code(),
                        control.input(),
                        control.output(),
                        requester(asked.call()),
                        sink.self());
        if (Requests.give(request, buffers, sink)) {
            asked.tellBy(request, sink);
            requests.send(request, control.location(asked.file()), sink);
        }
    }

    private void flush(Call call, FileObject file, Sink sink) {
        requests.send(
                new Request(Request.Kind.FLUSH, call, file, Requests.irpFor(file, sink)),
                location(IrpMajor.IRP_MJ_FLUSH_BUFFERS, file).build(),
                sink);
    }

    private void queryInformation(
            Call call, NtQueryInformationFile request, FileObject file, Sink sink) {
        if (request.getFileInformationClass() == FileInformationClass.FilePositionInformation) {
            free(file);
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

    private void setInformation(
            Call call, NtSetInformationFile request, FileObject file, Sink sink) {
        if (request.getFileInformationClass() == FileInformationClass.FilePositionInformation) {
            file.position(request.getFileInformation().getCurrentByteOffset());
            free(file);
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

    private static void free(FileObject file) {
        if (file.isSynchronous()) {
            file.unlock();
        }
    }

    private static TransferBuffers.Requester requester(Call call) {
        return new TransferBuffers.Requester(call.from(), call.entryIrql());
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

    /** The file object behind a handle; without one the call is returned. */
    static @Nullable FileObject fileOf(Call call, long handle, Sink sink) {
        Handle found = sink.machine().objects().find(handle, Handle.class);
        if (found == null || !(found.object() instanceof FileObject file)) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return null;
        }
        return file;
    }

    static IoStackLocation.Builder location(IrpMajor major, FileObject file) {
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
