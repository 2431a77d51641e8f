package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.scenario.StrategyName;

/** The strategies by name. */
public final class Strategies {
    private Strategies() {}

    /** A fresh one. */
    public static Strategy of(StrategyName name) {
        return switch (name) {
            case PORTFOLIO -> new Portfolio();
            case RANDOM -> new RandomStrategy();
            case PCT -> new Pct();
            case POS -> new Pos();
            case DELAY_BOUNDED -> new DelayBounded();
            case DFS -> new Dfs();
            case FEEDBACK -> new Feedback();
        };
    }
}
