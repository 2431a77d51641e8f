package dev.irpflow.sim.mutant;

import java.util.ArrayList;
import java.util.List;

/** All mutants, by what they change. */
public final class Mutants {
    private static final List<Mutant> ALL = gather();

    private Mutants() {}

    /** All of them. */
    public static List<Mutant> all() {
        return ALL;
    }

    private static List<Mutant> gather() {
        List<Mutant> all = new ArrayList<>();
        all.addAll(QueueMutants.ALL);
        all.addAll(KernelMutants.ALL);
        all.addAll(TransportMutants.ALL);
        all.addAll(WskMutants.ALL);
        all.addAll(DriveMutants.ALL);
        all.addAll(CancelScriptMutants.ALL);
        all.addAll(DriverScriptMutants.ALL);
        all.addAll(ThreadScriptMutants.ALL);
        return List.copyOf(all);
    }
}
