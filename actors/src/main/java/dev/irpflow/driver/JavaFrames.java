package dev.irpflow.driver;

/** The Java lines of a driver, out of a stack that also holds this emulation's own frames. */
final class JavaFrames {
    private static final String OWN = "dev.irpflow.";
    private static final int MAX = 12;

    private JavaFrames() {}

    /** One line for each frame that is not the emulation's plumbing, newest first. */
    static String of(Throwable thrown) {
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (count < MAX && !isPlumbing(frame.getClassName())) {
                lines.append(frame).append('\n');
                count++;
            }
        }
        return lines.toString();
    }

    private static boolean isPlumbing(String className) {
        return className.startsWith(OWN + "driver.")
                || className.startsWith(OWN + "kernel.")
                || className.startsWith("java.")
                || className.startsWith("jdk.");
    }
}
