package dev.irpflow.sim.scenario.write;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.ScenarioReader;
import dev.irpflow.sim.scenario.yaml.Tree;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPrinterTest {
    private static void checkReadsBack(String text) {
        String printed = YamlPrinter.print(new Yaml.Block().put("key", text).put("next", "x"));

        Tree tree = ScenarioReader.read("x.yaml", printed.getBytes(StandardCharsets.UTF_8));

        assertThat(tree.problems()).as(printed).isEmpty();
        var root = (Mapping) requireNonNull(tree.root());
        assertThat(((Scalar) requireNonNull(root.find("key")).value()).text())
                .as(printed)
                .isEqualTo(text);
        assertThat(root.entries()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "Z:",
                "Z:\\a b",
                "\\\\files\\public",
                "a: b",
                "a #b",
                "#a",
                "- a",
                "-",
                "?",
                "? a",
                "'",
                "it's",
                "\"",
                "a\"b",
                "[a]",
                "{a}",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "%a",
                "@a",
                "`a`",
                "...",
                "---",
                "--- a",
                "null",
                "~",
                "true",
                "1.10",
                "0x1F",
                "12:30",
                "$a",
                "$$a",
                "a\nb",
                "a\n\nb\n",
                "\t",
                "a\tb",
                "trailing ",
                " leading",
                "a:b",
                "a,b",
                "\u00E4\u00F6",
                "\u2028",
                "\uFEFF",
                "\uD83D\uDE00",
                "a -> b",
                "a <-> b",
                "<<",
                "=",
                "a: ",
                "a:"
            })
    void everyTextReadsBackAsItself(String text) {
        checkReadsBack(text);
    }

    @Test
    void drawnTextsReadBackAsThemselves() {
        String alphabet = "ab :#-'\"\\[]{},*&!|>%@`\n\t.?~=<$\u00E4\u2028";
        var random = new SplittableRandom(7);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(8);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            checkReadsBack(text.toString());
        }
    }
}
