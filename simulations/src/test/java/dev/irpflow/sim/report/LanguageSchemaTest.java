package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.load.Loading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageSchemaTest {
    // Tests run in the folder of their module.
    private static final Path SCHEMA = Path.of("..", "docs", "scenario.schema.json");
    private static final Path PAGE = Path.of("..", "docs", "scenario-reference.md");
    private static final Path SHIPPED = Path.of("src", "main", "resources", "scenarios");

    private static final String DOCUMENT = LanguageSchema.of(Grammar.of(Product.vocabulary()));
    private static final SchemaJudge JUDGE = new SchemaJudge(DOCUMENT);

    @TempDir private Path folder;

    @Test
    void theSchemaSaysWhatTheLanguageSays() throws IOException {
        if (Boolean.getBoolean("language.write")) { // mvn -Dlanguage.write=true writes it anew
            Files.writeString(SCHEMA, DOCUMENT);
        }

        assertThat(Files.readString(SCHEMA)).isEqualTo(DOCUMENT);
    }

    @Test
    void theReferencePageSaysWhatTheLanguageSays() throws IOException {
        String page = LanguagePage.of(Grammar.of(Product.vocabulary()));
        if (Boolean.getBoolean("language.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyScenarioThatShipsIsGoodByTheSchema(Path file) throws IOException {
        assertThat(JUDGE.problems(Files.readString(file))).isEmpty();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Loading.examples())) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsGoodByTheSchemaOfItsVocabulary(Path file) throws IOException {
        SchemaJudge judge = new SchemaJudge(LanguageSchema.of(Grammar.of(Loading.vocabulary())));

        assertThat(judge.problems(Files.readString(file))).isEmpty();
    }

    /** Each replaces a part of the scenario without mistakes by a mistake. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags: [slow] | tagz: [slow]",
                "cases: [wsk-wfp/A01] | cases: [A01]",
                "is: share, default: 5 % | is: shar, default: 5 %",
                "processors: 2 | processors: two",
                "processors: 2 | procesors: 2",
                "ready-after: 100 ms | ready-after: 100",
                "addresses: [10.0.0.2] | addresses: 10.0.0.2",
                "nonpaged: 16 MiB | nonpaged: 16",
                "latency: 1..3 ms | latency: 1..3",
                "client <-> files: { | client - files: {",
                "role: mini-redirector, like | role: mini-redirecter, like",
                "call: WskRegister | call: WskRegistre",
                "call: WskRegister | cal: WskRegister",
                "call: WskRegister | begin: WskRegister",
                "returns: STATUS_SUCCESS | return: STATUS_SUCCESS",
                "registration: $reg.registration, wait_timeout: 5 s | registration: $reg.registration",
                "registration: $reg.registration, wait_timeout | registratoin: $reg.registration, wait_timeout",
                "wait_timeout: 5 s | wait_timeout: 5",
                "run: map-drive | run: mapdrive",
                "from: zeros 4 KiB | from: zeroes 4 KiB",
                "lose: $loss | lose: 0.05",
                "lose: $loss | loose: $loss",
                "restart: files | reboot: files",
                "nth: 3 | nth: third",
                "at-most: 6 | at-most: several",
                "calm-after: 30 s | calm-after: 30",
                "irql: DISPATCH_LEVEL | irql: DISPATCH",
                "is: 1..3 | is: some",
                "messages: 1000 | message: 1000",
            })
    void aMistakeIsRefusedByTheSchemaAndByTheLoader(String original, String mistake)
            throws IOException {
        String base = Files.readString(Loading.examples().resolveSibling("mistakes/base.yaml"));
        SchemaJudge judge = new SchemaJudge(LanguageSchema.of(Grammar.of(Loading.vocabulary())));

        assertThat(base).contains(original);
        String text = base.replace(original, mistake);

        assertThat(judge.problems(base)).isEmpty();
        assertThat(judge.problems(text)).isNotEmpty();
        assertThat(Loading.lines(Loading.loadText(folder, "base.yaml", text))).isNotEmpty();
    }
}
