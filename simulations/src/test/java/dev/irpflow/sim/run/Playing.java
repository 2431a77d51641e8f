package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.sim.trace.Tee;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Plays scenarios on the simulation stage, one after the other on the thread of the test. */
final class Playing implements AutoCloseable {
    private static final int ALL_EVENTS = 1 << 20;

    private final Path folder;
    private final Simulation simulation;

    /** Plays scenarios whose texts are written into this folder. */
    Playing(Path folder) {
        this.folder = folder;
        this.simulation = new Simulation(folder);
    }

    /** Plays the text of a scenario without its first two lines: without choices of the seed. */
    Played play(String text) {
        return play(scenario(text, 1), new SeededChooser(1, 0));
    }

    /** Plays it with the choices of a seed. */
    Played play(String text, long seed) {
        return play(scenario(text, seed), new SeededChooser(seed));
    }

    /** Plays a scenario with these answers. */
    Played play(Scenario scenario, Chooser chooser) {
        Recording recording = new Recording(ALL_EVENTS);
        JsonLines lines = new JsonLines(null, new JsonLines.Header(scenario.name(), 0, "test"));
        RunResult result =
                simulation.run(scenario, chooser, new Tee(recording, lines), () -> false);
        return new Played(result, recording.events(), lines.end());
    }

    /** Plays it as a seed does, and keeps the answers. */
    Played playKeeping(String text, long seed, Answers answers) {
        return play(scenario(text, seed), answers.recording(new SeededChooser(seed)));
    }

    /** Plays it again with answers that were kept. */
    Played replay(String text, long seed, Answers answers) {
        return play(scenario(text, seed), answers.replay(seed));
    }

    /** The scenario of a text, with the parameters that a seed draws. */
    Scenario scenario(String text, long seed) {
        String name = text.contains("caught-by") ? "small-broken" : "small";
        Path file = folder.resolve(name + ".yaml");
        try {
            Files.writeString(file, "scenario: " + name + "\nabout: A small scenario.\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load(folder, file, seed);
    }

    /** A scenario among the resources of these tests. */
    static Scenario resource(String name) {
        return at("/run/" + name);
    }

    /** A scenario that is shipped, with a small file of the user's to copy. */
    Scenario shipped(String name) throws IOException {
        Path scenarios = shipped();
        try (Stream<Path> files = Files.walk(scenarios)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(scenarios.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        Files.writeString(folder.resolve("README.md"), "a line of the user's file\n".repeat(99));
        return load(folder, folder.resolve(name + ".yaml"), 1);
    }

    /** A scenario that is shipped and needs no file of the user's. */
    static Scenario inPlace(String name) {
        return load(shipped(), shipped().resolve(name + ".yaml"), 1);
    }

    /** Where the scenarios are that are shipped. */
    static Path shipped() {
        try {
            return Path.of(Playing.class.getResource("/scenarios").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scenario at(String resource) {
        try {
            Path file = Path.of(Playing.class.getResource(resource).toURI());
            return load(Objects.requireNonNull(file.getParent()), file, 1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scenario load(Path folder, Path file, long seed) {
        LoadResult result =
                new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of());
        if (result instanceof LoadResult.Refused refused) {
            assertThat(refused.problems().stream().map(Object::toString)).isEmpty();
        }
        return ((LoadResult.Loaded) result)
                .file()
                .scenario((name, values) ->
                        Long.remainderUnsigned(Site.draw(seed, Site.key(name)), values));
    }

    @Override
    public void close() {
        simulation.close();
    }
}
