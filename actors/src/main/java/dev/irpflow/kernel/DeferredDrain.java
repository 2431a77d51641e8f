package dev.irpflow.kernel;

import dev.irpflow.stage.DueEvent;
import dev.irpflow.stage.Site;

/**
 * At the next tick the clock interrupt looks whether DPCs that were put off are still requested so
 * often that they can wait.
 */
final class DeferredDrain extends DueEvent {
    private static final long LOOK = Site.key("clock interrupt looks at a DPC queue");

    private final Machine machine;
    private final int processor;

    DeferredDrain(Machine machine, int processor) {
        this.machine = machine;
        this.processor = processor;
    }

    void schedule() {
        long tick = machine.settings().tickNs();
        long next = machine.onStage((machine.now() / tick + 1) * tick);
        window(next, next);
        machine.stage().pool().schedule(this);
    }

    @Override
    public Object owner() {
        return machine;
    }

    @Override
    public long chain() {
        return Site.join(Site.join(machine.root(), LOOK), processor);
    }

    @Override
    public String describe() {
        return "%s: the clock interrupt of processor %d".formatted(machine.name(), processor);
    }

    @Override
    public void fire() {
        if (machine.isDead() || machine.scheduler().dpcs().depth(processor) == 0) {
            return;
        }
        DpcAccount account = machine.scheduler().dpcs().account(processor);
        if (account.rate(machine.time().ticks()) < machine.settings().dpcs().minimumRate()) {
            machine.scheduler().dpcs().drain(processor);
        } else {
            schedule();
        }
    }
}
