package dev.irpflow.sim.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run. What cannot be written is kept as a problem, told once, and ends the
 * writing: a full disk never costs the verdict.
 */
public final class RunFolder {
    private static final int MOST_IN_ONE_SECOND = 1000;

    private final Path path;
    private final boolean isThere;
    private final @Nullable RunFolder outer;
    private @Nullable String problem;

    private RunFolder(Path path, @Nullable String problem) {
        this(path, null, problem);
    }

    private RunFolder(Path path, @Nullable RunFolder outer, @Nullable String problem) {
        this.path = path;
        this.outer = outer;
        this.isThere = problem == null;
        this.problem = problem;
    }

    /**
     * Makes the folder of a run; two that begin in one second get different names.
     *
     * @param out the folder of all runs
     * @param scenario the scenario's name
     * @param moment when the run began, {@code yyyymmdd-hhmmss}
     */
    public static RunFolder create(Path out, String scenario, String moment) {
        Path parent = out.resolve(scenario);
        Path first = parent.resolve(moment);
        try {
            Files.createDirectories(parent);
            for (int i = 1; i <= MOST_IN_ONE_SECOND; i++) {
                Path path = i == 1 ? first : parent.resolve(moment + "-" + i);
                try {
                    Files.createDirectory(path);
                    return new RunFolder(path, null);
                } catch (FileAlreadyExistsException e) {
                    // Another run began in this second: the next name, then.
                }
            }
            return new RunFolder(first, "too many runs began in one second");
        } catch (IOException e) {
            return new RunFolder(first, reason(e));
        }
    }

    /** A folder that is there, of a run that goes on. */
    public static RunFolder of(Path path) {
        return new RunFolder(path, null);
    }

    /** A folder within this one, such as {@code F1}; what was in it before is gone. */
    public RunFolder inside(String name) {
        Path inner = path.resolve(name);
        if (isThere) {
            try {
                empty(inner);
                Files.createDirectories(inner);
                return new RunFolder(inner, this, null);
            } catch (IOException e) {
                failed(e);
            }
        }
        return new RunFolder(inner, problem);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Why something is missing in it, or in a folder within it; null if all is there. */
    public @Nullable String problem() {
        return problem;
    }

    /** Writes a whole file, or nothing of it. */
    public void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a whole file, or nothing of it. */
    public void write(String name, byte[] bytes) {
        if (isThere) {
            try {
                WholeFile.write(path.resolve(name), bytes);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** Says that this is the newest run of its scenario. */
    public void publish() {
        Path parent = path.getParent();
        if (isThere && parent != null) {
            try {
                String newest = path.getFileName() + "\n";
                WholeFile.write(
                        parent.resolve("latest.txt"), newest.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** The file of events, which grows; null if there can be none. */
    public @Nullable OutputStream events() {
        if (!isThere) {
            return null;
        }
        try {
            return Files.newOutputStream(path.resolve("events.jsonl"));
        } catch (IOException e) {
            failed(e);
            return null;
        }
    }

    /** Something else could not be written here. */
    public void failed(IOException e) {
        if (problem == null) {
            problem = reason(e);
        }
        if (outer != null) {
            outer.failed(e);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    empty(file); // a run may have another one within it
                    Files.delete(file);
                }
            }
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileAlreadyExistsException there -> there.getFile() + ": a file, no folder";
            case NoSuchFileException missing -> missing.getFile() + ": no such folder";
            default -> String.valueOf(e.getMessage());
        };
    }
}
