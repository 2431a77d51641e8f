package dev.irpflow.sim.run;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scripted drivers of a run, in the present life of each machine. */
final class Scripts {
    private final Map<String, List<ScriptedDriver>> byMachine = new LinkedHashMap<>();

    /** The scripts of all drivers of a scenario. */
    static List<Script> of(Scenario scenario) {
        List<Script> all = new ArrayList<>();
        for (DriverSpec driver : scenario.world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.Scripted(List<Script> scripts, _)) {
                all.addAll(scripts);
            }
        }
        return all;
    }

    void add(String machine, ScriptedDriver driver) {
        byMachine.computeIfAbsent(machine, m -> new ArrayList<>()).add(driver);
    }

    /** The key of the script that a call is for; "" if it is for none. */
    String keyOf(Call call) {
        for (ScriptedDriver driver :
                byMachine.getOrDefault(call.to().machine().name(), List.of())) {
            if (driver.name().equals(call.to().component())) {
                return driver.keyOf(call);
            }
        }
        return "";
    }

    void gone(String machine) {
        List<ScriptedDriver> drivers = byMachine.remove(machine);
        if (drivers != null) {
            drivers.forEach(ScriptedDriver::gone);
        }
    }

    /** The same violation with the line of the script in which it happened, if it did in one. */
    Violation withLines(Violation violation) {
        if (!violation.stack().isEmpty()) {
            return violation;
        }
        for (List<ScriptedDriver> drivers : byMachine.values()) {
            for (ScriptedDriver driver : drivers) {
                String lines = driver.linesOf(violation.call());
                if (!lines.isEmpty()) {
                    return new Violation(
                            violation.rule(),
                            violation.place(),
                            violation.detail(),
                            violation.call(),
                            lines);
                }
            }
        }
        return violation;
    }
}
