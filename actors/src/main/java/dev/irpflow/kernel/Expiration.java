package dev.irpflow.kernel;

import dev.irpflow.stage.DueEvent;

/** Something of a machine that expires by its system time: after an interval, or at a date. */
abstract class Expiration extends DueEvent {
    private final Machine machine;
    private final long dueTime;
    private final long cause; // the message that has asked for it

    Expiration(Machine machine, long dueTime) {
        this.machine = machine;
        this.dueTime = dueTime;
        this.cause = machine.causes().cause();
    }

    /** In units of 100 ns, as a driver says it: an interval if negative, else a date. */
    final long dueTime() {
        return dueTime;
    }

    final void schedule(SystemTime.Due due) {
        opens(due);
        machine.stage().pool().schedule(this);
        if (dueTime >= 0) {
            machine.time().follow(this);
        }
    }

    final void reschedule(SystemTime.Due due) {
        if (machine.stage().pool().cancel(this)) {
            opens(due);
            machine.stage().pool().schedule(this);
        }
    }

    private void opens(SystemTime.Due due) {
        window(machine.onStage(due.earliestNs()), machine.onStage(due.nominalNs()));
    }

    @Override
    public final Object owner() {
        return machine;
    }

    final boolean cancel() {
        machine.time().unfollow(this);
        return machine.stage().pool().cancel(this);
    }

    @Override
    public final void fire() {
        machine.time().unfollow(this);
        if (!machine.isDead()) {
            machine.causes().because(cause, this::expire);
        }
    }

    abstract void expire();
}
