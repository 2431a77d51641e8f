package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;

/** Answers that are a function of the number alone, and leave to draws what is no order. */
abstract class Drawing implements Attempt {
    private final Schedule schedule;
    private final Draws draws;

    Drawing(Schedule schedule, Draws draws) {
        this.schedule = schedule;
        this.draws = draws;
    }

    final Schedule schedule() {
        return schedule;
    }

    final Draws draws() {
        return draws;
    }

    @Override
    public final boolean happens(long site, double chance) {
        return draws.happens(site, chance);
    }

    @Override
    public final long draw(long site) {
        return draws.draw(site);
    }
}
