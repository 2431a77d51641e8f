package dev.irpflow.sim.scenario.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.load.Loading;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loader is asked, shape by shape, which keys it takes. */
class GrammarTest {
    private static final String ODD = "zzzzzzzz";
    private static final Pattern ALLOWED = Pattern.compile("Allowed with [^:]*: (.*)$");
    private static final Grammar GRAMMAR = Grammar.of(Product.vocabulary());

    @TempDir Path directory;

    /** A shape, and a scenario in which ODD stands among its keys. */
    record Probe(String name, Shape shape, boolean hasVerb, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        for (Shape shape : GRAMMAR.shapes()) {
            probes.add(new Probe(shape.name(), shape, false, ofShape(shape.name())));
        }
        for (Phrase phrase : GRAMMAR.phrases()) {
            if (phrase.name().equals("waiting")) {
                continue; // its two verbs are keys of one mapping
            }
            for (Shape verb : phrase.verbs()) {
                probes.add(
                        new Probe(
                                phrase.name() + " " + verb.name(),
                                verb,
                                true,
                                ofVerb(phrase.name(), verb)));
            }
        }
        return probes;
    }

    @ParameterizedTest
    @MethodSource("probes")
    void theLoaderTakesTheKeysOfTheGrammar(Probe probe) {
        String name = probe.shape.name().equals("fragment") ? "main" : "probe";
        Loading.write(directory.resolve("part.yaml"), "fragment: part\n" + ODD + ": 1\n");

        Path file = directory.resolve(name + ".yaml");
        Loading.write(file, probe.text);
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), directory, directory);
        List<String> lines = Loading.lines(loader.load(file, List.of()));

        Set<String> expected = new TreeSet<>(probe.shape.names());
        if (probe.hasVerb) {
            expected.remove(probe.shape.name());
        }
        Set<String> found = new TreeSet<>(allowed(lines));
        found.removeAll(saidWhy(probe.name));
        assertThat(found).as(String.join("\n", lines)).isEqualTo(expected);
    }

    /** Keys that the loader reads in order to say why they do not fit. */
    private static Set<String> saidWhy(String probe) {
        Set<String> keys = new TreeSet<>();
        if (probe.startsWith("count ")) {
            keys.add("nth");
        }
        boolean isMoment = probe.startsWith("count ") || probe.startsWith("moment ");
        if (isMoment && probe.matches(".* (call|cancel|indicate)")) {
            keys.add("status");
        }
        if (isMoment && probe.endsWith(" fault")) {
            keys.add("on");
        }
        if (probe.startsWith("line ")) {
            keys.add("on");
        }
        if (probe.equals("line return")) {
            keys.addAll(Set.of("processor", "irql"));
        }
        return keys;
    }

    private static List<String> allowed(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(ODD))
                .flatMap(GrammarTest::keys)
                .toList();
    }

    private static Stream<String> keys(String line) {
        if (line.endsWith("It has no keys")) {
            return Stream.of();
        }
        Matcher list = ALLOWED.matcher(line);
        assertThat(list.find()).as(line).isTrue();
        return Arrays.stream(list.group(1).split(", "));
    }

    private static String scenario(String more) {
        return "scenario: probe\nabout: It asks.\nmachines: { client: {}, files: {} }\n"
                + "on: client\n"
                + more;
    }

    private static String ofShape(String shape) {
        String odd = ODD + ": 1";
        String steps = "steps: [ { note: x } ]\n";
        return switch (shape) {
            case "scenario" -> scenario(steps + odd + "\n");
            case "fragment" ->
                    scenario(steps + "include: [part.yaml]\n").replace("probe\n", "main\n");
            case "parameter" -> scenario(steps + "parameters: { a: { is: count, " + odd + " } }\n");
            case "machine" -> scenario(steps).replace("client: {}", "client: { " + odd + " }");
            case "pools" ->
                    scenario(steps).replace("client: {}", "client: { pools: { " + odd + " } }");
            case "link" -> scenario(steps + "network: { default: { " + odd + " } }\n");
            case "driver" ->
                    scenario(
                            steps
                                    + "drivers: { d: { on: client, role: wdm-driver, class: a.B, "
                                    + odd
                                    + " } }\n");
            case "script" -> scripted("own: { is: KDEFERRED_ROUTINE, steps: [ 1 ], " + odd + " }");
            case "eventually" -> scenario(steps + "eventually: [ { " + odd + " } ]\n");
            case "outcome" -> scenario(steps + "outcome: { bug-check: 0xC9, " + odd + " }\n");
            default -> scenario(steps + shape + ": { " + odd + " }\n");
        };
    }

    private static String ofVerb(String phrase, Shape verb) {
        String item = "{ " + verb.name() + ": " + value(phrase, verb.name()) + ", " + ODD + ": 1 }";
        String steps = "steps: [ { note: x } ]\n";
        return switch (phrase) {
            case "step" -> scenario("steps:\n  - " + item + "\n");
            case "line" ->
                    scripted("IRP_MJ_READ: [ " + item.replace("do:", "if: $irp, do:") + " ]");
            case "fault" -> scenario(steps + "faults: [ " + item + " ]\n");
            case "storm-fault" -> scenario(steps + "faults: [ { storm: [ " + item + " ] } ]\n");
            case "injected-fault" -> scenario("steps: [ { inject: " + item + " } ]\n");
            case "moment" -> scenario(steps + "never: [ " + item + " ]\n");
            case "order-step" -> scenario(steps + "order: [ " + item + " ]\n");
            case "count" -> scenario(steps + "counts: [ " + item + " ]\n");
            default -> throw new IllegalArgumentException(phrase);
        };
    }

    private static String scripted(String script) {
        return scenario(
                "steps: [ { note: x } ]\n"
                        + "drivers: { d: { on: client, role: wdm-driver, script: { "
                        + script
                        + " } } }\n");
    }

    private static String value(String phrase, String verb) {
        return switch (verb) {
            case "together" -> "{ a: [ { note: x } ], b: [ { note: y } ] }";
            case "do" -> "[ { note: x } ]";
            case "wait" -> "5 ms";
            case "inject" -> "{ cut: client -> files }";
            case "storm" -> "[ { lose: 5 % } ]";
            case "lose", "duplicate", "reorder" -> "5 %";
            case "cut" -> "client -> files";
            case "crash", "restart", "skew", "end-session", "force-close" -> "files";
            case "await", "cancel" ->
                    phrase.equals("step") || phrase.equals("line") ? "$op" : "WskSend";
            case "return", "complete" -> "STATUS_SUCCESS";
            case "check" -> "$op.field";
            case "run" -> "map-drive";
            case "frame" -> "tcp-syn";
            case "bug-check" -> "0xC9";
            case "signal", "end", "note", "fault", "violation" -> "some";
            default -> "WskSend";
        };
    }
}
