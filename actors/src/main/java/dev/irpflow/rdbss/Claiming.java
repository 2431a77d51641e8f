package dev.irpflow.rdbss;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.mup.IoctlRedirQueryPath;
import dev.irpflow.protocol.mup.IoctlRedirQueryPathEx;
import dev.irpflow.protocol.status.NtStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * IOCTL_REDIR_QUERY_PATH and its _EX form: MUP asks whether this redirector serves a path. The
 * mini-redirector never sees the code: RDBSS answers by making the connection, and claims server
 * and share. Page: wdk-ddi-src/content/ntifs/ni-ntifs-ioctl_redir_query_path_ex.md.
 */
final class Claiming {
    /** CTL_CODE(FILE_DEVICE_NETWORK_FILE_SYSTEM, 99 and 100, METHOD_NEITHER, FILE_ANY_ACCESS). */
    private static final int IOCTL_REDIR_QUERY_PATH = 0x14018F;

    private static final int IOCTL_REDIR_QUERY_PATH_EX = 0x140193;
    private static final int BYTES_OF_A_CHARACTER = 2;

    /** Where a prefix claim goes on. */
    sealed interface ClaimStep extends Step {}

    /** The control code has been served: the IRP goes back to MUP. */
    record Asked(RxContext rx, Call dispatch) implements ClaimStep {}

    private final Rdbss rdbss;

    Claiming(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    static boolean isQueryPath(IoStackLocation asked) {
        int code = asked.getDeviceIoControl().getControlCode();
        return code == IOCTL_REDIR_QUERY_PATH || code == IOCTL_REDIR_QUERY_PATH_EX;
    }

    /** The IRP with the control code: it is served as a routine of its own, below this dispatch. */
    void begin(RxContext rx, Sink sink) {
        Irp irp = rx.theIrp();
        if (rx.file()
                != null) { // a system service's, which is about a handle: only drivers may ask
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, sink);
            return;
        }
        ByteString bytes =
                sink.machine()
                        .memory()
                        .read(
                                rx.asked().getDeviceIoControl().getType3InputBuffer(),
                                rx.call().strand().irql(),
                                sink.self());
        try {
            GeneratedMessage question =
                    rx.asked().getDeviceIoControl().getControlCode() == IOCTL_REDIR_QUERY_PATH
                            ? IoctlRedirQueryPath.parseFrom(bytes).toBuilder()
                                    .setIrp(irp.id())
                                    .build()
                            : IoctlRedirQueryPathEx.parseFrom(bytes).toBuilder()
                                    .setIrp(irp.id())
                                    .build();
            sink.call(rx.call(), question, new Asked(rx, rx.call()));
        } catch (InvalidProtocolBufferException e) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_PARAMETER, 0, sink);
        }
    }

    /** IOCTL_REDIR_QUERY_PATH or IOCTL_REDIR_QUERY_PATH_EX itself. */
    void queryPath(Call call, long irp, String path, Sink sink) {
        RxContext rx = ofIrp(irp);
        if (rx == null || call.from() != sink.self()) { // who asks sends the IRP
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            return;
        }
        rx.continuesIn(call);
        switch (RemoteName.parse(path, RemoteName.TrailingBackslash.STRIPPED)) {
            case RemoteName.Refused refused -> sink.returns(call, NtStatus.STATUS_BAD_NETWORK_PATH);
            case RemoteName.Valid valid -> rdbss.opening().claim(rx, valid.name(), sink);
        }
    }

    private @Nullable RxContext ofIrp(long irp) {
        for (Minirdr minirdr : rdbss.minirdrs()) {
            for (RxContext rx : minirdr.active().values()) {
                if (rx.irp() != null && rx.theIrp().id() == irp) {
                    return rx;
                }
            }
        }
        return null;
    }

    /** The connection is there: its name is claimed, in bytes. */
    void claimed(RxContext rx, VNetRoot vNetRoot, Sink sink) {
        int length = vNetRoot.netRoot().name().length() * BYTES_OF_A_CHARACTER;
        rdbss.opening().dropConnection(rx, sink);
        GeneratedMessage out =
                rx.call().request() instanceof IoctlRedirQueryPath
                        ? IoctlRedirQueryPath.Out.newBuilder().setLengthAccepted(length).build()
                        : IoctlRedirQueryPathEx.Out.newBuilder().setLengthAccepted(length).build();
        sink.returns(rx.call(), NtStatus.STATUS_SUCCESS, out);
    }

    /** There is no connection: only certain codes may reach MUP. */
    void declined(RxContext rx, NtStatus status, Sink sink) {
        NtStatus told =
                switch (status) {
                    case STATUS_BAD_NETWORK_NAME,
                            STATUS_BAD_NETWORK_PATH,
                            STATUS_INSUFFICIENT_RESOURCES,
                            STATUS_INVALID_PARAMETER,
                            STATUS_LOGON_FAILURE,
                            STATUS_ACCESS_DENIED ->
                            status;
                    default -> NtStatus.STATUS_BAD_NETWORK_PATH; // no transport error as it is
                };
        sink.returns(rx.call(), told);
    }

    void resume(ClaimStep step, Answer answer, Sink sink) {
        switch (step) {
            case Asked asked -> {
                RxContext rx = asked.rx();
                rx.continuesIn(asked.dispatch());
                if (answer.isSuccess()) {
                    accept(rx, lengthAccepted(answer), sink);
                }
                rdbss.dispatching().complete(rx, answer.status(), 0, sink);
            }
        }
    }

    private static int lengthAccepted(Answer answer) {
        IoctlRedirQueryPath.Out old = answer.out(IoctlRedirQueryPath.Out.class);
        IoctlRedirQueryPathEx.Out out = answer.out(IoctlRedirQueryPathEx.Out.class);
        return old != null ? old.getLengthAccepted() : out != null ? out.getLengthAccepted() : 0;
    }

    // QUERY_PATH_RESPONSE has one field.
    private static void accept(RxContext rx, int lengthAccepted, Sink sink) {
        ByteBuffer response = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        response.putInt(0, lengthAccepted);
        sink.machine()
                .memory()
                .write(
                        rx.theIrp().buffers().getUserBuffer(),
                        0,
                        ByteString.copyFrom(response),
                        rx.call().strand().irql(),
                        sink.self());
    }
}
