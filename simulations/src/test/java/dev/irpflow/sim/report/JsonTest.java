package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void aTreeIsReadAsItWasWritten() throws Refusal {
        Map<String, Object> tree =
                Trees.of(
                        "text",
                        "a \"quoted\" word\n",
                        "number",
                        9_223_372_036_854_775_807L,
                        "share",
                        0.5,
                        "yes",
                        true,
                        "list",
                        List.of(1L, "two", Trees.of("three", 3L)));

        assertThat(read(Json.text(tree))).isEqualTo(tree);
    }

    @Test
    void aMistakeIsToldWithItsLineAndColumn() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\n  \"a\" : 1,\n  oops\n}"))
                .withMessageStartingWith("some.json:3:")
                .withMessageContaining("not JSON");
    }

    @Test
    void aDocumentThatIsCutShortIsToldAsThat() {
        String whole = "{\n  \"a\" : [ 1, \"two\" ],\n  \"b\" : { \"c\" : 5 }\n}";
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatExceptionOfType(Refusal.class)
                    .as(cut)
                    .isThrownBy(() -> read(cut))
                    .withMessageContaining("cut short");
        }
    }

    @Test
    void whatFollowsTheDocumentIsAMistake() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{} {}"))
                .withMessageContaining("more follows after the document");
    }

    @Test
    void aDocumentThatIsTooDeepIsRefused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
                .withMessageContaining("too deep");
    }

    private static Map<String, ?> read(String text) throws Refusal {
        return Json.read("some.json", text.getBytes(StandardCharsets.UTF_8));
    }
}
