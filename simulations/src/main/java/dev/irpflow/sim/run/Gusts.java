package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.function.Consumer;

/**
 * The gusts of a storm, one after the other at drawn times: each is a fault of the storm, chosen by
 * weight, that strikes at its next subject.
 */
final class Gusts {
    // They come at drawn intervals up to this long: several in each second of a run.
    private static final long LONGEST_NS = 200_000_000;
    private static final long GUST = Site.key("gust");

    private final Stage stage;
    private final RunFaults.World world;
    private final ArmedFault storm;
    private final Fault.Storm faults;
    private final Consumer<ArmedFault> arm;

    Gusts(
            Stage stage,
            RunFaults.World world,
            ArmedFault storm,
            Fault.Storm faults,
            Consumer<ArmedFault> arm) {
        this.stage = stage;
        this.world = world;
        this.storm = storm;
        this.faults = faults;
        this.arm = arm;
    }

    /** Lets the next gust come. */
    void next() {
        long site = stage.site(Site.key(storm.name()), GUST);
        long wait = Long.remainderUnsigned(stage.chooser().draw(site), LONGEST_NS);
        world.after(wait, storm.name(), () -> blow(Site.join(site, 1)));
    }

    private void blow(long site) {
        if (!storm.isOpen()) {
            return;
        }
        if (comes(site)) {
            storm.struck();
            world.struck(storm);
            Fault fault = byWeight(site);
            String given = fault.terms().name();
            String name = storm.name() + "/" + (given == null ? fault.verb() : given);
            arm.accept(ArmedFault.gust(fault, name, site, stage.footprint()));
        }
        next();
    }

    // Also where it is certain it is a question: an answer of the run, which a replay gives again
    // and
    // which can be left out alone.
    private boolean comes(long site) {
        Share chance = storm.terms().chance();
        return stage.chooser().happens(site, chance == null ? 1 : chance.fraction());
    }

    private Fault byWeight(long site) {
        long sum = 0;
        for (Fault fault : faults.faults()) {
            sum += fault.terms().weight();
        }
        long drawn =
                Long.remainderUnsigned(
                        stage.chooser().draw(Site.join(site, GUST)), Math.max(1, sum));
        for (Fault fault : faults.faults()) {
            drawn -= fault.terms().weight();
            if (drawn < 0) {
                return fault;
            }
        }
        return faults.faults().get(0);
    }
}
