package dev.irpflow.contract.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generates the driver API, compiles it with every warning as an error, and runs a driver against
 * it. The driver is SampleDriver.java.txt beside this class: it asserts nothing itself, but tells
 * in lines what it saw.
 */
final class StubGeneratorTest {
    @TempDir static Path folder;

    private static List<String> story = List.of();

    @BeforeAll
    static void generateCompileAndRun() throws Exception {
        Path sources = folder.resolve("src");
        StubGenerator.write(sources);
        Path api = sources.resolve("dev/irpflow/driver");
        for (String name :
                List.of("Caller", "Reply", "SampleDriver", "StatusRaised", "package-info")) {
            Files.writeString(api.resolve(name + ".java"), resource(name + ".java.txt"));
        }
        Path classes = compile(sources);
        URL[] path = {classes.toUri().toURL()};
        try (var loader = new URLClassLoader(path, StubGeneratorTest.class.getClassLoader())) {
            Object told =
                    loader.loadClass("dev.irpflow.driver.SampleDriver")
                            .getMethod("run")
                            .invoke(null);
            story = ((String) told).lines().toList();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = StubGeneratorTest.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Path compile(Path sources) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options =
                    List.of(
                            "-Xlint:all,-processing,-path",
                            "-Werror",
                            "-proc:none",
                            "-d",
                            classes.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"));
            var units = files.getJavaFileObjectsFromPaths(javaFiles(sources));
            boolean compiled = compiler.getTask(null, files, problems, options, null, units).call();
            assertThat(problems.getDiagnostics()).isEmpty();
            assertThat(compiled).isTrue();
        }
        return classes;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        found.add(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return found;
    }

    @Test
    void aStubBuildsTheRequestInTheOrderOfTheDocumentation() {
        assertThat(story)
                .contains("call WskSend socket: 5 buffer { region: 7 length: 64 } flags: 2 irp: 9");
    }

    @Test
    void aControlCodeOfAFunctionIsAMethodOfItsWholeName() {
        assertThat(story).contains("call SO_WSK_EVENT_CALLBACK socket: 5 npi_id: 1 event_mask: 64");
    }

    @Test
    void whatIsOptionalIsLeftOutWhenItIsNull() {
        assertThat(story)
                .contains("call WskDisconnect socket: 5 irp: 9")
                .contains("call KeWaitForSingleObject object: 11");
    }

    @Test
    void aRoutineIsPassedByItsAddress() {
        assertThat(story)
                .contains(
                        "call IoSetCompletionRoutine irp: 9 completion_routine: 1"
                                + " invoke_on_success: true invoke_on_error: true"
                                + " invoke_on_cancel: true");
    }

    @Test
    void aReturnIsTheStatusTheValueOrBoth() {
        assertThat(story)
                .contains("WskSend returned STATUS_PENDING")
                .contains("WskRegister returned STATUS_SUCCESS registration 21")
                .contains("IoAllocateIrp returned NULL")
                .contains("KeRaiseIrql returned APC_LEVEL");
    }

    @Test
    void anOutParameterThatWasNotWrittenCannotBeRead() {
        assertThat(story).contains("IoCreateDevice wrote nothing: DeviceObject was not written");
    }

    @Test
    void aCallReachesTheMethodOfItsSlot() {
        assertThat(story)
                .contains(
                        "MRxCreate \\readme.txt gives STATUS_SUCCESS returned_create_information:"
                                + " 1")
                .contains("IO_COMPLETION_ROUTINE gives STATUS_MORE_PROCESSING_REQUIRED")
                .contains("NPGetCaps gives returned: 9");
    }

    @Test
    void routinesOfTheKernelTakeWhatTheyTakeInC() {
        assertThat(story)
                .contains(
                        "IRP_MJ_READ of 3 for 9",
                        "IRP_MJ_READ gives STATUS_PENDING",
                        "slots IrpMjRead",
                        "completion NULL 9 5");
    }

    @Test
    void aSlotThatIsNotOverriddenIsNull() {
        assertThat(story)
                .contains("slots MRxStart MRxCreate LowIoOpRead")
                .contains("MRxFlush is NULL");
    }

    @Test
    void generatingAgainChangesNothing() throws IOException {
        Path file = folder.resolve("src/dev/irpflow/driver/Wsk.java");
        String before = Files.readString(file);

        StubGenerator.write(folder.resolve("src"));

        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
