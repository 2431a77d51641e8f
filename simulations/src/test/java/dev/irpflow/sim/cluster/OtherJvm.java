package dev.irpflow.sim.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that a test has started, with the class path and the flags of the product. */
final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();

    private OtherJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static OtherJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** The same with more options of the JVM. */
    static OtherJvm start(List<String> options, Class<?> main, String... arguments)
            throws IOException {
        return start(options, System.getProperty("java.class.path"), main, arguments);
    }

    /** The same with another class path. */
    static OtherJvm start(
            List<String> options, String classPath, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + flags());
        command.add("-XX:TieredStopAtLevel=1"); // it lives for seconds
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new OtherJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for a line that begins so, and gives the rest of it. */
    String await(String beginning) throws IOException {
        String line = output.readLine();
        while (line != null) {
            said.add(line);
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            line = output.readLine();
        }
        throw new IOException("it ended without \"" + beginning + "\": " + said);
    }

    /** Ends it without a chance to say anything. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Path flags() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("jvm-flags.txt"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above has jvm-flags.txt");
            }
        }
        return folder.resolve("jvm-flags.txt");
    }
}
