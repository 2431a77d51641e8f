package dev.irpflow.sim.scenario.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.DriverSpec.Source;
import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Limits;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Nth;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.Step.WaitFor;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples say, as the runner sees it. */
class ModelTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    @TempDir Path directory;

    private static Scenario example(String name) {
        return Loading.scenario(Loading.load(Loading.project(), "examples/" + name + ".yaml"));
    }

    @Test
    void aStepSaysWhereItRunsEvenWhereTheFileDoesNot() {
        Scenario scenario = example("capture-waits");

        assertThat(scenario.steps())
                .allSatisfy(step ->
                        assertThat(step.adverbs().place()).isEqualTo(new Place("client", null)));
    }

    @Test
    void stepsInsideTakeTheirPlaceFromTheStepAround() {
        String text =
                """
                scenario: inherit
                about: Steps inside run where the step around them does.
                machines: { client: {}, files: {} }
                on: client
                steps:
                  - on: files
                    do:
                      - note: here
                      - { note: there, on: client }
                """;

        Scenario scenario = Loading.scenario(Loading.loadText(directory, "inherit.yaml", text));

        var block = (Step.Do) scenario.steps().getFirst();
        assertThat(block.steps())
                .extracting(step -> step.adverbs().place().machine())
                .containsExactly("files", "client");
    }

    @Test
    void anExpectationHoldsWhatIsSaid() {
        var call = (Step.Call) example("capture-waits").steps().get(1);

        Expectation expects = call.expects();
        assertThat(expects.returns()).isInstanceOf(ResultMatcher.Is.class);
        assertThat(expects.completes()).isNull();
        assertThat(expects.gives().getFirst().matcher()).isEqualTo(new Matcher.Unset());
        assertThat(expects.takes()).isEqualTo(new TimeRange(TimeSpan.ZERO, TimeSpan.ZERO));
        assertThat(expects.within()).isEqualTo(Expectation.USUAL_WITHIN);
        assertThat(call.where()).hasToString("examples/capture-waits.yaml:10:5");
    }

    @Test
    void whatIsNotSaidMustSucceed() {
        var register = (Step.Call) example("capture-waits").steps().getFirst();
        var await = (Step.Await) example("send-broken").steps().get(3);

        assertThat(register.expects().expectedReturn()).isEqualTo(new ResultMatcher.Success());
        assertThat(register.expects().expectedCompletion()).isEqualTo(new ResultMatcher.Success());
        assertThat(await.expects().expectedReturn()).isEqualTo(new ResultMatcher.Any());
        assertThat(await.expects().completes())
                .isEqualTo(new ResultMatcher.Same(new Reference("third", List.of("status"))));
    }

    @Test
    void threadsOfTogetherKeepTheirNamesAndWaits() {
        var together = (Step.Together) example("capture-waits").steps().get(2);

        assertThat(together.strands())
                .extracting(Step.Strand::name)
                .containsExactly("waiter", "closer");
        var until = (Step.Wait) together.strands().get(1).steps().get(0);
        var signalled = (Step.Wait) together.strands().get(1).steps().get(1);
        assertThat(((WaitFor.Until) until.what()).moment().nth()).isEqualTo(new Nth.Only(2));
        assertThat(signalled.what()).isEqualTo(new WaitFor.Signalled("captured"));
        assertThat(signalled.within()).isEqualTo(new TimeSpan(SECOND));
    }

    @Test
    void faultsKeepTheirVerbAndItsAdverbs() {
        List<Fault> faults = example("read-survives-restart").faults().faults();

        var lose = (Fault.Lose) faults.get(0);
        var restart = (Fault.Restart) faults.get(1);
        var fail = (Fault.Fail) faults.get(2);
        assertThat(lose.of().links().getFirst().carries("files", "client")).isTrue();
        assertThat(restart.machine()).isEqualTo("files");
        assertThat(restart.downFor().least()).isEqualTo(new TimeSpan(2 * SECOND));
        assertThat(restart.terms().mustStrike()).isTrue();
        assertThat(fail.target()).isEqualTo(new Target.Routine("WskSend"));
        assertThat(requireNonNull(fail.with()).name()).isEqualTo("STATUS_INSUFFICIENT_RESOURCES");
        assertThat(fail.terms().chance()).isEqualTo(new Share(10_000_000));
        assertThat(fail.terms().atMost()).isEqualTo(3);
        assertThat(fail.terms().mustStrike()).isFalse();
    }

    @Test
    void aStormHoldsItsFaultsWithTheirWeights() {
        Fault last = example("shared-file-storm").faults().faults().getLast();

        var storm = (Fault.Storm) last;
        assertThat(storm.faults())
                .extracting(fault -> fault.verb() + " " + fault.terms().weight())
                .containsExactly("delay 5", "fail 1", "restart 1");
        assertThat(storm.terms().atMost()).isEqualTo(6);
        assertThat(((Fault.Fail) storm.faults().get(1)).with()).isNull();
    }

    @Test
    void propertiesKeepTheirKinds() {
        Scenario scenario = example("read-survives-restart");

        assertThat(scenario.properties())
                .extracting(property -> property.getClass().getSimpleName())
                .containsExactly("Never", "Eventually", "Counts", "Sometimes");
        var counts = (Property.Counts) scenario.properties().get(2);
        assertThat(counts.is()).isEqualTo(new CountRange(1, 3));
        assertThat(((Moment.Message) counts.moment()).on())
                .containsExactly(new Place("client", null));
    }

    @Test
    void aDriverOfTheUsersMayHaveParametersOfItsOwn() {
        var driver = example("read-survives-restart").world().drivers().getFirst();

        assertThat(driver.source()).isEqualTo(new Source.OfClass("com.example.TinyRedirector"));
        assertThat(driver.with())
                .extracting(setting -> setting.name())
                .containsExactly("network-provider", "read-window");
    }

    @Test
    void aMachineIsLikeAnotherExceptForItsAddresses() {
        var machines = example("shared-file-storm").world().machines();

        assertThat(machines.get(0).addresses()).containsExactly("10.0.0.1");
        assertThat(machines.get(2).name()).isEqualTo("alice");
        assertThat(machines.get(2).processors()).isEqualTo(2);
        assertThat(machines.get(2).addresses()).isEmpty();
        assertThat(machines.get(3).clockOffset()).isEqualTo(new TimeSpan(SECOND));
    }

    @Test
    void aCountStandsForThatManyMachines() {
        var world = example("bind-sharing").world();

        assertThat(world.machineNames()).containsExactly("peer-1", "peer-2", "peer-3", "client");
    }

    @Test
    void matchersOfNumbersKnowMoreAndLess() {
        var read = (Step.RunWorkload) example("read-survives-restart").steps().get(2);
        var await = (Step.Await) example("send-broken").steps().get(3);

        assertThat(read.expects().gives().get(1).matcher())
                .isEqualTo(new Matcher.AtLeast(new Size(1)));
        assertThat(await.expects().gives().getFirst().matcher())
                .isEqualTo(new Matcher.Between(new Size(1), new Size(4096)));
    }

    @Test
    void limitsAreTheUsualOnesUnlessTheFileSaysOthers() {
        assertThat(example("capture-waits").limits()).isEqualTo(Limits.USUAL);
        assertThat(example("shared-file-storm").limits().messages()).isEqualTo(5_000_000);
    }

    @Test
    void levelsAndProcessorsBelongToTheStep() {
        var deregister = example("capture-waits").steps().getLast();

        assertThat(deregister.adverbs().irql()).isEqualTo(Irql.PASSIVE_LEVEL);
        assertThat(deregister.adverbs().processor()).isZero();
    }
}
