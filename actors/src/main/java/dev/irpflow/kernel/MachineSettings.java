package dev.irpflow.kernel;

/**
 * How a machine is built.
 *
 * @param name its name in the scenario
 * @param processors how many, 1 to 64
 * @param nonpagedPool limit in bytes
 * @param pagedPool limit in bytes
 * @param tickNs the clock tick in nanoseconds; Windows' default is 15.625 ms
 * @param workerThreads how many system worker threads run work items at the same time
 * @param verifier how Driver Verifier is set
 * @param dpcs how it treats its DPCs
 */
public record MachineSettings(
        String name,
        int processors,
        long nonpagedPool,
        long pagedPool,
        long tickNs,
        int workerThreads,
        Verifier verifier,
        DpcSettings dpcs) {
    /** A machine that treats its DPCs as usual. */
    public MachineSettings(
            String name,
            int processors,
            long nonpagedPool,
            long pagedPool,
            long tickNs,
            int workerThreads,
            boolean driverVerifier) {
        this(
                name,
                processors,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                driverVerifier ? Verifier.STANDARD : Verifier.OFF,
                DpcSettings.USUAL);
    }

    /** One processor, pools of 64 MiB, the default tick, 16 workers, Driver Verifier on. */
    public static MachineSettings of(String name) {
        return new MachineSettings(name, 1, 64 << 20, 64 << 20, 15_625_000, 16, true);
    }

    /** The same with this many processors. */
    public MachineSettings withProcessors(int count) {
        return new MachineSettings(
                name, count, nonpagedPool, pagedPool, tickNs, workerThreads, verifier, dpcs);
    }

    /** The same with other DPCs. */
    public MachineSettings with(DpcSettings other) {
        return new MachineSettings(
                name, processors, nonpagedPool, pagedPool, tickNs, workerThreads, verifier, other);
    }

    /** The same with another Driver Verifier. */
    public MachineSettings with(Verifier other) {
        return new MachineSettings(
                name, processors, nonpagedPool, pagedPool, tickNs, workerThreads, other, dpcs);
    }

    /** Whether Driver Verifier is on, with whatever options. */
    public boolean driverVerifier() {
        return verifier.isOn();
    }
}
