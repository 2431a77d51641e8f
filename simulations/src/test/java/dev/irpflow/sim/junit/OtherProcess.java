package dev.irpflow.sim.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A process that has ended.
 *
 * @param exit its exit code
 * @param out what it wrote, standard error included
 */
record OtherProcess(int exit, String out) {
    /** Runs a command in a folder to its end; {@code JAVA_HOME} is the JDK of this process. */
    static OtherProcess run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("irpflow-test", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().remove("MAVEN_OPTS");
            int exit = builder.start().waitFor();
            return new OtherProcess(exit, Files.readString(out));
        } finally {
            Files.delete(out);
        }
    }

    /** Plays a test in another JVM with these flags. */
    static OtherProcess playTest(List<String> flags, Class<?> type, String method)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PlayOneTest.class.getName(), type.getName(), method));
        return run(Path.of("").toAbsolutePath(), command);
    }

    /** The folder of the project. */
    static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("jvm-flags.txt"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }
}
