package dev.irpflow.sim.run;

import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;

/** Where steps are played: in a thread of the scenario, or in a routine of a scripted driver. */
interface StepSite {
    ScenarioRun scenarioRun();

    /** The thread to which its steps belong, wherever one of them is played. */
    default StepSite thread() {
        return this;
    }

    /** What its steps have named. */
    StepNames names();

    /** What its references name. */
    Values values();

    /** Gives the fields of its requests their values. */
    StepResolver resolver(RunningMachine here, List<Region> lent);

    /**
     * The present step has this long from now on.
     *
     * @param what and {@code lacks} say for the violation what did not come
     */
    Deadline deadline(TimeSpan within, Where where, String what, String lacks);

    /**
     * A routine that the present step has called raised this, and the step does not handle it. A
     * driver is to blame for its script. Of a step of the scenario nobody is: it fails, since it
     * expects a success.
     */
    default void unhandled(NtStatus raised) {}
}
