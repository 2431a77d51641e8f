package dev.irpflow.driver;

/**
 * A driver's Java has asked for the end of the process. A driver is part of the kernel and has
 * none: what it ends so is the emulation of all machines, with the run that was to judge it.
 * Classes of the user's are loaded with these methods in the place of those of the JDK.
 */
public final class ProcessEnd extends Error {
    private static final long serialVersionUID = 1;
    private static final String OURS = "dev.irpflow.";

    /** What is wrong with it. */
    static final String WHY_NOT = "a driver has no process to end, only a status to return";

    private final String call;

    private ProcessEnd(String call) {
        super(call + ": " + WHY_NOT);
        this.call = call;
    }

    /** The call as it was written. */
    String call() {
        return call;
    }

    /** In the place of {@link System#exit}. */
    public static void exit(int status) {
        end("System.exit", status);
    }

    /** In the place of {@link Runtime#exit}. */
    public static void exit(Runtime runtime, int status) {
        end("Runtime.exit", status);
    }

    /** In the place of {@link Runtime#halt}. */
    public static void halt(Runtime runtime, int status) {
        end("Runtime.halt", status);
    }

    // A thread of the driver's own belongs to no run: there the process does end, and not unheard.
    private static void end(String method, int status) {
        ProcessEnd end = new ProcessEnd("%s(%d)".formatted(method, status));
        if (!end.isOnThreadOfOurs()) {
            Runtime.getRuntime().exit(status);
        }
        throw end;
    }

    private boolean isOnThreadOfOurs() {
        for (StackTraceElement frame : getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith(OURS) && !name.equals(ProcessEnd.class.getName())) {
                return true;
            }
        }
        return false;
    }
}
