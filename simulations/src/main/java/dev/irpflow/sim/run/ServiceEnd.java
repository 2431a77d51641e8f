package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.ServiceRequest;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a system service on an asynchronous file object, after STATUS_PENDING: its status
 * block tells how it went, and which request it was.
 */
final class ServiceEnd {
    private static final String BLOCK = "io_status_block";
    private static final String HANDLE = "file_handle";

    private final RunningMachine here;
    private final long handle;
    private final BufferRef block;
    private @Nullable Irp irp;
    private @Nullable Event ended;

    private ServiceEnd(RunningMachine here, long handle, BufferRef block) {
        this.here = here;
        this.handle = handle;
        this.block = block;
    }

    /**
     * Prepares for the end of a request that is about to be made; null if its return is the end.
     *
     * @param lent takes the status block, if the step brings none
     */
    static @Nullable ServiceEnd prepare(
            RunningMachine here,
            RoutineContract contract,
            Message.Builder request,
            List<Region> lent) {
        if (contract.completes() != Completes.IF_PENDING) {
            return null;
        }
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(BLOCK);
        FieldDescriptor file = request.getDescriptorForType().findFieldByName(HANDLE);
        if (field == null || file == null) {
            return null;
        }
        long handle = (Long) request.getField(file);
        if (!isAsynchronous(here.machine(), handle)) {
            return null;
        }
        if (!request.hasField(field)) {
            Region region = block(here);
            if (region == null) {
                return null;
            }
            lent.add(region);
            request.setField(field, Memory.all(region));
        }
        return new ServiceEnd(here, handle, (BufferRef) request.getField(field));
    }

    private static boolean isAsynchronous(Machine machine, long handle) {
        Handle found = machine.objects().find(handle, Handle.class);
        return found != null && found.object() instanceof FileObject file && !file.isSynchronous();
    }

    private static @Nullable Region block(RunningMachine here) {
        return here.machine()
                .memory()
                .allocate(
                        Region.Kind.USER,
                        "",
                        IoStatusBlockLayout.BYTES,
                        here.machine().place(Application.PLACE).toString());
    }

    /** The service has returned STATUS_PENDING; its request may have ended since. */
    void pends() {
        for (Irp each : here.machine().objects().all(Irp.class)) {
            if (each.owner() instanceof ServiceRequest request
                    && block.equals(request.statusBlock())) {
                irp = each;
                ended = here.newEvent();
                request.alsoTells(ended);
            }
        }
    }

    /** Whether it pends still. */
    boolean isOpen() {
        return irp != null && !irp.isGone();
    }

    /** Waits for the end; false if the time ran out first. */
    boolean await(Deadline time) {
        Event event = ended;
        return event == null || !isOpen() || time.await(here, event);
    }

    /** NtCancelIoFileEx for this request alone; whether there was one to cancel. */
    boolean cancel() {
        NtStatus status =
                here.caller()
                        .call(
                                NtCancelIoFileEx.newBuilder()
                                        .setFileHandle(handle)
                                        .setIoRequestToCancel(block)
                                        .build())
                        .status();
        return status == NtStatus.STATUS_SUCCESS;
    }

    /**
     * The thread that has made it ends: it is cancelled, and its end is waited for.
     *
     * @param at where that thread is now
     */
    void threadEnds(RunningMachine at) {
        Irp open = irp;
        Event event = ended;
        if (open != null && event != null && isOpen()) {
            Application.cancel(here, open);
            if (at.machine() == here.machine()) {
                StepThread.waitOn(at, event);
            }
        }
    }

    /** What the status block says. */
    IoStatusBlock result() {
        Irp own = irp;
        return own != null
                ? IoStatusBlock.newBuilder()
                        .setStatus(own.status())
                        .setInformation(own.information())
                        .build()
                : IoStatusBlockLayout.decode(
                        here.machine()
                                .memory()
                                .read(
                                        block,
                                        Irql.PASSIVE_LEVEL,
                                        here.machine().place(Application.PLACE)));
    }

    /** Forgets it. */
    void release() {
        if (ended != null) {
            here.machine().objects().remove(ended);
            ended = null;
        }
    }
}
