package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Property;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * All moments of a scenario, in an order of its own: processes that play one run together name a
 * moment by its index here.
 */
final class MomentsOf {
    private final List<Moment> all = new ArrayList<>();

    private MomentsOf() {}

    static List<Moment> scenario(Scenario scenario) {
        MomentsOf moments = new MomentsOf();
        scenario.properties().forEach(moments::property);
        scenario.faults().faults().forEach(moments::fault);
        scenario.steps().forEach(moments::step);
        Scripts.of(scenario).forEach(script -> script.steps().forEach(moments::step));
        return moments.all;
    }

    /** Tells of each moment that comes on the machines of this process, by its index. */
    static void watchHere(Scenario scenario, Moments moments, IntConsumer came) {
        List<Moment> all = scenario(scenario);
        for (int i = 0; i < all.size(); i++) {
            int index = i;
            moments.watchHere(all.get(i), () -> came.accept(index));
        }
    }

    private void property(Property property) {
        switch (property) {
            case Property.Never never -> all.add(never.moment());
            case Property.Counts counts -> all.add(counts.moment());
            case Property.InOrder inOrder -> all.addAll(inOrder.moments());
            case Property.Sometimes sometimes -> all.add(sometimes.moment());
            case Property.Eventually eventually -> {
                if (eventually.that() instanceof Property.Goal.Happens happens) {
                    all.add(happens.moment());
                }
            }
            case Property.Always always -> {}
            case Property.Checked checked -> {}
            case Property.Except except -> {}
        }
    }

    private void fault(Fault fault) {
        Moment when = fault.terms().when();
        if (when != null) {
            all.add(when);
        }
    }

    private void step(Step step) {
        if (step instanceof Step.Inject inject) {
            fault(inject.fault());
        } else if (step instanceof Step.Wait wait
                && wait.what() instanceof Step.WaitFor.Until(var moment)) {
            all.add(moment);
        }
        step.nested().forEach(this::step);
    }
}
