package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Say;
import dev.irpflow.sim.campaign.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker process, as the process sees it that leads the hunt. */
final class HuntWorker implements AutoCloseable {
    private static final int LAST_WORDS = 20;

    private final Process process;
    private final Wire wire;
    private final Terminal terminal;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    /**
     * Starts one.
     *
     * @param flags of its JVM, beside those of this one
     * @param heard is told of what it says, and of its end by {@code said} null; on another thread
     */
    HuntWorker(Terminal terminal, List<String> flags, HuntSetup setup, Consumer<Heard> heard)
            throws IOException {
        this.terminal = terminal;
        this.process = SameJvm.command(terminal, flags, setup.workerWords()).start();
        this.wire = new Wire(process.getInputStream(), process.getOutputStream());
        start("worker", () -> hear(heard));
        start("worker's errors", this::copyErrors);
    }

    /** Something that a worker has said; null for its end, with the reason. */
    record Heard(HuntWorker from, @Nullable Say said, String problem) {}

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void hear(Consumer<Heard> heard) {
        String problem = "";
        try {
            Say next = wire.hear();
            while (next != null) {
                heard.accept(new Heard(this, next, ""));
                next = wire.hear();
            }
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        process.destroyForcibly();
        heard.accept(new Heard(this, null, problem));
    }

    private void copyErrors() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                said.add(line);
                if (said.size() > LAST_WORDS) {
                    said.poll();
                }
                terminal.err().println(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
    }

    /** Tells it something. One that has ended hears nothing, which is found out otherwise. */
    void tell(Say message) {
        try {
            wire.say(message);
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Ends it without a chance to say anything. */
    void kill() {
        process.destroyForcibly();
    }

    /** How it has ended, in words. */
    String ending() {
        return exit() + (said.isEmpty() ? "" : ", and its last words: " + String.join(" | ", said));
    }

    /** The exit code alone, which is the same each time. */
    String exit() {
        return "exit code %d".formatted(process.onExit().join().exitValue());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
