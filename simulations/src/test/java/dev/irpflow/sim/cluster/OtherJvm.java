package dev.irpflow.sim.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A JVM that a test has started, with the class path and the flags of the product. */
final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    private OtherJvm(Process process) {
        this.process = process;
        // On a thread of its own: a pipe that nobody reads holds up who writes, and who reads it
        // cannot be interrupted.
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                lines.add(Optional.of(line));
                line = output.readLine();
            }
        } catch (IOException e) {
            lines.add(Optional.of(e.toString()));
        }
        lines.add(Optional.empty());
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

    /** Waits for a line that begins so, and gives the rest of it; at the most until it ends. */
    String await(String beginning) throws IOException {
        try {
            Optional<String> line = lines.take();
            while (line.isPresent()) {
                said.add(line.get());
                if (line.get().startsWith(beginning)) {
                    return line.get().substring(beginning.length());
                }
                line = lines.take();
            }
            lines.add(line); // whoever asks again hears of the end, too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before \"" + beginning + "\": " + said, e);
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
