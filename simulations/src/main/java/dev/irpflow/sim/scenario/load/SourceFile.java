package dev.irpflow.sim.scenario.load;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that a scenario was read from.
 *
 * @param shown its name as messages show it
 * @param sha256 the hash of its bytes, 64 hexadecimal digits
 */
public record SourceFile(Path path, String shown, String sha256) {
    static SourceFile of(Path path, String shown, byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new SourceFile(path, shown, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
