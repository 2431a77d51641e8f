package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.ProcessObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.ThreadObject;
import dev.irpflow.protocol.kernel.IoGetCurrentProcess;
import dev.irpflow.protocol.kernel.ObDereferenceObject;
import dev.irpflow.protocol.kernel.ObReferenceObjectByHandle;
import dev.irpflow.protocol.kernel.ObjectType;
import dev.irpflow.protocol.kernel.PsGetCurrentThread;
import dev.irpflow.protocol.status.NtStatus;

/** References to the objects behind handles, and the current thread and process. */
public final class ObjectRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ObReferenceObjectByHandle.class, this::reference);
        table.serve(ObDereferenceObject.class, this::dereference);
        table.serve(PsGetCurrentThread.class, (call, request, sink) -> currentThread(call, sink));
        table.serve(IoGetCurrentProcess.class, (call, request, sink) -> currentProcess(call, sink));
    }

    void reference(Call call, ObReferenceObjectByHandle request, Sink sink) {
        Handle handle = sink.machine().objects().find(request.getHandle(), Handle.class);
        if (handle == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
        } else if (!isOf(request.getObjectType(), handle.object())) {
            sink.returns(call, NtStatus.STATUS_OBJECT_TYPE_MISMATCH);
        } else {
            if (handle.object() instanceof FileObject file) {
                file.reference();
            }
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ObReferenceObjectByHandle.Out.newBuilder()
                            .setObject(handle.object().id())
                            .build());
        }
    }

    private static boolean isOf(ObjectType type, KernelObject object) {
        return switch (type) {
            case AnyObjectType -> true;
            case IoFileObjectType -> object instanceof FileObject;
            case PsThreadType -> object instanceof ThreadObject;
            case UNRECOGNIZED -> false;
        };
    }

    void dereference(Call call, ObDereferenceObject request, Sink sink) {
        KernelObject object = Arguments.object(request.getObject(), KernelObject.class, call, sink);
        if (object == null) {
            return;
        }
        if (!call.isReleasing()) { // the ledger has told of it
            sink.bugCheck(
                    Broken.either(
                            sink,
                            Broken.verifier(0x3F, object.id(), -1, 0),
                            isOpen(object, sink)
                                    ? BugCheckCode.DEVICE_REFERENCE_COUNT_NOT_ZERO.with(
                                            object.id(), 0, 0, 0)
                                    : BugCheckCode.REFERENCE_BY_POINTER.with(
                                            0, object.id(), 0, 0)));
        } else if (object instanceof FileObject file) {
            file.dereference(sink.machine());
        } else if (object instanceof DeviceObject device) {
            device.countReference(-1);
            device.released(sink.machine());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    // One reference too many takes away what a device lives on, while a file is open on it.
    private static boolean isOpen(KernelObject object, Sink sink) {
        return object instanceof DeviceObject device && device.isOpen(sink.machine());
    }

    void currentThread(Call call, Sink sink) {
        ThreadObject thread = call.strand().currentThread();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                PsGetCurrentThread.Out.newBuilder()
                        .setReturned(thread == null ? 0 : thread.id())
                        .build());
    }

    void currentProcess(Call call, Sink sink) {
        ProcessObject process = sink.machine().processes().of(call.strand().currentThread());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoGetCurrentProcess.Out.newBuilder().setReturned(process.id()).build());
    }
}
