package dev.irpflow.sim.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Host;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.machine.Assembly;
import dev.irpflow.stage.Trace;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who plays a machine, and who the next one. */
class MachineActorsTest {
    private final StageSystem system = new StageSystem();
    private final Host world =
            new QuietHost(new SimulationStage(system, new SeededChooser(1, 0), Trace.NONE));
    private final MachineActors actors = new MachineActors(system);

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void theActorsOfAMachineThatIsGonePlayTheNextOneOfItsNameAndComponents() {
        MachineActors.Playing first = actors.play(machine("client", "wsk"));
        actors.rest(first);

        assertThat(actors.play(machine("client", "wsk")).actor()).isEqualTo(first.actor());
    }

    @Test
    void machinesThatAreUpAtOneTimeHaveActorsOfTheirOwn() {
        MachineActors.Playing first = actors.play(machine("client", "wsk"));

        assertThat(actors.play(machine("client", "wsk")).actor()).isNotEqualTo(first.actor());
    }

    @Test
    void otherComponentsGetOtherActors() {
        MachineActors.Playing first = actors.play(machine("client", "wsk"));
        actors.rest(first);

        assertThat(actors.play(machine("client", "mup")).actor()).isNotEqualTo(first.actor());
        assertThat(actors.play(machine("server", "wsk")).actor()).isNotEqualTo(first.actor());
    }

    @Test
    void theNextMachineHasItsOwnPlaces() {
        actors.rest(actors.play(machine("client", "wsk")));
        Assembly next = machine("client", "wsk");

        actors.play(next);

        assertThat(next.machine().place("wsk").isBound()).isTrue();
    }

    private Assembly machine(String name, String component) {
        Component nothing = (message, sink) -> {};
        return new Assembly(
                new Machine(MachineSettings.of(name), world),
                Map.of(component, nothing),
                Set.of(),
                null);
    }
}
