package dev.irpflow.sim.run;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Scenario;
import java.util.List;

/**
 * What a run is told of the machines that other processes play; between two steps, like everything
 * that happens to a run.
 */
public final class FromElsewhere {
    private final ScenarioRun run;
    private final List<Moment> moments;

    FromElsewhere(ScenarioRun run, Scenario scenario) {
        this.run = run;
        this.moments = MomentsOf.scenario(scenario);
    }

    /** Every DriverEntry of a machine has returned. */
    public void booted(String machine) {
        run.booted(machine);
    }

    /** A DriverEntry has failed. */
    public void notLoaded(String machine, String driver, NtStatus status) {
        run.notLoaded(machine, driver, status);
    }

    /**
     * Every DriverUnload of a machine has returned.
     *
     * @param leaks what is left over there, in words; "" for nothing
     */
    public void unloaded(String machine, String leaks) {
        Leaks.judge(run, machine, leaks);
        run.unloaded(machine);
    }

    /** A rule was broken; {@code stack} has the Java frames of the driver. */
    public void violated(String machine, String rule, String place, String detail, String stack) {
        Rule broken = Rules.find(rule);
        if (broken == null) {
            throw new IllegalArgumentException(rule + " is no rule of this build");
        }
        run.violated(machine, new Violation(broken, place, detail, null, stack));
    }

    /** A machine has died of a bug check. */
    public void died(String machine, BugCheck bugCheck) {
        run.died(machine, bugCheck);
    }

    /** A moment has come; its index is that of the {@link Elsewhere}. */
    public void came(int moment) {
        if (moment < 0 || moment >= moments.size()) {
            throw new IllegalArgumentException("the scenario has no moment " + moment);
        }
        run.moments().cameElsewhere(moments.get(moment));
    }

    /** A fault has struck there, by its name. */
    public void struck(String fault) {
        run.faults().struckElsewhere(fault);
    }
}
