package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * All faults of a scenario, in an order of its own, with those of storms, of steps and of scripts:
 * processes that play one run together name a fault by its index here.
 */
public final class FaultsOf {
    private final List<Fault> all = new ArrayList<>();

    private FaultsOf() {}

    /** In the order of the scenario, those of steps behind them, and those of scripts last. */
    public static List<Fault> scenario(Scenario scenario) {
        FaultsOf faults = new FaultsOf();
        scenario.faults().faults().forEach(faults::fault);
        scenario.steps().forEach(faults::step);
        Scripts.of(scenario).forEach(script -> script.steps().forEach(faults::step));
        return faults.all;
    }

    /** Begins a fault on calls or frames in the other processes too. */
    static void tell(Scenario scenario, ArmedFault armed, Elsewhere elsewhere) {
        Fault fault = armed.fault();
        boolean strikesThere = fault instanceof Fault.OnCalls || fault instanceof Fault.OnFrames;
        if (strikesThere && elsewhere != Elsewhere.NOBODY) {
            elsewhere.inject(indexOf(scenario, fault), armed.name(), armed.isGust());
        }
    }

    // Of this fault, not of another that reads the same.
    static int indexOf(Scenario scenario, Fault fault) {
        List<Fault> all = scenario(scenario);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == fault) {
                return i;
            }
        }
        throw new IllegalArgumentException(fault.where() + ": no fault of this scenario");
    }

    private void fault(Fault fault) {
        all.add(fault);
        if (fault instanceof Fault.Storm storm) {
            storm.faults().forEach(this::fault);
        }
    }

    private void step(Step step) {
        if (step instanceof Step.Inject inject) {
            fault(inject.fault());
        }
        step.nested().forEach(this::step);
    }
}
