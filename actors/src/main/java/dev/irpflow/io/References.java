package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Namespace;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoGetDeviceObjectPointer;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;

/**
 * IoGetDeviceObjectPointer: an open of a device whose handle is closed at once, while the file
 * object stays. Page: wdk-ddi-src/content/wdm/nf-wdm-iogetdeviceobjectpointer.md.
 */
final class References {
    private static final int FILE_OPEN = 1 << 24; // the disposition

    private final Requests requests;

    References(Requests requests) {
        this.requests = requests;
    }

    void open(Call call, IoGetDeviceObjectPointer request, Sink sink) {
        Namespace.Target target = sink.machine().namespace().resolve(request.getObjectName());
        if (target == null) {
            sink.returns(call, NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
            return;
        }
        FileObject file =
                sink.machine().objects().add(new FileObject(target.device(), target.rest()));
        requests.send(
                new Request(Request.Kind.OPEN, call, file, Requests.irpFor(file, sink)),
                IoStackLocation.newBuilder()
                        .setMajorFunction(IrpMajor.IRP_MJ_CREATE)
                        .setFileObject(file.id())
                        .setCreate(
                                IoStackLocation.Create.newBuilder()
                                        .setDesiredAccess(request.getDesiredAccess())
                                        .setOptions(FILE_OPEN)
                                        .setFileName(target.rest()))
                        .build(),
                sink);
    }
}
