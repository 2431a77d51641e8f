package dev.irpflow.sim.ci;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a source, as a frame of a stack names it.
 *
 * @param file its path below some folder of sources, with slashes
 * @param line from 1
 */
public record SourceLine(String file, int line) {
    private static final Pattern JAVA =
            Pattern.compile("([\\w$.]+)\\.[\\w$<>]+\\(([^():]+):(\\d{1,9})\\)");
    private static final Pattern SCENARIO = Pattern.compile("(.+\\.ya?ml):(\\d{1,9})(:\\d+)?.*");

    /**
     * The line of a frame; null if it names none.
     *
     * @param frame {@code com.example.Queue.read(Queue.java:17)}, or a place in a scenario, {@code
     *     folder/queue.yaml:17:5}
     */
    public static @Nullable SourceLine of(String frame) {
        Matcher java = JAVA.matcher(frame.strip());
        if (java.matches()) {
            String type = java.group(1);
            int end = type.lastIndexOf('.');
            String folder = end < 0 ? "" : type.substring(0, end).replace('.', '/') + "/";
            return new SourceLine(folder + java.group(2), Integer.parseInt(java.group(3)));
        }
        Matcher scenario = SCENARIO.matcher(frame.strip());
        return scenario.matches()
                ? new SourceLine(
                        scenario.group(1).replace('\\', '/'), Integer.parseInt(scenario.group(2)))
                : null;
    }
}
