package dev.irpflow.rdbss;

/**
 * V_NET_ROOT: one view of a share, over a drive letter or under its UNC name. It is referenced by
 * its name table, by each SRV_OPEN that was made through it and by each handle of a tree
 * connection. Page: windows-driver-docs-pr/ifs/the-v-net-root-structure.md.
 */
final class VNetRoot extends NamedStructure {
    private final NetRoot netRoot;
    private final String name;
    private int fobxs;
    private int treeHandles;

    VNetRoot(NetRoot netRoot, String drive) {
        this.netRoot = netRoot;
        this.name = drive + netRoot.name();
    }

    NetRoot netRoot() {
        return netRoot;
    }

    @Override
    Minirdr minirdr() {
        return netRoot.minirdr();
    }

    /** {@code \server\share} or {@code \;Z:\server\share}. */
    @Override
    String name() {
        return name;
    }

    /** NumberOfFobxs: how many opens of files there are through it. */
    int fobxs() {
        return fobxs;
    }

    void countFobx(int change) {
        fobxs += change;
    }

    /** NumberOfOpens: how many handles there are to the tree connection itself. */
    int treeHandles() {
        return treeHandles;
    }

    void countTreeHandle(int change) {
        treeHandles += change;
    }

    @Override
    protected String noun() {
        return "v-net-root";
    }
}
