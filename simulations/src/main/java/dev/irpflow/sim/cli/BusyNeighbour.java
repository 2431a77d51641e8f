package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A machine that has much to do, beside the world of a scenario. A run that fails in such a world
 * has many answers that have nothing to do with the failure, as runs of large worlds have.
 */
final class BusyNeighbour {
    private static final Adverbs NONE = new Adverbs(null, null, null, null, null, null, null);

    private final Terminal terminal;

    BusyNeighbour(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The text of a scenario in which both do what they do side by side, the neighbour first.
     *
     * @param of the scenario without the neighbour; its parameters keep their values of seed 1
     * @param beside the scenario of the neighbour, which has machines and steps only
     * @throws Refusal if one of them cannot be played
     */
    String beside(Origin of, Origin beside) throws Refusal {
        Scenario scenario = load(of);
        Scenario neighbour = load(beside);
        World world = scenario.world();
        List<MachineSpec> machines =
                Stream.concat(world.machines().stream(), neighbour.world().machines().stream())
                        .toList();
        Where where = scenario.title().where();
        List<Step.Strand> strands =
                List.of(
                        new Step.Strand("neighbour", neighbour.steps(), where),
                        new Step.Strand("scenario", scenario.steps(), where));
        return ScenarioWriter.write(
                scenario.with(
                        new World(machines, world.network(), world.drivers(), world.choices()),
                        List.of(new Step.Together(NONE, strands, where)),
                        scenario.faults()));
    }

    private Scenario load(Origin origin) throws Refusal {
        Path folder = Objects.requireNonNull(origin.file().getParent());
        UserClassPath classes = UserClassPath.of(List.of(), terminal);
        return Chosen.load(origin.shown(), origin, List.of(), classes, folder).scenario(1);
    }
}
