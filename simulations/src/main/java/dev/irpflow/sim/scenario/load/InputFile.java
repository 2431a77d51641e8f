package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Parsed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files of the user's, and says plainly why one cannot be used. */
final class InputFile {
    private InputFile() {}

    /** The file, if it can be read. */
    static Parsed<Path> check(Path path) {
        if (Files.isDirectory(path)) {
            return Parsed.bad("a directory; a file is wanted");
        }
        if (Files.notExists(path)) {
            return Parsed.bad("no such file");
        }
        if (!Files.isReadable(path)) {
            return Parsed.bad("may not be read; check its permissions and its directory's");
        }
        if (!Files.isRegularFile(path)) {
            return Parsed.bad("not a regular file");
        }
        return Parsed.good(path);
    }

    /** All bytes of a file, unless there are more than the limit. */
    static Parsed<byte[]> read(Path path, int limit) {
        return check(path)
                .then(file -> {
                    try {
                        long size = Files.size(file);
                        return size > limit
                                ? Parsed.bad(tooLarge(size, limit))
                                : Parsed.good(Files.readAllBytes(file));
                    } catch (IOException e) {
                        return Parsed.bad("cannot be read: " + reason(e));
                    }
                });
    }

    /** A path of the file system from its text. */
    static Parsed<Path> path(Path base, String text) {
        try {
            return Parsed.good(base.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Parsed.bad("not a path: " + e.getReason());
        }
    }

    private static String tooLarge(long size, int limit) {
        return "holds %d bytes; a scenario file may hold %d".formatted(size, limit);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it is gone";
            case AccessDeniedException _ -> "access is denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
