package dev.irpflow.sim.cluster;

import dev.irpflow.node.Control;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.run.UserClasses;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import dev.irpflow.sim.scenario.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scenario as it travels: one text with the values of the run. The user's files stay where the
 * steps are; a node that plays no steps has empty ones in their places.
 */
final class SentScenario {
    // One message holds it, see maximum-frame-size of the node's configuration.
    private static final int LARGEST = 900 << 10;

    private SentScenario() {}

    /**
     * The text.
     *
     * @param inputs takes the names of the user's files in it
     * @throws Refusal if it is too large for one message
     */
    static String text(Scenario scenario, List<String> inputs) throws Refusal {
        String text = ScenarioWriter.write(scenario);
        int number = 0;
        for (String input : scenario.inputs()) {
            number++;
            if (Path.of(input).isAbsolute() || input.contains("..")) {
                String instead = "input-" + number;
                text = text.replace(input, instead);
                inputs.add(instead);
            } else {
                inputs.add(input);
            }
        }
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new Refusal(
                    "%s is too large for a cluster: %d bytes with its fragments; at most %d"
                            .formatted(scenario.name(), size, LARGEST));
        }
        return text;
    }

    /**
     * Reads the text again.
     *
     * @throws Refusal if this process does not know what it names
     */
    static Scenario read(Control.Play play) throws Refusal {
        try {
            Path folder = Files.createTempDirectory("irpflow-part");
            try {
                return read(play, folder.toRealPath());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new Refusal("no room for a copy of the scenario: " + e.getMessage());
        }
    }

    private static Scenario read(Control.Play play, Path folder) throws IOException, Refusal {
        for (String input : play.inputs()) {
            create(folder, input, "");
        }
        Path file = create(folder, play.scenario() + ".yaml", play.text());
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), folder, folder);
        return switch (loader.load(file, List.of())) {
            case LoadResult.Loaded loaded ->
                    withKnownDrivers(loaded.file().scenario((parameter, values) -> 0));
            case LoadResult.Refused refused ->
                    throw new Refusal(refused.problems().stream().map(Problem::toString).toList());
        };
    }

    // The classes of the user's own drivers do not travel: each node is started with them.
    private static Scenario withKnownDrivers(Scenario scenario) throws Refusal {
        for (DriverSpec driver : scenario.world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfClass ofClass) {
                String problem = UserClasses.problem(ofClass.className());
                if (!problem.isEmpty()) {
                    throw new Refusal(driver.name() + ": " + problem);
                }
            }
        }
        return scenario;
    }

    private static Path create(Path folder, String name, String text) throws IOException, Refusal {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new Refusal(name + ": a file of a scenario lies below its folder");
        }
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEachOrdered(all::add);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
