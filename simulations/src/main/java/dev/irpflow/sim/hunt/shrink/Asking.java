package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;

/** Tells a pass of the questions of a run. */
final class Asking extends ChooserOver {
    private final Pass pass;

    Asking(Chooser answers, Pass pass) {
        super(answers);
        this.pass = pass;
    }

    @Override
    public int choose(long site, Options options) {
        pass.asked(site, options);
        return super.choose(site, options);
    }
}
