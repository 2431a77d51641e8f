package dev.irpflow.kernel;

import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Processors that take a time for each message: from the moment at which a strand is to get it
 * until it is delivered nothing else is done on the processor, neither a DPC nor another thread. A
 * message itself is processed in no time, as always.
 */
final class SlowProcessors {
    private static final long BUSY = Site.key("processor is busy");

    private final Scheduler scheduler;
    private final Pool pool;
    private final List<Slowness> all = new ArrayList<>(1);

    SlowProcessors(Scheduler scheduler, Pool pool) {
        this.scheduler = scheduler;
        this.pool = pool;
    }

    boolean isOn() {
        return !all.isEmpty();
    }

    void begin(Slowness slowness) {
        all.add(slowness);
    }

    void end(Slowness slowness) {
        all.remove(slowness);
    }

    /** Whether the next message of a strand, which is on its processor, is delivered later. */
    boolean takes(Strand strand) {
        Processor on = strand.processor();
        if (on == null || all.isEmpty()) {
            return false;
        }
        long ns = 0;
        for (Slowness slowness : all) {
            ns += slowness.drawn(strand);
        }
        if (ns == 0) {
            return false;
        }
        busy(on, true);
        pool.schedule(new Busy(strand, on, ns));
        return true;
    }

    private void busy(Processor on, boolean yes) {
        pool.footprint().everything(); // what else may run depends on it
        on.busy(yes);
        scheduler.changed(on);
    }

    /** A processor is busy with the next message of a strand until then. */
    private final class Busy extends DueEvent {
        private final Strand strand;
        private final Machine machine;
        private final Processor on;
        private final long chain;

        Busy(Strand strand, Processor on, long ns) {
            this.strand = strand;
            this.machine = strand.machine();
            this.on = on;
            this.chain = Site.join(strand.step(), BUSY);
            long due = machine.onStage(machine.now() + ns);
            window(due, due);
        }

        @Override
        public Object owner() {
            return machine;
        }

        @Override
        public long chain() {
            return chain;
        }

        @Override
        public String describe() {
            return "%s: processor %d is done".formatted(machine.name(), on.number());
        }

        @Override
        public void fire() {
            if (machine.isDead()) {
                return;
            }
            boolean hasNext = !strand.isEnded() && (strand.hasNext() || strand.turn() != null);
            busy(on, false);
            if (hasNext && strand.processor() == on) {
                scheduler.forget(strand); // what opened the processor may have let it in
                scheduler.deliver(strand);
            } else if (hasNext) {
                scheduler.forget(strand);
                scheduler.hasWork(strand); // it had to leave its processor meanwhile
            }
        }
    }
}
