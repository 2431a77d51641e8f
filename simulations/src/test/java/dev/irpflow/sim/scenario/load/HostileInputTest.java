package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, the answer is a scenario or at least one problem with its place. */
class HostileInputTest {
    private static final int MUTANTS_PER_SEED = 40;

    private static final List<String> EXAMPLES =
            List.of(
                    "read-survives-restart",
                    "capture-waits",
                    "shared-file-storm",
                    "bind-sharing",
                    "send-broken");

    private static final List<String> SCRAPS =
            List.of(
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    ": ",
                    "- ",
                    "'",
                    "\"",
                    "\n",
                    "\n  ",
                    "#",
                    "&a ",
                    "*a",
                    "!x ",
                    "<<: ",
                    "$",
                    "$$",
                    "$x",
                    "$x.y",
                    "$.",
                    "..",
                    "at-least ",
                    "not ",
                    "every ",
                    "0x",
                    "-1",
                    "1e9",
                    "NaN",
                    "99999999999999999999",
                    "\t",
                    "\u0000",
                    "\uFEFF",
                    "\uD83D\uDE00",
                    "|",
                    ">",
                    "%",
                    "@",
                    "?",
                    "null",
                    "~",
                    "on",
                    "like: client",
                    "zeros 9 TiB",
                    "file /",
                    "text ",
                    "hex 0",
                    "->",
                    "<->",
                    "/",
                    "\\",
                    "as: up",
                    "count: 99999",
                    "call:",
                    "storm: [",
                    "together: {}",
                    "do: []",
                    "status");

    @TempDir Path directory;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mutatedScenariosAreAnsweredAndNeverThrow(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        copyFragments();
        for (int i = 0; i < MUTANTS_PER_SEED; i++) {
            String name = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
            byte[] bytes = Files.readAllBytes(Loading.examples().resolve(name + ".yaml"));
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                bytes = mutate(bytes, random);
            }
            check("examples/" + name + ".yaml", bytes, "seed " + seed + ", mutant " + i);
        }
    }

    private void copyFragments() throws IOException {
        Path common = Loading.examples().resolve("common");
        try (var files = Files.list(common)) {
            for (Path file : files.toList()) {
                Loading.write(
                        directory.resolve("examples/common").resolve(file.getFileName().toString()),
                        Files.readString(file));
            }
        }
    }

    private void check(String file, byte[] bytes, String description) {
        Path path = directory.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThatCode(() -> checkAnswer(file))
                .as(() -> description + ":\n" + new String(bytes, StandardCharsets.UTF_8))
                .doesNotThrowAnyException();
    }

    private void checkAnswer(String file) {
        switch (Loading.load(directory, file)) {
            case LoadResult.Refused refused -> {
                assertThat(refused.problems()).isNotEmpty();
                assertThat(refused.problems())
                        .allSatisfy(problem -> {
                            assertThat(problem.where().line()).isPositive();
                            assertThat(problem.where().column()).isPositive();
                            assertThat(problem.text()).isNotBlank().doesNotContain("\n");
                        });
            }
            case LoadResult.Loaded loaded -> {
                Scenario scenario = loaded.file().scenario((name, values) -> values - 1);
                String written = ScenarioWriter.write(scenario);
                Scenario again =
                        Loading.scenario(Loading.loadText(directory, "scenario.yaml", written));
                assertThat(ScenarioWriter.write(again)).isEqualTo(written);
            }
        }
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(12));
        return switch (random.nextInt(7)) {
            case 0 -> splice(bytes, at, at, SCRAPS.get(random.nextInt(SCRAPS.size())));
            case 1 -> splice(bytes, at, end, "");
            case 2 -> splice(bytes, at, end, SCRAPS.get(random.nextInt(SCRAPS.size())));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> withByte(bytes, at, (byte) random.nextInt(256));
            case 5 -> swapLines(bytes, random);
            default -> replaceWord(bytes, random);
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, String scrap) {
        byte[] inserted = scrap.getBytes(StandardCharsets.UTF_8);
        byte[] result = Arrays.copyOf(bytes, from + inserted.length + bytes.length - to);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(bytes, to, result, from + inserted.length, bytes.length - to);
        return result;
    }

    private static byte[] withByte(byte[] bytes, int at, byte value) {
        byte[] result = bytes.clone();
        if (at < result.length) {
            result[at] = value;
        }
        return result;
    }

    private static byte[] swapLines(byte[] bytes, SplittableRandom random) {
        var lines = new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
        if (lines.isEmpty()) {
            return bytes;
        }
        String moved = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), moved);
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaceWord(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> words = Arrays.stream(text.split("[\\s{},\\[\\]]+")).toList();
        String old = words.isEmpty() ? "" : words.get(random.nextInt(words.size()));
        String other =
                random.nextBoolean()
                        ? words.get(random.nextInt(words.size()))
                        : SCRAPS.get(random.nextInt(SCRAPS.size()));
        int at = text.indexOf(old);
        return at < 0 || old.isEmpty()
                ? bytes
                : (text.substring(0, at) + other + text.substring(at + old.length()))
                        .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as: %s",
                "call: %s",
                "run: %s",
                "note: %s",
                "wait: %s",
                "check: $%s.a",
                "await: $%s",
                "inject: { lose: %s }",
                "on: %s",
                "%s: %s"
            })
    void aScalarOfAMegabyteAnywhereIsAnsweredShortly(String step) {
        String huge = "x".repeat(200_000);
        String text =
                """
                scenario: huge
                about: One word is far too long.
                machines: { client: {} }
                steps:
                  - { %s }
                """
                        .formatted(step.replace("%s", huge));

        List<String> lines = Loading.lines(Loading.loadText(directory, "huge.yaml", text));

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(700));
    }
}
