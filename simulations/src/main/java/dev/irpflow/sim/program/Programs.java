package dev.irpflow.sim.program;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.protocol.status.NtStatus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The processes that play drivers on one stage: each lives through many runs. */
public final class Programs implements AutoCloseable {
    /**
     * A driver that is a program, on one machine.
     *
     * @param command the words that start it
     */
    public record Which(String driver, String machine, List<String> command) {
        public Which {
            command = List.copyOf(command);
        }

        private Program.Name name() {
            return new Program.Name(driver + " on " + machine, String.join(" ", command));
        }
    }

    // What a file of a program may end with; the system adds it.
    private static final List<String> ENDINGS = List.of("", ".exe", ".cmd", ".bat");

    private final Path folder;
    private final Consumer<String> errors;
    private final Map<Which, Conversation> conversations = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param folder where they are started
     * @param errors takes what they write on standard error, each line with the driver before it
     */
    public Programs(Path folder, Consumer<String> errors) {
        this.folder = folder;
        this.errors = errors;
    }

    /**
     * A life of a driver; its program is started unless it is there already.
     *
     * @param failed is told why a run cannot go on
     */
    public Driver driver(Which which, Consumer<ProgramException> failed) {
        try {
            return new ProgramDriver(which.driver(), conversation(which), failed);
        } catch (ProgramException e) {
            failed.accept(e);
            return new Unmade();
        }
    }

    /**
     * Why a command cannot be started; "" if it can.
     *
     * @param folder where it would be
     */
    public static String problem(Path folder, List<String> command) {
        String program = command.getFirst();
        try {
            if (program.indexOf('/') >= 0) {
                Path file = folder.resolve(program);
                return !Files.isRegularFile(file)
                        ? program + ": no such file"
                        : Files.isExecutable(file) ? "" : program + ": may not be executed";
            }
            String path = String.valueOf(System.getenv("PATH"));
            for (String entry : path.split(File.pathSeparator)) {
                if (!entry.isEmpty() && isThere(Path.of(entry), program)) {
                    return "";
                }
            }
            return program + ": no such program on the PATH";
        } catch (InvalidPathException e) {
            return program + ": no path: " + e.getReason();
        }
    }

    private static boolean isThere(Path folder, String program) {
        return ENDINGS.stream()
                .map(ending -> folder.resolve(program + ending))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    private Conversation conversation(Which which) {
        Conversation known = conversations.remove(which);
        if (known != null && known.isUsable()) {
            conversations.put(which, known);
            return known;
        }
        if (known != null) {
            known.close();
        }
        ProcessBuilder builder = new ProcessBuilder(words(which.command()));
        builder.directory(folder.toFile());
        String prefix = which.driver() + ": ";
        Program program =
                Program.start(which.name(), builder, line -> errors.accept(prefix + line));
        try {
            Conversation made = new Conversation(program, which.driver(), which.machine());
            conversations.put(which, made);
            return made;
        } catch (ProgramException e) {
            program.close();
            throw e;
        }
    }

    // A program that is a path lies where the others are started, and not where this process was.
    private List<String> words(List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (words.getFirst().indexOf('/') >= 0) {
            words.set(0, folder.resolve(words.getFirst()).toString());
        }
        return words;
    }

    /** Of a run that is over before it has begun. */
    private static final class Unmade implements Driver {
        @Override
        public NtStatus driverEntry(DriverContext context) {
            return NtStatus.STATUS_UNSUCCESSFUL;
        }
    }

    @Override
    public void close() {
        conversations.values().forEach(Conversation::close);
        conversations.clear();
    }
}
