package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.stage.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * {@code replay.json}: everything that a run is a function of, and what it came to. Whoever has
 * this file and the user's own inputs can repeat the run byte for byte.
 *
 * @param build the fingerprint of the build
 * @param scenario the scenario as it was loaded
 * @param inputs the user's files that were read
 * @param seed draws whatever is no decision
 * @param strategy how the answers were found
 * @param reduction what it leaves out of the scenario
 * @param answers what was chosen other than the boring option, by site
 * @param outcome what the run came to
 */
public record ReplayFile(
        String build,
        ScenarioText scenario,
        List<Input> inputs,
        long seed,
        String strategy,
        Reduction reduction,
        Map<Long, Answer> answers,
        Outcome outcome) {
    /** The version of the format. */
    public static final int FORMAT = 2;

    /** The name of the file in a run folder. */
    public static final String NAME = "replay.json";

    /**
     * A scenario as it was loaded: read again, it has the same words at the same places.
     *
     * @param name its name
     * @param data the folder that its paths are relative to, on the machine of the run
     * @param sources its files, the scenario first
     * @param parameters the value of each in the run
     * @param drawn the parameters whose values were drawn
     * @param eachSite the routines that the command line let fail systematically
     * @param resolved the same in one file, as {@code scenario.yaml} has it
     */
    public record ScenarioText(
            String name,
            String data,
            List<Source> sources,
            Map<String, String> parameters,
            List<String> drawn,
            List<String> eachSite,
            String resolved) {}

    /**
     * A file of the scenario.
     *
     * @param path from the folder of the scenario, with slashes
     * @param shown its name in messages
     * @param text all of it
     */
    public record Source(String path, String shown, String text) {}

    /**
     * A file of the user that was read.
     *
     * @param role {@code data} for bytes that a scenario uses, {@code class} for drivers
     * @param path as the scenario or the command line names it
     * @param sha256 of its bytes, 64 hexadecimal digits
     */
    public record Input(String role, String path, String sha256) {}

    /**
     * What the run came to.
     *
     * @param verdict its word
     * @param events how many events the trace has
     * @param sha256 the hash of the trace
     */
    public record Outcome(String verdict, long events, String sha256) {}

    public ReplayFile {
        inputs = List.copyOf(inputs);
    }

    /** The document. */
    public String text() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("irpflow-replay", FORMAT);
        tree.put("build", build);
        tree.put("scenario", tree(scenario));
        tree.put(
                "inputs",
                inputs.stream()
                        .map(input ->
                                Trees.of(
                                        "role", input.role,
                                        "path", input.path,
                                        "sha256", input.sha256))
                        .toList());
        tree.put("seed", seed);
        tree.put("strategy", strategy);
        if (!reduction.leftOut().isEmpty()) {
            tree.put("left-out", List.copyOf(reduction.leftOut()));
        }
        if (!reduction.repeats().isEmpty()) {
            tree.put("repeats", reduction.repeats());
        }
        if (!reduction.sizes().isEmpty()) {
            tree.put("sizes", reduction.sizes());
        }
        Map<String, Object> bySite = new LinkedHashMap<>();
        answers.forEach((site, answer) -> bySite.put("%016x".formatted(site), answer.toString()));
        tree.put("answers", bySite);
        tree.put(
                "outcome",
                Trees.of(
                        "verdict", outcome.verdict,
                        "events", outcome.events,
                        "sha256", outcome.sha256));
        return Json.text(tree);
    }

    /**
     * Reads the file.
     *
     * @param shown its name in messages
     * @throws Refusal if it cannot be read, is cut short or is of another version
     */
    public static ReplayFile read(Path file, String shown) throws Refusal {
        Document document;
        try {
            document = Document.of(shown, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Refusal(shown + "  cannot be read: " + e.getMessage());
        }
        if (!document.has("irpflow-replay")) {
            throw new Refusal(shown + "  this is no replay file: it has no key irpflow-replay");
        }
        long format = document.number("irpflow-replay");
        if (format != FORMAT) {
            throw new Refusal(
                    "%s  a replay file of format %d; this version reads format %d"
                            .formatted(shown, format, FORMAT));
        }
        return new ReplayFile(
                document.text("build"),
                scenario(document.object("scenario")),
                inputs(document.objects("inputs")),
                document.number("seed"),
                document.text("strategy"),
                reduction(document),
                answers(document.object("answers")),
                outcome(document.object("outcome")));
    }

    private static Map<String, Object> tree(ScenarioText scenario) {
        return Trees.of(
                "name", scenario.name,
                "data", scenario.data,
                "parameters", scenario.parameters,
                "drawn", scenario.drawn,
                "each-site", scenario.eachSite,
                "sources",
                        scenario.sources.stream()
                                .map(source ->
                                        Trees.of(
                                                "path", source.path,
                                                "shown", source.shown,
                                                "text", source.text))
                                .toList(),
                "resolved", scenario.resolved);
    }

    private static ScenarioText scenario(Document document) throws Refusal {
        List<Source> sources = new ArrayList<>();
        for (Document each : document.objects("sources")) {
            sources.add(new Source(each.text("path"), each.text("shown"), each.text("text")));
        }
        if (sources.isEmpty()) {
            throw new Refusal(document.name() + ": sources is empty");
        }
        return new ScenarioText(
                document.text("name"),
                document.text("data"),
                sources,
                document.textByKey("parameters"),
                document.texts("drawn"),
                document.tree().containsKey("each-site") ? document.texts("each-site") : List.of(),
                document.text("resolved"));
    }

    private static List<Input> inputs(List<Document> documents) throws Refusal {
        List<Input> inputs = new ArrayList<>();
        for (Document each : documents) {
            inputs.add(new Input(each.text("role"), each.text("path"), each.text("sha256")));
        }
        return inputs;
    }

    private static Map<Long, Answer> answers(Document document) throws Refusal {
        Map<Long, Answer> answers = new LinkedHashMap<>();
        for (String site : document.tree().keySet()) {
            try {
                answers.put(Long.parseUnsignedLong(site, 16), Answer.parse(document.text(site)));
            } catch (NumberFormatException e) {
                throw new Refusal(document.name() + ": " + site + " is no site with its answer");
            }
        }
        return answers;
    }

    // The values of parameters stand with the scenario.
    private static Reduction reduction(Document document) throws Refusal {
        List<String> leftOut = document.has("left-out") ? document.texts("left-out") : List.of();
        return new Reduction(
                new LinkedHashSet<>(leftOut),
                numbers(document, "repeats"),
                numbers(document, "sizes"),
                Map.of());
    }

    private static Map<String, Long> numbers(Document document, String key) throws Refusal {
        Map<String, Long> numbers = new LinkedHashMap<>();
        if (document.has(key)) {
            Document each = document.object(key);
            for (String place : each.tree().keySet()) {
                long number = each.number(place);
                if (number < 1) {
                    throw new Refusal(
                            "%s: %s is %d; allowed is 1 or more"
                                    .formatted(each.name(), place, number));
                }
                numbers.put(place, number);
            }
        }
        return numbers;
    }

    private static Outcome outcome(Document document) throws Refusal {
        return new Outcome(
                document.text("verdict"), document.number("events"), document.text("sha256"));
    }
}
