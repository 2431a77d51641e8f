package dev.irpflow.sim.report;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Machine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which build this is. A run is a function of the code too, so a replay asks for the same build:
 * the checksums of all entries of our jars, and the versions of the libraries beside them.
 */
public final class Build {
    /** The fingerprint of a build that has no jars: classes that were just compiled. */
    public static final String DEVELOPMENT = "development";

    private Build() {}

    /** 16 hexadecimal digits, or {@link #DEVELOPMENT}. */
    public static String fingerprint() {
        return Known.FINGERPRINT;
    }

    private static final class Known {
        static final String FINGERPRINT = read();

        private static String read() {
            Set<Path> jars = new LinkedHashSet<>();
            for (Class<?> type :
                    new Class<?>[] {Build.class, Machine.class, RoutineContract.class}) {
                Path jar = jarOf(type);
                if (jar == null) {
                    return DEVELOPMENT;
                }
                jars.add(jar);
            }
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (Path jar : jars) {
                    add(jar, digest);
                }
                return HexFormat.of().formatHex(digest.digest(), 0, 8);
            } catch (IOException e) {
                return DEVELOPMENT;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    private static @Nullable Path jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            Path path = source == null ? null : Path.of(source.getLocation().toURI());
            return path != null && Files.isRegularFile(path) ? path : null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static void add(Path path, MessageDigest digest) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream().forEachOrdered(entry -> add(entry, digest));
            String libraries =
                    jar.getManifest() == null
                            ? null
                            : jar.getManifest()
                                    .getMainAttributes()
                                    .getValue(Attributes.Name.CLASS_PATH);
            digest.update(String.valueOf(libraries).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(ZipEntry entry, MessageDigest digest) {
        String line = entry.getName() + " " + entry.getSize() + " " + entry.getCrc() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
}
