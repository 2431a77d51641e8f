package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.LongTable;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;

/**
 * Every step has a priority of its own, drawn again after a step that conflicts with it. Yuan,
 * Yang, Gu: Partial Order Aware Concurrency Sampling (CAV 2018). What a step will access is not
 * known before it is taken, so the chain that accessed the same cell last stands for those that
 * conflict.
 */
final class Pos implements Strategy {
    @Override
    public String name() {
        return StrategyName.POS.word();
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        return new Sampled(schedule);
    }

    private static final class Sampled implements Attempt, Pool.Steps {
        private final Schedule schedule;
        private final Draws draws;
        private final Given given = new Given();
        private final LongTable redrawn = new LongTable(); // how often, by chain
        private final LongTable writers = new LongTable(); // the chain that wrote last, by cell
        private final LongTable users = new LongTable(); // the chain that was there last, by cell

        Sampled(Schedule schedule) {
            this.schedule = schedule;
            this.draws = new Draws(schedule);
        }

        @Override
        public String strategy() {
            return StrategyName.POS.word();
        }

        @Override
        public Pool.Steps steps() {
            return this;
        }

        @Override
        public int choose(long site, Options options) {
            if (options.kind() == Options.Kind.WAYS) {
                return given.choice(site, options, draws.option(site, options));
            }
            int best = 0;
            long priority = priority(options, 0);
            for (int i = 1; i < options.count(); i++) {
                long other = priority(options, i);
                if (other > priority) {
                    best = i;
                    priority = other;
                }
            }
            return given.choice(site, options, best);
        }

        private long priority(Options options, int option) {
            long times = redrawn.get(options.chain(option));
            return Site.draw(schedule.key(), Site.join(options.step(option), times));
        }

        @Override
        public void done(long chain, long step, long number, Footprint footprint) {
            for (int i = 0; i < footprint.size(); i++) {
                long cell = footprint.cell(i);
                long other = footprint.isWritten(i) ? users.get(cell) : writers.get(cell);
                if (other != 0 && other != chain) {
                    redrawn.put(other, redrawn.get(other) + 1);
                }
                users.put(cell, chain);
                if (footprint.isWritten(i)) {
                    writers.put(cell, chain);
                }
            }
        }

        @Override
        public boolean happens(long site, double chance) {
            return given.happening(site, draws.happens(site, chance));
        }

        @Override
        public long draw(long site) {
            return draws.draw(site);
        }

        @Override
        public Attempt again() {
            return given.again(strategy(), schedule.seed());
        }
    }
}
