package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** The processes of a machine, made at first mention. */
public final class Processes {
    private final Machine machine;
    private @Nullable ProcessObject system;
    private @Nullable ProcessObject application;

    Processes(Machine machine) {
        this.machine = machine;
    }

    /** The process of a thread; the system's for none. */
    public ProcessObject of(@Nullable ThreadObject thread) {
        if (thread != null && thread.strand().isOfUserMode()) {
            if (application == null) {
                application = machine.objects().add(new ProcessObject());
            }
            return application;
        }
        if (system == null) {
            system = machine.objects().add(new ProcessObject());
        }
        return system;
    }
}
