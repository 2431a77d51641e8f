package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskControlClient;
import dev.irpflow.protocol.wsk.WskControlSocket;
import org.jspecify.annotations.Nullable;

/**
 * WskControlClient and WskControlSocket themselves, for what no code that is called by its name can
 * show: codes that nobody knows, and buffers that are too small. Pages:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_client.md and nc-wsk-pfn_wsk_control_socket.md.
 */
final class ControlFunctions {
    private static final int SET_OPTION = 0;
    private static final int GET_OPTION = 1;
    private static final long NOT_LOOKED_AT = -1; // the largest size there is

    private final Intake intake;

    ControlFunctions(Intake intake) {
        this.intake = intake;
    }

    /** Serves a call if it is one of the two; false if it is not. */
    boolean serve(Call call, Sink sink) {
        switch (call.request()) {
            case WskControlClient r -> client(call, r, sink);
            case WskControlSocket r -> socket(call, r, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void client(Call call, WskControlClient request, Sink sink) {
        Pending pending = null;
        if (request.getIrp() != 0) {
            Operation control = Operation.CONTROL_CLIENT;
            pending = intake.ofClient(call, request.getClient(), request.getIrp(), control, sink);
            if (pending == null) {
                return;
            }
        } else if (intake.ofClient(call, request.getClient(), sink) == null) {
            return;
        }
        ControlCode code = ControlCode.find(call.contract(), request.getControlCode());
        carryOut(call, pending, code, request.getInputSize(), request.getOutputSize(), sink);
    }

    private void socket(Call call, WskControlSocket request, Sink sink) {
        Operation control = Operation.CONTROL;
        Pending pending = null;
        Socket socket;
        if (request.getIrp() != 0) {
            pending = intake.ofSocket(call, request.getSocket(), request.getIrp(), control, sink);
            socket = pending == null ? null : pending.socket();
        } else {
            socket = intake.ofSocket(call, request.getSocket(), control, sink);
        }
        if (socket == null) {
            return;
        }
        NtStatus refusal = WrongState.refusal(socket, control, request, sink);
        if (refusal != null) {
            end(call, pending, refusal, null, sink);
            return;
        }
        ControlCode code = ControlCode.find(call.contract(), request.getControlCode());
        int type = request.getRequestType();
        long input = type == GET_OPTION ? NOT_LOOKED_AT : request.getInputSize();
        long output = type == SET_OPTION ? NOT_LOOKED_AT : request.getOutputSize();
        carryOut(call, pending, code, input, output, sink);
    }

    // Simplified: a code that is known, with room for all of it, is called by its name.
    private void carryOut(
            Call call,
            @Nullable Pending pending,
            @Nullable ControlCode code,
            long input,
            long output,
            Sink sink) {
        if (code == null) {
            end(call, pending, WskStatus.UNKNOWN_CODE.of(call.request(), sink), null, sink);
        } else if (isLess(output, code.output())) {
            GeneratedMessage out = needed(call.request(), code.output());
            NtStatus status = WskStatus.SHORT_OUTPUT.of(call.request(), sink);
            end(call, pending, status, out, sink);
        } else if (isLess(input, code.input())) {
            NtStatus status =
                    code.namesShortInput()
                            ? NtStatus.STATUS_INVALID_BUFFER_SIZE
                            : WskStatus.INVALID_PARAMETER.of(call.request(), sink);
            end(call, pending, status, null, sink);
        } else {
            sink.violated(
                    KernelRule.ROUTINE_ABSENT,
                    call.from(),
                    "%s gives %s a code that is a call of its own here: %s"
                            .formatted(call.from(), call.contract().name(), code.name()),
                    call);
            end(call, pending, NtStatus.STATUS_NOT_SUPPORTED, null, sink);
        }
    }

    private static boolean isLess(long given, long needed) {
        return Long.compareUnsigned(given, needed) < 0;
    }

    private static GeneratedMessage needed(GeneratedMessage request, long size) {
        return request instanceof WskControlClient
                ? WskControlClient.Out.newBuilder().setOutputSizeReturned(size).build()
                : WskControlSocket.Out.newBuilder().setOutputSizeReturned(size).build();
    }

    // Without an IRP the return is the end. With one nothing but the IRP is written: the page has
    // clients pass NULL for OutputSizeReturned then.
    private void end(
            Call call,
            @Nullable Pending pending,
            NtStatus status,
            @Nullable GeneratedMessage out,
            Sink sink) {
        if (pending == null) {
            sink.returns(call, status, out);
        } else {
            intake.answer(call, pending, status, sink);
        }
    }
}
