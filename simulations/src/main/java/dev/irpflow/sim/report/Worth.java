package dev.irpflow.sim.report;

import dev.irpflow.contract.RoutineContract;

/**
 * How much a message is worth to a story, in points: the least go first when there are too many.
 * What is told already counts less when it comes again after a machine was lost, but it is told:
 * that is how a driver recovers.
 */
enum Worth {
    /** Machines that are lost and come back, violations, notes. */
    ALWAYS(100, 100),
    /** What an application asks for. */
    APPLICATION(90, 90),
    /** Low I/O: where a mini-redirector does its work. */
    LOW_IO(80, 70),
    /** A cancelled operation. */
    CANCEL(78, 72),
    /** A status that says that something failed. */
    FAILURE(75, 73),
    /** A driver asks for something that takes an IRP. */
    DRIVER(66, 64),
    /** The first stroke of a fault. */
    FAULT(74, 40),
    /** A subsystem calls a driver. */
    CALLBACK(60, 56),
    /** An operation completes. */
    COMPLETION(65, 35),
    /** A request goes down to a driver. */
    REQUEST(48, 0),
    /** The first decision. */
    DECISION(42, 0),
    /** A driver calls a subsystem. */
    SYSTEM(36, 0),
    /** A driver is loaded or unloaded. */
    LOADING(30, 30),
    /** What every request does. */
    PLUMBING(0, 0);

    private final int first;
    private final int again;

    Worth(int first, int again) {
        this.first = first;
        this.again = again;
    }

    /**
     * The points of a message.
     *
     * @param era how many machines were lost before it
     */
    int points(int era) {
        return era == 0 ? first : again;
    }

    /** The worth of the first call of a routine between two places. */
    static Worth of(RoutineContract contract) {
        String name = contract.name();
        return switch (contract.kind()) {
            case LOW_IO -> LOW_IO;
            case IRP_FUNCTION -> name.startsWith("Io") ? PLUMBING : DRIVER;
            case CALLBACK -> ofCallback(name);
            case FUNCTION -> name.startsWith("Io") || name.startsWith("Tcp") ? PLUMBING : SYSTEM;
            case IOCTL -> SYSTEM;
            case FIELD, KIND_UNSPECIFIED, UNRECOGNIZED -> PLUMBING;
        };
    }

    private static Worth ofCallback(String name) {
        return switch (name) {
            case "DriverEntry", "DriverUnload" -> LOADING;
            case "IRP_MJ_CREATE", "IRP_MJ_READ", "IRP_MJ_WRITE", "IRP_MJ_DEVICE_CONTROL" -> REQUEST;
            default ->
                    name.startsWith("IRP_")
                                    || name.startsWith("Tcp")
                                    || name.startsWith("K")
                                    || name.startsWith("IO_")
                            ? PLUMBING
                            : CALLBACK;
        };
    }
}
