package dev.irpflow.rdbss;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The NetName table: the SRV_CALLs, NET_ROOTs and V_NET_ROOTs of a mini-redirector by name. Its
 * lock is held exclusive while one of them is finalised, and by a look-up within one step. Page:
 * windows-driver-docs-pr/ifs/prefix-table-management.md.
 */
final class NetNameTable {
    private final Map<String, SrvCall> srvCalls = new LinkedHashMap<>();
    private final Map<String, NetRoot> netRoots = new LinkedHashMap<>();
    private final Map<String, VNetRoot> vNetRoots = new LinkedHashMap<>();
    private final List<NamedStructure> retired = new ArrayList<>(1);
    private final Resource lock = new Resource();

    Resource lock() {
        return lock;
    }

    @Nullable SrvCall srvCall(String name) {
        return srvCalls.get(RemoteName.key(name));
    }

    @Nullable NetRoot netRoot(String name) {
        return netRoots.get(RemoteName.key(name));
    }

    @Nullable VNetRoot vNetRoot(String name) {
        return vNetRoots.get(RemoteName.key(name));
    }

    /** The V_NET_ROOT whose name begins the full name, the longest one; null if there is none. */
    @Nullable VNetRoot longestPrefix(RemoteName name) {
        String key = RemoteName.key(name.full());
        for (int end = key.length(); end > 0; end = key.lastIndexOf('\\', end - 1)) {
            VNetRoot found = vNetRoots.get(key.substring(0, end));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    void add(SrvCall srvCall) {
        srvCalls.put(RemoteName.key(srvCall.name()), srvCall);
    }

    void add(NetRoot netRoot) {
        netRoots.put(RemoteName.key(netRoot.name()), netRoot);
    }

    void add(VNetRoot vNetRoot) {
        vNetRoots.put(RemoteName.key(vNetRoot.name()), vNetRoot);
    }

    /** No look-up finds it any more; it ends when its last user has gone. */
    void retire(NamedStructure structure) {
        if (unlink(structure)) {
            retired.add(structure);
        }
    }

    /** It has ended. */
    void remove(NamedStructure structure) {
        unlink(structure);
        retired.remove(structure);
    }

    private boolean unlink(NamedStructure structure) {
        String key = RemoteName.key(structure.name());
        return switch (structure) {
            case SrvCall srvCall -> srvCalls.remove(key, srvCall);
            case NetRoot netRoot -> netRoots.remove(key, netRoot);
            case VNetRoot vNetRoot -> vNetRoots.remove(key, vNetRoot);
        };
    }

    /**
     * The next one that nobody but the table refers to, lower levels first; null if there is none.
     */
    @Nullable NamedStructure nextUnused() {
        NamedStructure found = unused(vNetRoots.values(), VNetRoot.class);
        if (found == null) {
            found = unused(netRoots.values(), NetRoot.class);
        }
        return found == null ? unused(srvCalls.values(), SrvCall.class) : found;
    }

    private @Nullable NamedStructure unused(
            Collection<? extends NamedStructure> listed, Class<? extends NamedStructure> kind) {
        for (NamedStructure structure : retired) {
            if (kind.isInstance(structure) && structure.count() == 1) {
                return structure;
            }
        }
        for (NamedStructure structure : listed) {
            if (structure.count() == 1 && !structure.isInTransition()) {
                return structure;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return srvCalls.isEmpty() && netRoots.isEmpty() && vNetRoots.isEmpty() && retired.isEmpty();
    }
}
