package dev.irpflow.kernel;

import dev.irpflow.kernel.choice.Choices;

/**
 * How a machine is built.
 *
 * @param name its name in the scenario
 * @param processors how many, 1 to 64
 * @param nonpagedPool limit in bytes
 * @param pagedPool limit in bytes
 * @param tickNs the clock tick in nanoseconds; Windows' default is 15.625 ms
 * @param workerThreads how many system worker threads of each work queue run at the same time
 * @param verifier how Driver Verifier is set
 * @param dpcs how it treats its DPCs
 * @param memory how it treats its memory
 * @param choices how it takes what the documentation leaves open
 */
public record MachineSettings(
        String name,
        int processors,
        long nonpagedPool,
        long pagedPool,
        long tickNs,
        int workerThreads,
        Verifier verifier,
        DpcSettings dpcs,
        MemorySettings memory,
        Choices choices) {
    private static final int FIRST_WITH_SEVERITY = 0x200; // of the sub-codes of 0xC9

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
                DpcSettings.USUAL,
                MemorySettings.USUAL,
                Choices.USUAL);
    }

    /** One processor, pools of 64 MiB, the default tick, 16 workers, Driver Verifier on. */
    public static MachineSettings of(String name) {
        return new MachineSettings(name, 1, 64 << 20, 64 << 20, 15_625_000, 16, true);
    }

    /** The same with this many processors. */
    public MachineSettings withProcessors(int count) {
        return new MachineSettings(
                name,
                count,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                verifier,
                dpcs,
                memory,
                choices);
    }

    /** The same with other DPCs. */
    public MachineSettings with(DpcSettings other) {
        return new MachineSettings(
                name,
                processors,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                verifier,
                other,
                memory,
                choices);
    }

    /** The same with another Driver Verifier. */
    public MachineSettings with(Verifier other) {
        return new MachineSettings(
                name,
                processors,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                other,
                dpcs,
                memory,
                choices);
    }

    /** The same that takes what the documentation leaves open in these ways. */
    public MachineSettings with(Choices other) {
        return new MachineSettings(
                name,
                processors,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                verifier,
                dpcs,
                memory,
                other);
    }

    /** The same with memory that is treated otherwise. */
    public MachineSettings with(MemorySettings other) {
        return new MachineSettings(
                name,
                processors,
                nonpagedPool,
                pagedPool,
                tickNs,
                workerThreads,
                verifier,
                dpcs,
                other,
                choices);
    }

    /** Whether Driver Verifier stops the machine so. */
    public boolean shows(BugCheck stop) {
        return verifier.shows(stop)
                && (choices.isUsual(KernelChoice.IO_VERIFICATION_STOPS)
                        || stop.code() != BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION.code()
                        || stop.p1() < FIRST_WITH_SEVERITY);
    }

    /** Whether Driver Verifier is on, with whatever options. */
    public boolean driverVerifier() {
        return verifier.isOn();
    }
}
