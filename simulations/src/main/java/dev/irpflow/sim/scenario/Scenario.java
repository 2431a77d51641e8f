package dev.irpflow.sim.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario with the values of one run.
 *
 * @param title what it is and what it is about
 * @param parameters with the value that each has in this run
 * @param world the machines, what connects them and what runs on them
 * @param steps what the run does, in order
 * @param faults what goes wrong meanwhile
 * @param properties what must hold besides the verifier's rules
 * @param caughtBy the rule that must be violated: the scenario is a broken twin; null otherwise
 * @param outcome how the run must end; null: well
 * @param inputs the real files whose bytes it uses: relative to the project, or absolute
 * @param hunt how a hunt should go about it; null if the scenario does not say
 * @param order in which order steps come, with nothing else left to choose; null if they are chosen
 */
public record Scenario(
        Title title,
        List<Parameter> parameters,
        World world,
        List<Step> steps,
        FaultPlan faults,
        List<Property> properties,
        @Nullable String caughtBy,
        @Nullable ExpectedEnd outcome,
        Limits limits,
        List<String> inputs,
        @Nullable Hunt hunt,
        @Nullable Order order) {
    public Scenario {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
        steps = List.copyOf(steps);
        properties = List.copyOf(properties);
    }

    /** The scenario's name, which is also that of its file. */
    public String name() {
        return title.name();
    }

    /** The same with other machines, steps and faults. */
    public Scenario with(World otherWorld, List<Step> otherSteps, FaultPlan otherFaults) {
        return new Scenario(
                title,
                parameters,
                otherWorld,
                otherSteps,
                otherFaults,
                properties,
                caughtBy,
                outcome,
                limits,
                inputs,
                hunt,
                order);
    }
}
