package dev.irpflow.sim.junit;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Machine;
import dev.irpflow.node.Node;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A local repository of Maven that holds this build besides what the user's own holds, which stays
 * as it is: as if the build had been installed.
 *
 * @param path its folder
 */
record LocalRepository(Path path) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** Makes one. */
    static LocalRepository in(Path path) throws IOException {
        Path users =
                Path.of(
                        System.getProperty(
                                "localRepository",
                                System.getProperty("user.home") + "/.m2/repository"));
        LocalRepository self = new LocalRepository(path);
        link(users, path, "dev");
        link(users.resolve("dev"), path.resolve("dev"), "irpflow");
        self.install();
        return self;
    }

    /** The command of Maven; null if it is not on the PATH. */
    static @Nullable String maven() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path maven = Path.of(folder).resolve("mvn");
            if (Files.isExecutable(maven)) {
                return maven.toString();
            }
        }
        return null;
    }

    private static void link(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                Path link = to.resolve(each.getFileName());
                if (!each.endsWith(except) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, each);
                }
            }
        }
    }

    private void install() throws IOException {
        Path home = OtherProcess.home();
        Map<String, Class<?>> modules = new LinkedHashMap<>();
        modules.put("protocol", RoutineContract.class);
        modules.put("actors", Machine.class);
        modules.put("cluster-config", Node.class);
        modules.put("simulations", SimulationTest.class);
        copy(home.resolve("pom.xml"), file("irpflow", "pom"));
        for (Map.Entry<String, Class<?>> module : modules.entrySet()) {
            String artifact = "irpflow-" + module.getKey();
            copy(home.resolve(module.getKey()).resolve("pom.xml"), file(artifact, "pom"));
            Path classes = sourceOf(module.getValue());
            if (Files.isDirectory(classes)) {
                pack(classes, file(artifact, "jar"));
            } else {
                copy(classes, file(artifact, "jar"));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String artifact, String ending) throws IOException {
        Path folder = path.resolve("dev/irpflow").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        return folder.resolve(artifact + "-" + VERSION + "." + ending);
    }

    private static Path sourceOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            out.setLevel(1);
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
