package dev.irpflow.sim.run;

import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.machine.Loader;

/** Whose machines they are: a run, or the part of a run that another process leads. */
interface MachineOwner extends Loader.Listener, Blueprints.Making {
    /** The faults that act on calls and frames. */
    RunFaults faults();

    /** Who waits for what. */
    Moments moments();

    /** The operations that are open. */
    Operations operations();

    /** The same violation with the line of the script in which it happened, if it did in one. */
    Violation withLines(Violation violation);

    /** A machine is being switched on, for its first or a later life. */
    default void beginsALife(String machine) {}

    /** A rule was broken on a machine. */
    void violated(String machine, Violation violation);

    /** A machine has died of a bug check. */
    void died(Machine machine, BugCheck bugCheck);

    /** A machine is about to die, and this is its crash dump. */
    default void dumped(CrashDump dump) {}

    /** Our own code threw. */
    void broke(Throwable error);
}
