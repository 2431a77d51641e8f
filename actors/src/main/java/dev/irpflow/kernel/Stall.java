package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.CLOCK_WATCHDOG_TIMEOUT;
import static dev.irpflow.kernel.BugCheckCode.DPC_WATCHDOG_VIOLATION;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;

/**
 * KeStallExecutionProcessor: a strand keeps its processor busy for a time. It is what makes time go
 * by at DISPATCH_LEVEL, and so what the DPC watchdog sees.
 */
public final class Stall extends DueEvent {
    private static final long STALL = Site.key("stall");
    private static final int CLOCK_TIMEOUT = 24; // ticks; no page says how many
    private static final int SINGLE_DPC = 0;
    private static final int CUMULATIVE = 1;

    private final Call held;
    private final Machine machine;
    private final long ns;

    private Stall(Call held, long ns) {
        this.held = held;
        this.machine = held.strand().machine();
        this.ns = ns;
    }

    /**
     * Keeps the processor of a held call busy for so long; the call returns then.
     *
     * @param ns in nanoseconds, above 0
     */
    public static void begin(Call held, long ns) {
        Strand strand = held.strand();
        long left = strand.isAtDispatch() ? allowed(strand) : Long.MAX_VALUE;
        Stall stall = new Stall(held, Math.min(ns, left));
        strand.stall(true);
        long end = strand.machine().onStage(strand.machine().now() + stall.ns);
        stall.window(end, end);
        strand.machine().stage().pool().schedule(stall);
    }

    // How long until the watchdog finds, at a tick, that it has taken too long.
    private static long allowed(Strand strand) {
        Machine machine = strand.machine();
        long tick = machine.settings().tickNs();
        DpcAccount account = machine.scheduler().dpcs().account(strand.processorNumber());
        account.begins(strand, machine.now(), tick);
        if (strand.irql() == Irql.HIGH_LEVEL) { // its clock does not look, that of another does
            return machine.scheduler().processors() == 1
                    ? Long.MAX_VALUE
                    : (CLOCK_TIMEOUT + 1) * tick - account.maskedNs();
        }
        DpcSettings limits = machine.settings().dpcs();
        long raised = (limits.watchdogPeriod() + 1) * tick - account.raisedNs();
        return strand.kind() == StrandKind.DPC
                ? Math.min(raised, (limits.timeLimit() + 1) * tick - account.dpcNs())
                : raised;
    }

    @Override
    public Object owner() {
        return machine;
    }

    @Override
    public long chain() {
        return Site.join(held.path(), STALL);
    }

    @Override
    public String describe() {
        return held.strand() + ": its stall ends";
    }

    @Override
    public void fire() {
        Strand strand = held.strand();
        if (machine.isDead() || strand.isEnded()) {
            return;
        }
        strand.stall(false);
        if (strand.isAtDispatch()) {
            DpcAccount account = machine.scheduler().dpcs().account(strand.processorNumber());
            account.ends(ns, machine.now(), strand.irql() == Irql.HIGH_LEVEL);
            watch(strand, account);
        }
        if (!machine.isDead()) {
            machine.strands().giveReturn(held.to(), held, NtStatus.STATUS_SUCCESS, null);
        }
    }

    private void watch(Strand strand, DpcAccount account) {
        DpcSettings limits = machine.settings().dpcs();
        long tick = machine.settings().tickNs();
        long single = account.dpcNs() / tick;
        long raised = account.raisedNs() / tick;
        if (strand.irql() == Irql.HIGH_LEVEL) {
            if (machine.scheduler().processors() > 1 && account.maskedNs() / tick > CLOCK_TIMEOUT) {
                missed(strand);
            }
        } else if (strand.kind() == StrandKind.DPC && single > limits.timeLimit()) {
            bites(
                    "%s has run for %d ticks".formatted(strand, single),
                    DPC_WATCHDOG_VIOLATION.with(SINGLE_DPC, single, limits.timeLimit(), 0));
        } else if (raised > limits.watchdogPeriod()) {
            bites(
                    "processor %d was at DISPATCH_LEVEL or above for %d ticks, at last for %s"
                            .formatted(strand.processorNumber(), raised, strand),
                    DPC_WATCHDOG_VIOLATION.with(CUMULATIVE, limits.watchdogPeriod(), 0, 0));
        }
    }

    private void missed(Strand strand) {
        int processor = strand.processorNumber();
        Breach.tell(
                machine,
                KernelRule.CLOCK_WATCHDOG,
                held.from(),
                "processor %d has taken no clock interrupt for %d ticks, since %s keeps it at %s"
                        .formatted(processor, CLOCK_TIMEOUT + 1, strand, strand.irql()),
                held,
                CLOCK_WATCHDOG_TIMEOUT.with(CLOCK_TIMEOUT, 0, 0, processor));
    }

    private void bites(String detail, BugCheck stop) {
        Breach.tell(machine, KernelRule.DPC_WATCHDOG, held.from(), detail, held, stop);
    }
}
