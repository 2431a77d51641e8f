package dev.irpflow.machine;

import dev.irpflow.io.IoSettings;
import dev.irpflow.rdbss.RdbssSettings;
import dev.irpflow.wsk.TransportProtocol;
import dev.irpflow.wsk.WskSettings;

/**
 * How the subsystems of a machine are set up.
 *
 * @param wskReadyAfterNs how long after power-on WSK becomes ready, in nanoseconds
 * @param wsk the versions that WSK serves, and the transports that come later, in nanoseconds after
 *     power-on
 * @param rdbss when RDBSS closes and forgets
 * @param io how patient the I/O manager is
 */
public record SubsystemSettings(
        long wskReadyAfterNs, WskSettings wsk, RdbssSettings rdbss, IoSettings io) {
    /** As Windows has them. */
    public static final SubsystemSettings DEFAULT =
            new SubsystemSettings(
                    0, WskSettings.DEFAULT, RdbssSettings.DEFAULT, IoSettings.DEFAULT);

    /** The same with a WSK that becomes ready so many nanoseconds after power-on. */
    public SubsystemSettings withWskReadyAfter(long ns) {
        return new SubsystemSettings(ns, wsk, rdbss, io);
    }

    /** The same with a transport that comes so many nanoseconds after power-on. */
    public SubsystemSettings withTransportAfter(TransportProtocol transport, long ns) {
        return new SubsystemSettings(wskReadyAfterNs, wsk.with(transport, ns), rdbss, io);
    }

    /** How WSK is set up in a life that begins at this stage time in nanoseconds. */
    WskSettings wskOf(long powerOnNs) {
        return wsk.after(powerOnNs).readyAt(powerOnNs + wskReadyAfterNs);
    }

    /** The same with a WSK of these versions, each major times 256 plus minor. */
    public SubsystemSettings withWskVersions(int lowest, int highest) {
        return new SubsystemSettings(wskReadyAfterNs, wsk.withVersions(lowest, highest), rdbss, io);
    }

    /** The same with closes put off by so many nanoseconds. */
    public SubsystemSettings withDelayedClose(long ns) {
        return new SubsystemSettings(
                wskReadyAfterNs,
                wsk,
                new RdbssSettings(ns, rdbss.scavengerNs(), rdbss.maximumCloseDelayed()),
                io);
    }

    /** The same with another patience of the I/O manager. */
    public SubsystemSettings with(IoSettings patience) {
        return new SubsystemSettings(wskReadyAfterNs, wsk, rdbss, patience);
    }
}
