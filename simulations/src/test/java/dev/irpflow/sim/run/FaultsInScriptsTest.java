package dev.irpflow.sim.run;

import static dev.irpflow.sim.run.SmallDriver.READ;
import static dev.irpflow.sim.run.SmallDriver.driver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.stage.SeededChooser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that lines of scripts inject, and what a line does that is none. */
final class FaultsInScriptsTest {
    private static final String INJECTING =
            """
            IRP_MJ_READ:
              - inject: { delay: IoCompleteRequest, by: 1 ms, name: late }
              - complete: STATUS_SUCCESS
              - return: STATUS_SUCCESS
            """;

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void aLineInjectsAFaultThatStrikesWhatFollows() {
        Played played = playing.play(driver(INJECTING) + READ);
        played.holds();
        assertThat(played.faults()).containsExactly("late: delays by 1000000 ns");
    }

    @Test
    void otherProcessesKnowTheFaultsOfScriptsByAnIndexToo() {
        Scenario scenario = playing.scenario(driver(INJECTING) + READ, 1);
        assertThat(FaultsOf.scenario(scenario))
                .singleElement()
                .satisfies(fault -> assertThat(FaultsOf.indexOf(scenario, fault)).isZero());
    }

    @Test
    void whatOurOwnCodeThrowsInALineIsNoExceptionOfTheDriver() {
        Scenario scenario =
                playing.scenario(driver("IRP_MJ_READ: [ return: STATUS_SUCCESS ]") + READ, 1);
        Played played = playing.play(withALineThatIsNone(scenario), new SeededChooser(1, 0));
        assertThat(played.result().internalError()).hasMessageContaining("no line of a script");
        assertThat(played.result().violations()).isEmpty();
    }

    // As no file can give it: the loader would refuse it.
    private static Scenario withALineThatIsNone(Scenario of) {
        DriverSpec driver = of.world().drivers().getFirst();
        var source = (DriverSpec.Source.Scripted) driver.source();
        Script script = source.scripts().getFirst();
        Step line = script.steps().getFirst();
        List<Step> lines = List.of(new Step.Together(line.adverbs(), List.of(), line.where()));
        var wrong = new Script(script.name(), script.routine(), lines, script.where());
        var scripted = new DriverSpec.Source.Scripted(List.of(wrong), source.base());
        World world =
                new World(
                        of.world().machines(),
                        of.world().network(),
                        List.of(
                                new DriverSpec(
                                        driver.name(),
                                        driver.on(),
                                        driver.role(),
                                        scripted,
                                        driver.with(),
                                        driver.where())),
                        of.world().choices());
        return of.with(world, of.steps(), of.faults());
    }
}
