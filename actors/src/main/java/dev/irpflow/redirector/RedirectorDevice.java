package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Nt;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The redirector as a program of user mode sees it: a device that takes control codes. */
final class RedirectorDevice {
    private static final int OBJ_CASE_INSENSITIVE = 0x40;
    private static final String TAG = "SPrv";

    private final Routines system;
    private final RedirectorSettings settings;

    RedirectorDevice(Routines system, RedirectorSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /** Whether the driver is loaded. */
    boolean isThere() {
        return NtStatuses.isSuccess(withHandle(handle -> NtStatus.STATUS_SUCCESS));
    }

    /** Lets the redirector connect, and starts it first if that is how it is set up. */
    NtStatus add(String name) {
        Mapping mapping = new Mapping(name, false);
        NtStatus status = send(ControlCodes.ADD_CONNECTION, mapping);
        if (status != NtStatus.STATUS_REDIRECTOR_NOT_STARTED || !settings.startsOnDemand()) {
            return status;
        }
        NtStatus started = send(ControlCodes.START, null);
        return NtStatuses.isSuccess(started)
                ? send(ControlCodes.ADD_CONNECTION, mapping)
                : NtStatus.STATUS_REDIRECTOR_NOT_STARTED;
    }

    /** Lets the redirector disconnect. */
    NtStatus delete(String name, boolean force) {
        return send(ControlCodes.DELETE_CONNECTION, new Mapping(name, force));
    }

    private NtStatus send(int code, @Nullable Mapping mapping) {
        return withHandle(handle -> send(handle, code, mapping));
    }

    private NtStatus send(HandleId handle, int code, @Nullable Mapping mapping) {
        if (mapping == null) {
            return system.nt().deviceIoControlFile(handle, null, code).status();
        }
        byte[] bytes = mapping.toBytes();
        // Simplified: a program has its buffers in its own heap; here they come from a pool.
        BufferRef buffer = system.ex().allocatePool2(Ex.POOL_FLAG_PAGED, bytes.length, TAG);
        if (buffer == null) {
            return NtStatus.STATUS_NO_MEMORY;
        }
        system.mm().write(buffer, bytes);
        NtStatus status =
                system.nt()
                        .deviceIoControlFile(handle, null, code, buffer, null, null, null, null)
                        .status();
        system.ex().freePool(buffer);
        return status;
    }

    private NtStatus withHandle(Function<HandleId, NtStatus> work) {
        ObjectAttributes attributes =
                ObjectAttributes.newBuilder()
                        .setObjectName(settings.deviceName())
                        .setAttributes(OBJ_CASE_INSENSITIVE)
                        .build();
        Nt.CreateFileResult opened =
                system.nt()
                        .createFile(
                                Nt.GENERIC_READ | Nt.GENERIC_WRITE,
                                attributes,
                                null,
                                0,
                                Nt.FILE_SHARE_READ | Nt.FILE_SHARE_WRITE | Nt.FILE_SHARE_DELETE,
                                Nt.FILE_OPEN,
                                Nt.FILE_SYNCHRONOUS_IO_NONALERT);
        if (!opened.isSuccess()) {
            return opened.status();
        }
        NtStatus status = work.apply(opened.fileHandle());
        system.nt().close(opened.fileHandle());
        return status;
    }
}
