package dev.irpflow.driver;

/** The Java lines of a driver, out of a stack that also holds this emulation's own frames. */
final class JavaFrames {
    private static final String OWN = "dev.irpflow.";
    private static final int MAX = 12;

    private JavaFrames() {}

    /** One line for each frame that is not the emulation's plumbing, newest first. */
    static String of(Throwable thrown) {
        return of(thrown.getStackTrace());
    }

    /** One line for each frame that is not the emulation's plumbing, newest first. */
    static String of(StackTraceElement[] stack) {
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (StackTraceElement frame : stack) {
            if (isBottom(frame)) {
                break; // below lies whoever has called the driver
            }
            if (count < MAX && !isPlumbing(frame.getClassName())) {
                lines.append(frame).append('\n');
                count++;
            }
        }
        return lines.toString();
    }

    /** Whether the newest frames are a driver's own, and not those of a call that it has made. */
    static boolean isDriversTurn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(DriverHost.class.getName())) {
                return isBottom(frame);
            }
        }
        return false;
    }

    private static boolean isBottom(StackTraceElement frame) {
        return frame.getClassName().equals(DriverHost.class.getName())
                && frame.getMethodName().equals("serve");
    }

    private static boolean isPlumbing(String className) {
        return className.startsWith(OWN + "driver.")
                || className.startsWith(OWN + "kernel.")
                || className.startsWith("java.")
                || className.startsWith("jdk.");
    }
}
