package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;

/** Faults {@code each-site} that stand on the command line instead of in the scenario. */
final class EachSiteFaults {
    private static final String ANY = "any";

    private EachSiteFaults() {}

    /**
     * Looks at the names.
     *
     * @throws Refusal if one of them is no routine
     */
    static void check(List<String> routines) throws Refusal {
        for (String name : routines) {
            if (!name.equals(ANY) && Product.vocabulary().routine(name) == null) {
                throw new Refusal(
                        "--each-site: found \"%s\"; a routine, or any. irpflow list routines"
                                .formatted(name));
            }
        }
    }

    /** The scenario with its own faults, and these behind them. */
    static Scenario added(Scenario scenario, List<String> routines) {
        if (routines.isEmpty()) {
            return scenario;
        }
        List<Fault> faults = new ArrayList<>(scenario.faults().faults());
        List<Integer> numbers = new ArrayList<>(scenario.faults().numbers());
        for (String name : routines) {
            faults.add(fault(name));
            numbers.add(faults.size());
        }
        return scenario.with(
                scenario.world(),
                scenario.steps(),
                new FaultPlan(faults, numbers, scenario.faults().calmAfter()));
    }

    private static Fault fault(String name) {
        RoutineSpec routine = name.equals(ANY) ? null : Product.vocabulary().routine(name);
        Target target = routine == null ? new Target.AnyCall() : new Target.Routine(routine.name());
        FaultTerms always =
                new FaultTerms(null, List.of(), null, null, null, null, null, null, null, 1, false);
        return new Fault.EachSite(target, null, always, Where.whole("--each-site"));
    }
}
