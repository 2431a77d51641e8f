package dev.irpflow.sim.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks and where it stands.
 *
 * @param out the answer
 * @param err everything else
 * @param workingDirectory what relative paths are relative to
 * @param home the folder of the product's sources, null where it runs without them
 * @param manner how much may be drawn
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Path workingDirectory,
        @Nullable Path home,
        Manner manner) {
    /** What the other end of the output can take. */
    enum Manner {
        /** Plain lines: a file, a pipe. */
        PLAIN,
        /** Lines that are drawn over again, without colours. */
        INTERACTIVE,
        /** The same with colours. */
        COLOURED
    }

    /** The terminal of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                stream(System.out),
                stream(System.err),
                Path.of("").toAbsolutePath(),
                homeOfProcess(),
                mannerOfProcess());
    }

    /** A path as the user gave it, made absolute. */
    Path resolve(String path) {
        return workingDirectory.resolve(path).normalize();
    }

    /** A path as a user would type it here. */
    String shown(Path path) {
        return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
                ? workingDirectory.relativize(path).toString()
                : path.toString();
    }

    boolean isInteractive() {
        return manner != Manner.PLAIN;
    }

    // Stories hold no other characters than ASCII of their own, but names of files may.
    private static PrintStream stream(PrintStream process) {
        return new PrintStream(process, true, StandardCharsets.UTF_8);
    }

    private static Manner mannerOfProcess() {
        if (!isTerminal(System.console())) {
            return Manner.PLAIN;
        }
        String noColour = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return dumb || (noColour != null && !noColour.isEmpty())
                ? Manner.INTERACTIVE
                : Manner.COLOURED;
    }

    // The JDK gives a console, or none, by which of its modules there are.
    private static boolean isTerminal(@Nullable Console console) {
        return console != null && console.isTerminal();
    }

    // The launcher says where it lies. Started otherwise, the classes may still lie in a checkout.
    private static @Nullable Path homeOfProcess() {
        String given = System.getProperty("irpflow.home");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isRegularFile(folder.resolve("jvm-flags.txt"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
