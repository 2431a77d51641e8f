package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.program.ProgramDriver;
import dev.irpflow.sim.program.Programs;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The drivers of a run that are no Java, in the present life of each machine. */
final class Scripts {
    private final Map<String, List<ScriptedDriver>> byMachine = new LinkedHashMap<>();

    private final Map<Programs.Which, ProgramDriver> programs = new LinkedHashMap<>();

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

    /** A driver that is a program begins a life. */
    void add(Programs.Which which, Driver driver) {
        if (driver instanceof ProgramDriver program) {
            programs.put(which, program);
        }
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

    /** The same violation with the line of the script or program in which it happened. */
    Violation withLines(Violation violation) {
        if (!violation.stack().isEmpty()) {
            return violation;
        }
        String lines = linesOf(violation.call());
        return lines.isEmpty()
                ? violation
                : new Violation(
                        violation.rule(),
                        violation.place(),
                        violation.detail(),
                        violation.call(),
                        lines);
    }

    private String linesOf(@Nullable Call call) {
        for (List<ScriptedDriver> drivers : byMachine.values()) {
            for (ScriptedDriver driver : drivers) {
                String lines = driver.linesOf(call);
                if (!lines.isEmpty()) {
                    return lines;
                }
            }
        }
        for (ProgramDriver program : programs.values()) {
            String lines = program.linesOf(call);
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return "";
    }
}
