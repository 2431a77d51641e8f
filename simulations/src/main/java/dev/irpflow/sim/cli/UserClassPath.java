package dev.irpflow.sim.cli;

import com.google.protobuf.ByteString;
import dev.irpflow.sim.classes.UsersClassLoader;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile.Input;
import dev.irpflow.sim.run.Inputs;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The drivers of the user's own: jars and folders of classes, given by {@code --classpath}. */
final class UserClassPath {
    /** What a replay calls an input that holds classes. */
    static final String ROLE = "class";

    private final List<Path> entries;
    private final List<Input> inputs;

    private UserClassPath(List<Path> entries, List<Input> inputs) {
        this.entries = List.copyOf(entries);
        this.inputs = List.copyOf(inputs);
    }

    /**
     * The class path of an option, separated as for {@code java}.
     *
     * @throws Refusal if an entry is missing or cannot be read
     */
    static UserClassPath of(String option, Terminal terminal) throws Refusal {
        List<String> given = new ArrayList<>();
        for (String entry : option.split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                given.add(entry);
            }
        }
        return of(given, terminal);
    }

    /** The same with the entries apart. */
    static UserClassPath of(List<String> given, Terminal terminal) throws Refusal {
        List<Path> entries = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String entry : given) {
            Path path = terminal.resolve(entry);
            try {
                inputs.add(new Input(ROLE, path.toString(), hash(path)));
                entries.add(path);
            } catch (IOException e) {
                problems.add("--classpath: %s cannot be read: %s".formatted(entry, e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return new UserClassPath(entries, inputs);
    }

    /** The entries with their hashes. */
    List<Input> inputs() {
        return inputs;
    }

    /** Lets the present thread find the classes: that is where drivers are looked for. */
    void install() {
        if (entries.isEmpty()) {
            return;
        }
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = entries.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException("a path always has a URL", e);
            }
        }
        ClassLoader parent = UserClassPath.class.getClassLoader();
        Thread.currentThread().setContextClassLoader(new UsersClassLoader(urls, parent));
    }

    /** The hash of a jar, or of all files below a folder with their names. */
    static String hash(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Inputs.sha256(ByteString.copyFrom(Files.readAllBytes(path)));
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(path.relativize(file).toString().replace('\\', '/'));
                all.append(' ').append(hash(file)).append('\n');
            }
        }
        return Inputs.sha256(ByteString.copyFrom(all.toString(), StandardCharsets.UTF_8));
    }
}
