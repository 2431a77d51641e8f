package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workloads that come with the product. */
public final class Workloads {
    private static final List<Workload> ALL =
            List.of(
                    new MapDrive(),
                    new UnmapDrive(),
                    new CopyToDrive(),
                    new ReadFromDrive(),
                    new SendIrp(),
                    new EndThread(),
                    new EndProcess());

    private Workloads() {}

    /** Their names, parameters and outputs, for the loader and for {@code list workloads}. */
    public static List<WorkloadSpec> specs() {
        return ALL.stream().map(Workload::spec).toList();
    }

    /** The workload of this name, which the loader has found. */
    static Workload known(String name) {
        Workload workload = find(name);
        if (workload == null) {
            throw new IllegalStateException("the loader let an unknown workload through");
        }
        return workload;
    }

    static @Nullable Workload find(String name) {
        for (Workload workload : ALL) {
            if (workload.spec().name().equals(name)) {
                return workload;
            }
        }
        return null;
    }
}
