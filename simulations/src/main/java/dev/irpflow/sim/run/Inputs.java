package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's files that a run reads: each is read once, and its hash is part of what the run is a
 * function of.
 */
public final class Inputs {
    private final Path base;
    private final Map<String, ByteString> contents = new LinkedHashMap<>();
    private final Map<String, String> hashes = new LinkedHashMap<>();

    /** Files whose relative paths start at this directory. */
    public Inputs(Path base) {
        this.base = base;
    }

    /**
     * The content of a file.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public ByteString read(String path) {
        return contents.computeIfAbsent(
                path,
                p -> {
                    try {
                        ByteString content =
                                ByteString.copyFrom(Files.readAllBytes(base.resolve(p)));
                        hashes.put(p, sha256(content));
                        return content;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Reads those words of a command that name files. */
    public void readFiles(List<String> command) {
        for (String word : command) {
            if (isFile(word)) {
                read(word);
            }
        }
    }

    private boolean isFile(String word) {
        try {
            return !word.isEmpty() && Files.isRegularFile(base.resolve(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The SHA-256 of each file that was read, by path. */
    public Map<String, String> hashes() {
        return Collections.unmodifiableMap(hashes);
    }

    /** The SHA-256 of bytes, in hexadecimal. */
    public static String sha256(ByteString bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.asReadOnlyByteBuffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
