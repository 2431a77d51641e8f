package dev.irpflow.sim.scenario.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioReaderTest {
    private static Tree read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Tree read(byte[] bytes) {
        return ScenarioReader.read("x.yaml", bytes);
    }

    private static Mapping root(Tree tree) {
        return (Mapping) requireNonNull(tree.root());
    }

    private static Mapping.Entry entry(Mapping mapping, String key) {
        return requireNonNull(mapping.find(key));
    }

    private static List<String> problems(Tree tree) {
        return tree.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void everyNodeKnowsItsPlace() {
        Tree tree = read("a: 1\nlist:\n  - x\n  - { b: 'y' }\n");

        var root = root(tree);
        var list = (Sequence) entry(root, "list").value();
        var keys = (Mapping) list.items().get(1);
        assertThat(root.where()).hasToString("x.yaml:1:1");
        assertThat(entry(root, "list").key().where()).hasToString("x.yaml:2:1");
        assertThat(list.items().get(0).where()).hasToString("x.yaml:3:5");
        assertThat(entry(keys, "b").value().where()).hasToString("x.yaml:4:10");
    }

    @Test
    void aScalarStaysTheTextThatWasWritten() {
        var root = root(read("on: 1.10\ntime: 12:30\nyes: no\nnull: ~\n"));

        assertThat(root.entries())
                .extracting(entry -> entry.name() + "=" + ((Scalar) entry.value()).text())
                .containsExactly("on=1.10", "time=12:30", "yes=no", "null=~");
    }

    @Test
    void columnsCountCodePointsNotUtf16Units() {
        Tree tree = read("a: [\"\uD83D\uDE00\", *x]\n");

        assertThat(problems(tree).getFirst()).startsWith("x.yaml:1:10  ");
    }

    static Stream<Arguments> traps() {
        return Stream.of(
                arguments(
                        "letter: Z:\n", "1:10  Z: reads as a key; quote the drive letter: \"Z:\""),
                arguments(
                        "w: { letter: Z: }\n",
                        "1:15  Z: reads as a key; quote the drive letter: \"Z:\""),
                arguments(
                        "w: { call: LOWIO_OP[READ] }\n",
                        "1:20  `[` inside { } begins a list; a slot is written without brackets,"
                                + " like LOWIO_OP_READ, and other text with brackets is quoted"),
                arguments(
                        "a: b: c\n",
                        "1:5  a second colon; quote the text that holds `: `, or put what belongs"
                                + " below it on lines of its own"),
                arguments("a:\n\tb: c\n", "2:1  a tab; indent with spaces"),
                arguments("a: @x\n", "1:4  `@` cannot begin a value; quote the text"),
                arguments("a: %x\n", "1:4  `%` cannot begin a value; quote the text"),
                arguments(
                        "p: \"Z:\\copy\"\n",
                        "1:8  in double quotes \\ begins an escape; write paths in single quotes,"
                                + " like 'Z:\\a.txt'"),
                arguments("a: 1\nb: 'abc\nc: 2\n", "2:4  a quote is opened and never closed"),
                arguments("a: [1,\n  2\n", "1:4  `[` is never closed by `]`"),
                arguments("a: {b: 1\n", "1:4  `{` is never closed by `}`"),
                arguments(
                        "a: 'x' y\n",
                        "1:8  text goes on after the closing quote; quote the whole value"),
                arguments(
                        "a:\n  b: 1\n c: 2\n",
                        "3:2  this line is indented like none above it; keys of one level start in"
                                + " one column"),
                arguments(
                        "a: b\nc\nd: e\n",
                        "3:1  the line before is no `key: value`; check its indentation and its"
                                + " colon"),
                arguments(
                        "{a: 1}}\n", "1:7  nothing may follow here; the value before is complete"),
                arguments("a: \"\\UFFFFFFFF\"\n", "1:7  the escape names no character"));
    }

    @ParameterizedTest
    @MethodSource("traps")
    void trapsOfPlainYamlAreExplained(String text, String answer) {
        Tree tree = read(text);

        assertThat(tree.root()).isNull();
        assertThat(problems(tree)).hasSize(1);
        assertThat(problems(tree).getFirst().replace("not YAML: ", ""))
                .isEqualTo("x.yaml:" + answer);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a: &b c\n", "1:4  `&b` is an anchor"),
                arguments("a: *b\n", "1:4  `*b` is an alias"),
                arguments("a: !b c\n", "1:4  `!b` is a tag"),
                arguments("a: !!int 3\n", "1:4  `!!int` is a tag"),
                arguments("a: !<x> []\n", "1:4  `x` is a tag"),
                arguments("<<: { a: 1 }\n", "1:1  `<<` is a merge key"),
                arguments("a: 1\nb: 2\na: 3\n", "3:1  a is given twice; first on line 1"),
                arguments("? [a]\n: b\n", "1:3  a key is one word; found a list"),
                arguments("a: 1\n---\nb: 2\n", "2:1  a second document begins here"),
                arguments("%YAML 1.1\n---\na: 1\n", "1:1  YAML 1.1; a scenario is YAML 1.2"),
                arguments("a: \"\\0\"\n", "1:4  the text holds U+0000"),
                arguments("a: \"\\uD800\"\n", "1:4  the text holds U+D800"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotOnTheLinesIsRefusedAndReadingGoesOn(String text, String answer) {
        Tree tree = read(text);

        assertThat(tree.root()).isNotNull();
        assertThat(problems(tree)).hasSize(1);
        assertThat(problems(tree).getFirst()).startsWith("x.yaml:" + answer);
    }

    @Test
    void aByteOrderMarkIsDropped() {
        Tree tree = read("\uFEFFa: 1\n");

        assertThat(tree.problems()).isEmpty();
        assertThat(root(tree).entries().getFirst().name()).isEqualTo("a");
    }

    static Stream<Arguments> noText() {
        return Stream.of(
                arguments(new byte[0], "x.yaml:1:1  the file holds nothing"),
                arguments(
                        new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0},
                        "x.yaml:1:1  the file is UTF-16; save it as UTF-8"),
                arguments(
                        new byte[] {'a', '\n', 'b', (byte) 0xC3, '('},
                        "x.yaml:2:2  the byte 0xC3 is not UTF-8; save the file as UTF-8"),
                arguments(
                        new byte[] {'a', (byte) 0xC3},
                        "x.yaml:1:2  the byte 0xC3 is not UTF-8; save the file as UTF-8"),
                arguments(
                        new byte[] {'a', ':', ' ', 0},
                        "x.yaml:1:4  the control character U+0000; a scenario file is plain text"),
                arguments(
                        new byte[] {'a', ':', ' ', (byte) 0xC2, (byte) 0x85},
                        "x.yaml:1:4  the control character U+0085; a scenario file is plain text"),
                arguments(
                        new byte[ScenarioReader.SIZE_LIMIT + 1],
                        "x.yaml  holds 1048577 bytes; a scenario file may hold 1048576"));
    }

    @ParameterizedTest
    @MethodSource("noText")
    void bytesThatAreNoTextAreRefusedWithTheirPlace(byte[] bytes, String answer) {
        assertThat(problems(read(bytes))).containsExactly(answer);
    }

    @Test
    void depthIsLimitedInEveryStyle() {
        String brackets = "[".repeat(20_000);
        String braces = "{a: ".repeat(20_000);
        String dashes = "- ".repeat(20_000);

        for (String bomb : List.of(brackets, braces, dashes, "a: " + brackets)) {
            assertThat(problems(read(bomb)))
                    .singleElement()
                    .asString()
                    .endsWith("nested more than 40 levels deep");
        }
    }

    @Test
    void aScalarOfAMegabyteIsReadAndShownShort() {
        String text = "a".repeat(1_000_000);

        Tree tree = read("k: " + text + "\n");

        Node value = root(tree).entries().getFirst().value();
        assertThat(((Scalar) value).text()).hasSize(1_000_000);
        assertThat(value.describe()).hasSize(63).endsWith("...");
    }

    @Test
    void aFileOfOnlyCommentsHoldsNothing() {
        assertThat(problems(read("# nothing\n")))
                .containsExactly("x.yaml:1:1  the file holds nothing");
    }
}
