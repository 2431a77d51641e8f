package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything there is, depth first: every way, every chance struck and not, and of all orders that
 * differ only in steps that commute one. Abdulla, Aronis, Jonsson, Sagonas: Optimal Dynamic Partial
 * Order Reduction (POPL 2014), in its form with source sets and sleep sets.
 *
 * <p>The examples and seeds are searched one after the other. What a seed draws stays as drawn.
 */
final class Dfs implements Strategy {
    private final List<Long> ends = new ArrayList<>(); // the numbers of the last run of each
    private Tree tree = new Tree();
    private boolean isCertain = true;
    private long ended;

    /** How many runs have ended. */
    long ended() {
        return ended;
    }

    /** Whether there is no further run of the first place. */
    boolean isThrough() {
        return !ends.isEmpty();
    }

    @Override
    public String name() {
        return StrategyName.DFS.word();
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public long place(long number) {
        int place = 0;
        while (place < ends.size() && ends.get(place) < number) {
            place++;
        }
        return place;
    }

    @Override
    public boolean isExhausted(long places) {
        return isCertain && ends.size() >= places;
    }

    @Override
    public Attempt attempt(Schedule schedule) {
        return attempt(schedule, name());
    }

    /** The answers of a run, under another name. */
    Attempt attempt(Schedule schedule, String as) {
        return new Descent(schedule, as);
    }

    private final class Descent implements Attempt, Pool.Steps {
        private final Schedule schedule;
        private final String name;
        private final Given given = new Given();

        Descent(Schedule schedule, String name) {
            this.schedule = schedule;
            this.name = name;
            tree.begin();
        }

        @Override
        public String strategy() {
            return name;
        }

        @Override
        public Pool.Steps steps() {
            return this;
        }

        @Override
        public int choose(long site, Options options) {
            int option =
                    switch (options.kind()) {
                        case NEXT -> tree.next(options);
                        case WAYS -> tree.way(options.count());
                    };
            return given.choice(site, options, option);
        }

        @Override
        public boolean happens(long site, double chance) {
            boolean open = chance > 0 && chance < 1;
            return given.happening(site, open ? tree.way(2) == 1 : chance >= 1);
        }

        @Override
        public long draw(long site) {
            return Site.draw(schedule.seed(), site);
        }

        @Override
        public void done(long chain, long step, long number, Footprint footprint) {
            tree.done(step, number, footprint);
        }

        @Override
        public void ended(RunResult result) {
            ended++;
            tree.end();
            if (tree.isAtEnd()) {
                isCertain &= tree.isCertain();
                ends.add(schedule.number());
                tree = new Tree();
            }
        }

        @Override
        public Attempt again() {
            return given.again(strategy(), schedule.seed());
        }
    }
}
