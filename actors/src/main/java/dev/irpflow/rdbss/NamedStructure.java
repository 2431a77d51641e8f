package dev.irpflow.rdbss;

/** A structure of the NetName table, which has one reference to it. */
abstract sealed class NamedStructure extends RxStructure permits SrvCall, NetRoot, VNetRoot {
    /** Whose it is. */
    abstract Minirdr minirdr();

    /** What it is found by, such as {@code \\server\\share}. */
    abstract String name();
}
