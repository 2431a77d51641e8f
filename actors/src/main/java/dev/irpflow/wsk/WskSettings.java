package dev.irpflow.wsk;

import java.util.EnumMap;
import java.util.Map;

/**
 * How WSK is set up on a machine. A version is major times 256 plus minor: MAKE_WSK_VERSION, page
 * wdk-ddi-src/content/wsk/ns-wsk-_wsk_client_dispatch.md.
 *
 * @param readyAtNs the stage time in nanoseconds from which on the provider is ready
 * @param lowestVersion the oldest version that it serves
 * @param highestVersion the newest version that it serves
 * @param arrivals the stage time in nanoseconds at which a transport comes that was not there from
 *     the start
 */
public record WskSettings(
        long readyAtNs,
        int lowestVersion,
        int highestVersion,
        Map<TransportProtocol, Long> arrivals) {
    /** Ready from the start, versions 1.0 to 1.1, with all transports. */
    public static final WskSettings DEFAULT = new WskSettings(0, 0x0100, 0x0101, Map.of());

    /** The same with a provider that becomes ready at this moment. */
    public WskSettings readyAt(long ns) {
        return new WskSettings(ns, lowestVersion, highestVersion, arrivals);
    }

    /** The same with other versions. */
    public WskSettings withVersions(int lowest, int highest) {
        return new WskSettings(readyAtNs, lowest, highest, arrivals);
    }

    /** The same with a transport that comes at this moment. */
    public WskSettings with(TransportProtocol transport, long atNs) {
        Map<TransportProtocol, Long> all = new EnumMap<>(TransportProtocol.class);
        all.putAll(arrivals);
        all.put(transport, atNs);
        return new WskSettings(readyAtNs, lowestVersion, highestVersion, all);
    }

    /** The same with all transports that come later coming so much later. */
    public WskSettings after(long ns) {
        WskSettings later = this;
        for (Map.Entry<TransportProtocol, Long> arrival : arrivals.entrySet()) {
            later = later.with(arrival.getKey(), arrival.getValue() + ns);
        }
        return later;
    }

    long arrivalNs(TransportProtocol transport) {
        return arrivals.getOrDefault(transport, 0L);
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
