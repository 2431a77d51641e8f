package dev.irpflow.rdbss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * NET_ROOT: one share of a server, with the table of its files. It is referenced by its name table
 * and by each of its V_NET_ROOTs and FCBs. Page:
 * windows-driver-docs-pr/ifs/the-net-root-structure.md.
 */
final class NetRoot extends NamedStructure {
    private final SrvCall srvCall;
    private final String name;
    private final Map<String, Fcb> fcbs = new LinkedHashMap<>();

    NetRoot(SrvCall srvCall, String name) {
        this.srvCall = srvCall;
        this.name = name;
    }

    SrvCall srvCall() {
        return srvCall;
    }

    @Override
    Minirdr minirdr() {
        return srvCall.minirdr();
    }

    /** {@code \server\share}. */
    @Override
    String name() {
        return name;
    }

    /** The file of this path within the share, null if none is open. */
    @Nullable Fcb fcb(String path) {
        return fcbs.get(RemoteName.key(path));
    }

    void add(Fcb fcb) {
        fcbs.put(RemoteName.key(fcb.path()), fcb);
    }

    /** Takes a file out of the table: an orphaned one may have been replaced there already. */
    void remove(Fcb fcb) {
        fcbs.remove(RemoteName.key(fcb.path()), fcb);
    }

    /** The open files as they are now, oldest first. */
    List<Fcb> fcbs() {
        return List.copyOf(fcbs.values());
    }

    @Override
    protected String noun() {
        return "net-root";
    }
}
