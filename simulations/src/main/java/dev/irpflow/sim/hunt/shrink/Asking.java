package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;

/** Tells a pass of the questions of a run. */
record Asking(Chooser answers, Pass pass) implements Chooser {
    @Override
    public int choose(long site, Options options) {
        pass.asked(site, options);
        return answers.choose(site, options);
    }

    @Override
    public boolean happens(long site, double chance) {
        return answers.happens(site, chance);
    }

    @Override
    public long draw(long site) {
        return answers.draw(site);
    }
}
