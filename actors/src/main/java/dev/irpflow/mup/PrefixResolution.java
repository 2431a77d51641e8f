package dev.irpflow.mup;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.mup.IoctlRedirQueryPathEx;
import dev.irpflow.protocol.status.NtStatus;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prefix resolution: the redirectors are asked with IOCTL_REDIR_QUERY_PATH_EX, one after the other,
 * until one claims a leading part of the path. Simplified: no DFS client is asked first. Page:
 * windows-driver-docs-pr/ifs/support-for-unc-naming-and-mup.md.
 */
final class PrefixResolution {
    /** CTL_CODE(FILE_DEVICE_NETWORK_FILE_SYSTEM, 100, METHOD_NEITHER, FILE_ANY_ACCESS). */
    private static final int IOCTL_REDIR_QUERY_PATH_EX = 0x140193;

    private static final int BYTES_OF_A_CHARACTER = 2;
    private static final String POOL_TAG = "MupQ";

    private final Mup mup;
    private final Map<Long, PrefixQuery.Question> underWay = new LinkedHashMap<>(); // by IRP

    PrefixResolution(Mup mup) {
        this.mup = mup;
    }

    /** Asks the next redirector, or ends the open if there is none left. */
    void ask(PrefixQuery query, Sink sink) {
        if (!query.hasNext()) {
            mup.complete(query.open(), query.opened(), query.answer(), sink);
            return;
        }
        PrefixQuery.Question question = question(query, query.next(), sink);
        if (question == null) {
            mup.complete(
                    query.open(), query.opened(), NtStatus.STATUS_INSUFFICIENT_RESOURCES, sink);
            return;
        }
        underWay.put(question.irp().id(), question);
        sink.call(
                query.open(),
                IoCallDriver.newBuilder()
                        .setDeviceObject(question.provider().device().id())
                        .setIrp(question.irp().id())
                        .build(),
                new Step.Asked(question));
    }

    // Simplified: the request lies in memory as its message; in Windows it is a structure.
    private static PrefixQuery.@Nullable Question question(
            PrefixQuery query, UncProvider provider, Sink sink) {
        Machine machine = sink.machine();
        ByteString bytes =
                IoctlRedirQueryPathEx.newBuilder().setPathName(query.path()).build().toByteString();
        Region request = allocate(bytes.size(), sink);
        Region response = allocate(Integer.BYTES, sink);
        if (request == null || response == null) {
            free(machine, request);
            free(machine, response);
            return null;
        }
        Irql irql = query.open().strand().irql();
        machine.memory().write(Memory.all(request), 0, bytes, irql, sink.self());
        Irp irp =
                machine.objects()
                        .add(
                                new Irp(
                                        Irp.Origin.ALLOCATED,
                                        sink.self(),
                                        provider.device().stackSize()));
        irp.buffers(IrpBuffers.newBuilder().setUserBuffer(Memory.all(response)).build());
        irp.nextStack()
                .ask(
                        IoStackLocation.newBuilder()
                                .setMajorFunction(IrpMajor.IRP_MJ_DEVICE_CONTROL)
                                .setDeviceIoControl(
                                        IoStackLocation.DeviceIoControl.newBuilder()
                                                .setControlCode(IOCTL_REDIR_QUERY_PATH_EX)
                                                .setInputBufferLength(bytes.size())
                                                .setOutputBufferLength(Integer.BYTES)
                                                .setType3InputBuffer(Memory.all(request)))
                                .build());
        irp.nextStack().completion(StackLocation.CompletionRoutine.always(sink.self(), provider));
        return new PrefixQuery.Question(query, provider, irp, request, response);
    }

    private static @Nullable Region allocate(int length, Sink sink) {
        return sink.machine()
                .memory()
                .allocate(Region.Kind.NONPAGED_POOL, POOL_TAG, length, sink.self().toString());
    }

    /** A completion routine runs: true if it is one of a question, whose IRP is MUP's again. */
    boolean completed(Call completion, Irp irp, Sink sink) {
        PrefixQuery.Question question = underWay.get(irp.id());
        if (question == null) {
            return false;
        }
        sink.returns(completion, NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
        if (question.completed()) {
            answered(question, sink);
        }
        return true;
    }

    /** IoCallDriver has returned; the answer may have come already, or comes later. */
    void asked(PrefixQuery.Question question, Sink sink) {
        if (question.returned()) {
            answered(question, sink);
        }
    }

    private void answered(PrefixQuery.Question question, Sink sink) {
        Machine machine = sink.machine();
        PrefixQuery query = question.query();
        underWay.remove(question.irp().id());
        NtStatus status = question.irp().status();
        int accepted =
                machine.memory()
                        .read(
                                Memory.all(question.response()),
                                query.open().strand().irql(),
                                sink.self())
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(0);
        machine.objects().remove(question.irp());
        free(machine, question.request());
        free(machine, question.response());
        if (status == NtStatus.STATUS_SUCCESS) {
            claimed(question, accepted, sink);
        } else {
            declined(question, status, accepted, sink);
        }
    }

    private void claimed(PrefixQuery.Question question, int accepted, Sink sink) {
        PrefixQuery query = question.query();
        int length = accepted / BYTES_OF_A_CHARACTER;
        boolean isWithin =
                accepted % BYTES_OF_A_CHARACTER == 0
                        && length > 0
                        && length <= query.path().length()
                        && (length == query.path().length() || query.path().charAt(length) == '\\');
        if (isWithin) {
            mup.remember(query.path().substring(0, length), question.provider(), sink);
        } else {
            sink.violated(
                    MupRule.CLAIM_WITHIN_NAME,
                    question.provider().device().driver(),
                    "%s claims %d bytes of %s"
                            .formatted(
                                    question.provider().device().driver(), accepted, query.path()),
                    query.open());
        }
        mup.forwardOpen(query.open(), query.opened(), question.provider(), query.path(), sink);
    }

    private void declined(PrefixQuery.Question question, NtStatus status, int accepted, Sink sink) {
        if (!isDocumented(status)) {
            violated(MupRule.DECLINE_CODE, question, "declines with " + status, sink);
        }
        if (accepted != 0) {
            violated(
                    MupRule.DECLINE_LEAVES_LENGTH,
                    question,
                    "declines, and sets LengthAccepted to " + accepted,
                    sink);
        }
        question.query().declined(status);
        ask(question.query(), sink);
    }

    private static void violated(
            MupRule rule, PrefixQuery.Question question, String what, Sink sink) {
        sink.violated(
                rule,
                question.provider().device().driver(),
                question.provider().device().driver() + " " + what,
                question.query().open());
    }

    private static boolean isDocumented(NtStatus status) {
        return switch (status) {
            case STATUS_BAD_NETWORK_NAME,
                    STATUS_BAD_NETWORK_PATH,
                    STATUS_INSUFFICIENT_RESOURCES,
                    STATUS_INVALID_DEVICE_REQUEST,
                    STATUS_INVALID_PARAMETER,
                    STATUS_LOGON_FAILURE,
                    STATUS_ACCESS_DENIED ->
                    true;
            default -> false;
        };
    }

    private static void free(Machine machine, @Nullable Region region) {
        if (region != null) {
            machine.memory().free(region);
        }
    }
}
