package dev.irpflow.driver;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.StrandStack;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
                lines.append(line(frame)).append('\n');
                count++;
            }
        }
        return lines.toString();
    }

    /**
     * A stack that several routines of drivers share, cut where one begins.
     *
     * @param served the calls whose routines these are, newest first
     */
    static List<StrandStack.Part> parts(StackTraceElement[] stack, Iterable<Call> served) {
        List<StrandStack.Part> parts = new ArrayList<>();
        Iterator<Call> calls = served.iterator();
        List<String> lines = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (isBottom(frame) && calls.hasNext()) {
                parts.add(new StrandStack.Part(calls.next(), List.copyOf(lines)));
                lines.clear();
            } else if (isCall(frame)) {
                lines.clear(); // what stands above serves the call, and is ours
            } else if (lines.size() < MAX && isDrivers(frame.getClassName())) {
                lines.add(line(frame));
            }
        }
        return parts;
    }

    // Without the class loader: where a class was found makes no other driver of it.
    private static String line(StackTraceElement frame) {
        String text = frame.toString();
        return text.substring(text.lastIndexOf('/', text.indexOf('(')) + 1);
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

    private static boolean isCall(StackTraceElement frame) {
        return frame.getClassName().equals(DriverHost.class.getName())
                && frame.getMethodName().equals("call");
    }

    // The steps of a scenario run as an application's thread, whose frames are ours; so are those
    // that speak for a driver which is a program.
    private static boolean isDrivers(String className) {
        return !isPlumbing(className)
                && !className.startsWith(OWN + "sim.run.")
                && !className.startsWith(OWN + "sim.program.");
    }

    private static boolean isPlumbing(String className) {
        return className.startsWith(OWN + "driver.")
                || className.startsWith(OWN + "kernel.")
                || className.startsWith("java.")
                || className.startsWith("jdk.");
    }
}
