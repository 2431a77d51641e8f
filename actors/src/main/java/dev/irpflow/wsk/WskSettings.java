package dev.irpflow.wsk;

/**
 * How WSK is set up on a machine. A version is major times 256 plus minor: MAKE_WSK_VERSION, page
 * wdk-ddi-src/content/wsk/ns-wsk-_wsk_client_dispatch.md.
 *
 * @param readyAtNs the stage time in nanoseconds from which on the provider is ready
 * @param lowestVersion the oldest version that it serves
 * @param highestVersion the newest version that it serves
 */
public record WskSettings(long readyAtNs, int lowestVersion, int highestVersion) {
    /** Ready from the start, versions 1.0 to 1.1. */
    public static final WskSettings DEFAULT = new WskSettings(0, 0x0100, 0x0101);

    /** The same with a provider that becomes ready at this moment. */
    public WskSettings readyAt(long ns) {
        return new WskSettings(ns, lowestVersion, highestVersion);
    }

    boolean serves(int version) {
        return lowestVersion <= version && version <= highestVersion;
    }

    /**
     * The version whose dispatch table a client gets: a higher minor is a superset of a lower one.
     */
    int servedAs(int version) {
        return version >>> 8 == highestVersion >>> 8 ? highestVersion : version;
    }
}
