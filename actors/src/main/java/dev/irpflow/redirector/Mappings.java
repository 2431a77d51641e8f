package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.NetRootId;
import dev.irpflow.driver.Nt;
import dev.irpflow.driver.Rdbss;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.VNetRootId;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that the network provider has added: each is an open tree connection, which keeps
 * its V_NET_ROOT. Drive letters are not the redirector's affair; the provider publishes them.
 */
final class Mappings {
    private static final int OBJ_CASE_INSENSITIVE = 0x40;
    private static final int OBJ_KERNEL_HANDLE = 0x200;

    /** A view of a share, by the numbers that RDBSS gave it. */
    private record View(NetRootId netRoot, VNetRootId vNetRoot) {}

    private record Connection(HandleId handle, @Nullable View view) {}

    private final Routines kernel;
    private final String deviceName;
    private final Map<String, Connection> byName = new LinkedHashMap<>();

    // One connection is added or deleted at a time: so the view that RDBSS builds meanwhile under
    // this
    // name is the one of the connection that is being added. A signalled event is a free lock here.
    private final EventId free;
    private @Nullable String adding;
    private @Nullable View built;

    Mappings(Routines kernel, String deviceName) {
        this.kernel = kernel;
        this.deviceName = deviceName;
        this.free = kernel.ke().initializeEvent(EventType.SynchronizationEvent, true);
    }

    /** MRxCreateVNetRoot has been called: notes whose view it is. */
    void viewIsBuilt(MRxCreateVNetRoot call) {
        if (adding != null && adding.endsWith(call.getNetRootName().toUpperCase(Locale.ROOT))) {
            built = new View(new NetRootId(call.getNetRoot()), new VNetRootId(call.getVNetRoot()));
        }
    }

    /** Connects; a connection of that name that is there already stays as it is. */
    NtStatus add(Mapping mapping) {
        String key = key(mapping);
        acquire();
        NtStatus status = NtStatus.STATUS_SUCCESS;
        if (!byName.containsKey(key)) {
            adding = key;
            built = null;
            Nt.CreateFileResult opened = open(deviceName + mapping.name());
            status = opened.status();
            if (opened.isSuccess()) {
                byName.put(key, new Connection(opened.fileHandle(), built));
            }
            adding = null;
        }
        release();
        return status;
    }

    // FILE_CREATE_TREE_CONNECTION: RDBSS goes as far as the view of the share and opens no file.
    private Nt.CreateFileResult open(String name) {
        ObjectAttributes attributes =
                ObjectAttributes.newBuilder()
                        .setObjectName(name)
                        .setAttributes(OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE)
                        .build();
        return kernel.nt()
                .createFile(
                        Nt.SYNCHRONIZE,
                        attributes,
                        null,
                        Nt.FILE_ATTRIBUTE_NORMAL,
                        Nt.FILE_SHARE_READ | Nt.FILE_SHARE_WRITE | Nt.FILE_SHARE_DELETE,
                        Nt.FILE_OPEN,
                        Nt.FILE_CREATE_TREE_CONNECTION | Nt.FILE_SYNCHRONOUS_IO_NONALERT);
    }

    /** Disconnects; open files prevent that unless it is forced. */
    NtStatus delete(Mapping mapping) {
        acquire();
        NtStatus status = delete(key(mapping), mapping.force());
        release();
        return status;
    }

    private NtStatus delete(String key, boolean force) {
        Connection connection = byName.get(key);
        if (connection == null) {
            return NtStatus.STATUS_NOT_FOUND;
        }
        View view = connection.view();
        if (view != null) {
            NtStatus status =
                    kernel.rdbss()
                            .finalizeConnection(
                                    view.netRoot(),
                                    view.vNetRoot(),
                                    force ? Rdbss.RX_FORCE_FILES_CLOSED : Rdbss.RX_FORCE_NONE);
            if (!NtStatuses.isSuccess(status)) {
                return status;
            }
        }
        byName.remove(key);
        kernel.nt().close(connection.handle());
        return NtStatus.STATUS_SUCCESS;
    }

    /** Gives all connections up, at the end of the driver. */
    void closeAll() {
        acquire();
        List<Connection> connections = new ArrayList<>(byName.values());
        byName.clear();
        for (Connection connection : connections) {
            kernel.nt().close(connection.handle());
        }
        release();
    }

    private static String key(Mapping mapping) {
        return mapping.name().toUpperCase(Locale.ROOT);
    }

    private void acquire() {
        kernel.ke()
                .waitForSingleObject(free, KWaitReason.Executive, KProcessorMode.KernelMode, false);
    }

    private void release() {
        kernel.ke().setEvent(free, Ke.IO_NO_INCREMENT, false);
    }
}
