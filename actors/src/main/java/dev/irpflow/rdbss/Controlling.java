package dev.irpflow.rdbss;

import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.MRxDevFcbXXXControlFile;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Control codes for the redirector's device: its own ones go to the mini-redirector, as start and
 * stop do. Page: windows-driver-docs-pr/ifs/mrxdevfcbxxxcontrolfile.md.
 */
final class Controlling {
    /** Where a control request goes on. */
    sealed interface ControlStep extends Step {}

    /** MRxDevFcbXXXControlFile has returned. */
    record Controlled(RxContext rx) implements ControlStep {}

    private final Rdbss rdbss;

    Controlling(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** An IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL or IRP_MJ_FILE_SYSTEM_CONTROL. */
    void begin(RxContext rx, Sink sink) {
        if (Claiming.isQueryPath(rx.asked())) {
            rdbss.claiming().begin(rx, sink);
        } else if (rx.fobx() != null) {
            // Simplified: as if LOWIO_OP_FSCTL and LOWIO_OP_IOCTL were NULL; Windows calls them.
            rdbss.dispatching().complete(rx, NtStatus.STATUS_NOT_IMPLEMENTED, 0, sink);
        } else if (rx.file() == null) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, sink);
        } else {
            control(rx, sink);
        }
    }

    private void control(RxContext rx, Sink sink) {
        IoStackLocation.DeviceIoControl asked = parameters(rx);
        MRxDevFcbXXXControlFile.Builder request =
                MRxDevFcbXXXControlFile.newBuilder()
                        .setRxContext(rx.id())
                        .setMajorFunction(rx.major())
                        .setControlCode(asked.getControlCode())
                        .setDispatch(rx.minirdr().table());
        BufferRef input = input(rx, asked);
        if (input != null) {
            request.setInputBuffer(input);
        }
        BufferRef output = output(rx, asked);
        if (output != null) {
            request.setOutputBuffer(output);
        }
        rdbss.callbacks().callRequired(rx, request.build(), new Controlled(rx), sink);
    }

    private static IoStackLocation.DeviceIoControl parameters(RxContext rx) {
        return rx.major() == IrpMajor.IRP_MJ_FILE_SYSTEM_CONTROL
                ? rx.asked().getFileSystemControl()
                : rx.asked().getDeviceIoControl();
    }

    private static @Nullable BufferRef input(RxContext rx, IoStackLocation.DeviceIoControl asked) {
        if (asked.getInputBufferLength() == 0) {
            return null;
        }
        IrpBuffers buffers = rx.theIrp().buffers();
        BufferRef from =
                TransferBuffers.isNeither(asked.getControlCode())
                        ? asked.getType3InputBuffer()
                        : buffers.getSystemBuffer();
        return from.toBuilder().setLength(asked.getInputBufferLength()).build();
    }

    private static @Nullable BufferRef output(RxContext rx, IoStackLocation.DeviceIoControl asked) {
        if (asked.getOutputBufferLength() == 0) {
            return null;
        }
        IrpBuffers buffers = rx.theIrp().buffers();
        BufferRef to =
                TransferBuffers.isNeither(asked.getControlCode())
                        ? buffers.getUserBuffer()
                        : buffers.getSystemBuffer();
        return to.toBuilder().setLength(asked.getOutputBufferLength()).build();
    }

    void resume(ControlStep step, Answer answer, Sink sink) {
        switch (step) {
            case Controlled controlled -> controlled(controlled.rx(), answer, sink);
        }
    }

    // CHOICE: PostRequest alone decides; real drivers return STATUS_MORE_PROCESSING_REQUIRED with
    // it,
    // and the pages say STATUS_PENDING.
    private void controlled(RxContext rx, Answer answer, Sink sink) {
        MRxDevFcbXXXControlFile.Out out = answer.out(MRxDevFcbXXXControlFile.Out.class);
        if (out != null && out.getPostRequest()) {
            rdbss.posting().post(rx, new Dispatching.Run(rx), sink);
        } else if (answer.status() == NtStatus.STATUS_PENDING) {
            rdbss.pendedInVain(rx, "MRxDevFcbXXXControlFile", sink);
            rdbss.dispatching().complete(rx, NtStatus.STATUS_UNSUCCESSFUL, 0, sink);
        } else {
            long information = out == null ? 0 : out.getInformationToReturn();
            rdbss.dispatching().complete(rx, answer.status(), information, sink);
        }
    }
}
