package dev.irpflow.sim.run;

import dev.irpflow.kernel.Region;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import java.util.List;

/** Gives the fields of a script's line their values: it knows the addresses of the scripts too. */
final class ScriptResolver extends StepResolver {
    private final ScriptedDriver driver;

    ScriptResolver(
            ScriptedDriver driver, RunningMachine machine, Values values, List<Region> lent) {
        super(driver.scenarioRun(), machine, driver.name(), values, lent);
        this.driver = driver;
    }

    @Override
    public long code(String name, FieldSpec field) {
        return field.isTable() ? driver.tableAddress() : driver.code(name);
    }
}
