package dev.irpflow.sim.cli;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the drivers of a scenario and what they use were found in this process, so that another one
 * finds them by {@code --classpath}.
 */
final class DriverClassPath {
    private final Set<Path> entries = new LinkedHashSet<>();

    private DriverClassPath() {}

    /** Of the drivers that are classes of the user's; the present thread finds them. */
    static DriverClassPath of(Scenario scenario) {
        DriverClassPath self = new DriverClassPath();
        for (DriverSpec driver : scenario.world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfClass(String className)) {
                self.add(sourceOf(className));
            }
        }
        if (!self.entries.isEmpty()) {
            self.addFoldersOfThisProcess();
        }
        return self;
    }

    /** As the option has it: paths from the working directory where they lie below it. */
    String words(Terminal terminal) {
        StringBuilder words = new StringBuilder();
        for (Path entry : entries) {
            words.append(words.isEmpty() ? "" : File.pathSeparator).append(terminal.shown(entry));
        }
        return words.toString();
    }

    private void add(@Nullable Path entry) {
        if (entry != null) {
            entries.add(entry);
        }
    }

    // A driver may use other classes of its project, which lie in folders while it is built.
    private void addFoldersOfThisProcess() {
        String all = System.getProperty("java.class.path", "");
        for (String entry : all.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            boolean isOurs = Files.exists(path.resolve("dev/irpflow"));
            if (!entry.isEmpty() && Files.isDirectory(path) && !isOurs) {
                entries.add(path);
            }
        }
    }

    private static @Nullable Path sourceOf(String className) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            CodeSource source =
                    Class.forName(className, false, loader).getProtectionDomain().getCodeSource();
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            return null; // no command can name it
        }
    }
}
