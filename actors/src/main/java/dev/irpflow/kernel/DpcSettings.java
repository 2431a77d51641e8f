package dev.irpflow.kernel;

/**
 * How a machine treats its DPCs. Pages:
 * windows-driver-docs-pr/kernel/organization-of-dpc-queues.md, introduction-to-threaded-dpcs.md,
 * windows-driver-docs-pr/debugger/bug-check-0x133-dpc-watchdog-violation.md.
 *
 * @param depthLimit how many DPCs a queue may hold before a request of any importance begins its
 *     processing
 * @param minimumRate how many DPCs a tick; below that one of low importance is not put off
 * @param threaded whether threaded DPCs run at PASSIVE_LEVEL: ThreadDpcEnable
 * @param timeLimit how many ticks one DPC may take
 * @param watchdogPeriod how many ticks a processor may spend at DISPATCH_LEVEL or above
 */
public record DpcSettings(
        int depthLimit, int minimumRate, boolean threaded, int timeLimit, int watchdogPeriod) {
    /** Limits such as those of Windows: the limits of the watchdog are 20 s and 2 min. */
    public static final DpcSettings USUAL = new DpcSettings(4, 3, true, 0x500, 0x1E00);

    /** The same with other limits of the watchdog. */
    public DpcSettings withLimits(int single, int period) {
        return new DpcSettings(depthLimit, minimumRate, threaded, single, period);
    }

    /** The same with another depth and rate. */
    public DpcSettings withQueue(int depth, int rate) {
        return new DpcSettings(depth, rate, threaded, timeLimit, watchdogPeriod);
    }

    /** The same where threaded DPCs are turned on or off. */
    public DpcSettings withThreaded(boolean on) {
        return new DpcSettings(depthLimit, minimumRate, on, timeLimit, watchdogPeriod);
    }
}
