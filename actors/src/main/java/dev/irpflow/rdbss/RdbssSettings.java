package dev.irpflow.rdbss;

/**
 * What can be set of RDBSS.
 *
 * @param delayedCloseNs how long the close of a collapsible open is put off, in nanoseconds; 0
 *     never puts it off. Page: wdk-ddi-src/content/rxprocs/nf-rxprocs-rxfinalizenetfcb.md
 * @param scavengerNs how long after its last use a server, share or view is finalised, in
 *     nanoseconds. Page: windows-driver-docs-pr/ifs/purging-and-scavenging-control.md
 * @param maximumCloseDelayed how many closes are put off for one server at most
 */
public record RdbssSettings(long delayedCloseNs, long scavengerNs, int maximumCloseDelayed) {
    private static final long SECOND = 1_000_000_000L;

    /**
     * As Windows does it: ten seconds for both. The number of files is what a public
     * mini-redirector sets for its servers.
     */
    public static final RdbssSettings DEFAULT = new RdbssSettings(10 * SECOND, 10 * SECOND, 1023);
}
