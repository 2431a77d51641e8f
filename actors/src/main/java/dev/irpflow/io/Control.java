package dev.irpflow.io;

import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFsControlFile;
import org.jspecify.annotations.Nullable;

/**
 * A control code with its buffers, for a device or a file system.
 *
 * @param kind DEVICE_CONTROL or FS_CONTROL
 */
record Control(Request.Kind kind, int code, @Nullable BufferRef input, @Nullable BufferRef output) {

    static Control of(NtDeviceIoControlFile request) {
        return new Control(
                Request.Kind.DEVICE_CONTROL,
                request.getIoControlCode(),
                request.hasInputBuffer() ? request.getInputBuffer() : null,
                request.hasOutputBuffer() ? request.getOutputBuffer() : null);
    }

    static Control of(NtFsControlFile request) {
        return new Control(
                Request.Kind.FS_CONTROL,
                request.getFsControlCode(),
                request.hasInputBuffer() ? request.getInputBuffer() : null,
                request.hasOutputBuffer() ? request.getOutputBuffer() : null);
    }

    /** The stack location of the first driver. */
    IoStackLocation location(FileObject file) {
        IoStackLocation.DeviceIoControl.Builder parameters =
                IoStackLocation.DeviceIoControl.newBuilder()
                        .setControlCode(code)
                        .setInputBufferLength(length(input))
                        .setOutputBufferLength(length(output));
        if (TransferBuffers.isNeither(code) && input != null) {
            parameters.setType3InputBuffer(input);
        }
        return kind == Request.Kind.FS_CONTROL
                ? FileServices.location(IrpMajor.IRP_MJ_FILE_SYSTEM_CONTROL, file)
                        .setFileSystemControl(parameters)
                        .build()
                : FileServices.location(IrpMajor.IRP_MJ_DEVICE_CONTROL, file)
                        .setDeviceIoControl(parameters)
                        .build();
    }

    private static int length(@Nullable BufferRef buffer) {
        return buffer == null ? 0 : (int) buffer.getLength();
    }
}
