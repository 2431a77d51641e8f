package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.PropertyText;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * What a scenario says that some run of many comes to, without saying which one.
 *
 * @param sometimes each of its {@code sometimes}, in words
 * @param faults the names of the faults that have a chance in each run
 */
record Owed(List<String> sometimes, List<String> faults) {
    /** What a scenario owes. */
    static Owed by(Scenario scenario) {
        List<String> faults = new ArrayList<>();
        List<String> names = scenario.faults().names();
        for (int i = 0; i < names.size(); i++) {
            Fault fault = scenario.faults().faults().get(i);
            if (fault.terms().chance() != null && !fault.terms().mayMiss()) {
                faults.add(names.get(i));
            }
        }
        return new Owed(PropertyText.sometimes(scenario), faults);
    }

    /**
     * Which {@code sometimes} no run has reached.
     *
     * @param runs how many runs have, by its place from 0
     */
    List<String> unreached(IntToLongFunction runs) {
        List<String> unreached = new ArrayList<>();
        for (int i = 0; i < sometimes.size(); i++) {
            if (runs.applyAsLong(i) == 0) {
                unreached.add(sometimes.get(i));
            }
        }
        return unreached;
    }

    /**
     * Which faults have struck in no run.
     *
     * @param strikes how often each has, by name
     */
    List<String> unstruck(Map<String, Long> strikes) {
        return faults.stream().filter(name -> strikes.getOrDefault(name, 0L) == 0).toList();
    }
}
