package dev.irpflow.sim.scenario.yaml;

/**
 * The place of something that was read.
 *
 * @param file the name to show: a path as the user gave it, or an option of the command line
 * @param line counted from 1; 0 where there are no lines (the command line, a whole file)
 * @param column counted from 1 in code points; 0 where there are no lines
 */
public record Where(String file, int line, int column) {
    /** The file as a whole, or an option of the command line. */
    public static Where whole(String name) {
        return new Where(name, 0, 0);
    }

    /** {@code file:line:column}, the form that editors follow. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
