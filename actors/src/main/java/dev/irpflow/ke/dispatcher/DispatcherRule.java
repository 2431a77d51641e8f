package dev.irpflow.ke.dispatcher;

import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.LockCures;
import dev.irpflow.kernel.cure.StrandCures;

/** The rules of semaphores, timers, waits and the processor's time. */
public enum DispatcherRule implements Rule {
    SEMAPHORE_COUNT(
            "ke/semaphore-count",
            "A semaphore begins with a count that is not negative, and with a limit above 0 that"
                    + " the count does not exceed.",
            "wdk-ddi-src/content/wdm/nf-wdm-keinitializesemaphore.md",
            new RealWindows(SILENT_CORRUPTION, "a semaphore that releases too many, or nobody"),
            LockCures.SANE_NUMBERS),
    SEMAPHORE_ADJUSTMENT(
            "ke/semaphore-adjustment",
            "A semaphore is released by a number above 0.",
            "wdk-ddi-src/content/wdm/nf-wdm-kereleasesemaphore.md",
            new RealWindows(SILENT_CORRUPTION, "a count that is too low, or a raised status"),
            LockCures.SANE_NUMBERS),
    TIMER_PERIOD(
            "ke/timer-period",
            "The period of a timer is 0 or more, and at most MAXLONG.",
            "wdk-ddi-src/content/wdm/nf-wdm-kesettimerex.md",
            new RealWindows(SILENT_CORRUPTION, "a timer that expires all the time"),
            LockCures.SANE_NUMBERS),
    THREADED_DPC_WAITS(
            "ke/threaded-dpc-waits",
            "A threaded DPC does not block, although it runs at PASSIVE_LEVEL: where threaded DPCs are"
                    + " turned off it is an ordinary one.",
            "windows-driver-docs-pr/kernel/introduction-to-threaded-dpcs.md",
            new RealWindows(
                    SILENT_CORRUPTION, "0xB8 where threaded DPCs are turned off, else a late DPC"),
            StrandCures.NO_WAIT_ABOVE);

    private final Statement statement;

    DispatcherRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
