package dev.irpflow.sim.export;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.LinkSpec;
import dev.irpflow.sim.scenario.Order;
import dev.irpflow.sim.scenario.Order.Entry;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run as a scenario of explicit faults, order and values. */
public final class ExportedRun {
    private static final long FAULT = Site.key("fault");

    private final Scenario whole;
    private final Witness seen;
    private final RunResult result;
    private final Chooser answers;

    private ExportedRun(Scenario whole, Witness seen, RunResult result, Chooser answers) {
        this.whole = whole;
        this.seen = seen;
        this.result = result;
        this.answers = answers;
    }

    /**
     * Plays a run once more, and watches it.
     *
     * @param scenario the scenario with what the run has left of it
     * @param answers those of the run
     */
    public static ExportedRun watch(
            Simulation simulation, Scenario scenario, Chooser answers, BooleanSupplier stopped) {
        Witness witness = new Witness(answers);
        simulation.tellOrder(witness);
        simulation.tellRuns(witness);
        try {
            RunResult result = simulation.run(scenario, witness, Trace.NONE, stopped);
            return new ExportedRun(scenario, witness, result, answers);
        } finally {
            simulation.tellOrder(null);
            simulation.tellRuns(null);
        }
    }

    /** The latency of links: each frame draws its own, which no scenario can say. */
    public enum Latency {
        /** As it was: a seed draws it. */
        DRAWN,
        /** Always the shortest. */
        SHORTEST,
        /** Always the longest. */
        LONGEST;

        private @Nullable TimeRange of(@Nullable TimeRange range) {
            if (range == null) {
                return null;
            }
            return switch (this) {
                case DRAWN -> range;
                case SHORTEST -> new TimeRange(range.least(), range.least());
                case LONGEST -> new TimeRange(range.most(), range.most());
            };
        }
    }

    /** What it came to. */
    public RunResult result() {
        return result;
    }

    /**
     * The text of the scenario.
     *
     * @param name its name, which is that of its file
     * @param about what it is
     * @param latency what links that draw it have
     * @throws Refusal if something in the run cannot be said in a scenario
     */
    public String text(String name, String about, Latency latency) throws Refusal {
        ExactSteps exact = new ExactSteps(seen);
        FixedFaults faults = new FixedFaults(seen, this::drawn);
        List<Entry> entries = new ArrayList<>(seen.ways());
        entries.addAll(seen.order().entries());
        return ScenarioWriter.write(
                new Scenario(
                        new Title(name, about, List.of(), List.of(), whole.title().where()),
                        whole.parameters(),
                        world(exact, latency),
                        exact.of(whole.steps()),
                        faults.of(whole.faults()),
                        properties(),
                        whole.caughtBy(),
                        whole.outcome(),
                        whole.limits(),
                        whole.inputs(),
                        null,
                        new Order(entries)));
    }

    private long drawn(TimeRange range, String fault) {
        long spread = range.most().nanos() - range.least().nanos();
        long draw = answers.draw(Site.join(FAULT, Site.key(fault)));
        return range.least().nanos() + Long.remainderUnsigned(draw, spread + 1);
    }

    // What links do by chance is not left to chance any more.
    private World world(ExactSteps exact, Latency latency) {
        World world = whole.world();
        List<LinkSpec> links = new ArrayList<>();
        for (LinkSpec link : world.network()) {
            links.add(
                    new LinkSpec(
                            link.link(),
                            latency.of(link.latency()),
                            link.bandwidth(),
                            null,
                            null,
                            null,
                            link.mtu(),
                            link.where()));
        }
        return new World(
                world.machines(), links, exact.ofDrivers(world.drivers()), world.choices());
    }

    // That something comes in some run of many is no matter of one.
    private List<Property> properties() {
        return whole.properties().stream()
                .filter(property -> !(property instanceof Property.Sometimes))
                .toList();
    }
}
