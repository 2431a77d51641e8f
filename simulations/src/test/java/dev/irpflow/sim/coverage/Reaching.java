package dev.irpflow.sim.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.stage.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plays scenarios and counts what they reach. */
final class Reaching implements AutoCloseable {
    private final Path folder;
    private final Simulation simulation;
    private final Recorder recorder = new Recorder();

    Reaching(Path folder) {
        this.folder = folder;
        this.simulation = new Simulation(folder);
    }

    Recorder recorder() {
        return recorder;
    }

    /** Plays a scripted driver called mine, to which steps send something. */
    RunResult play(String scripts, String steps) {
        return play(
                """
                machines: { client: { processors: 2 } }
                drivers:
                  mine:
                    role: wdm-driver
                    script:
                """
                        + scripts.indent(6)
                        + steps,
                1);
    }

    /** Plays the text of a scenario with a seed. */
    RunResult play(String text, long seed) {
        return play(scenario(text), seed);
    }

    /** Plays a file that lies in the folder. */
    RunResult play(Path file, long seed) {
        return play(load(file), seed);
    }

    private RunResult play(Scenario scenario, long seed) {
        recorder.begin(scenario);
        simulation.tellRuns(recorder);
        RunResult result =
                simulation.run(
                        scenario,
                        recorder.counting(new SeededChooser(seed)),
                        Trace.NONE,
                        () -> false);
        assertThat(result.internalError()).isNull();
        recorder.ended(result);
        return result;
    }

    /** The hash of the trace of the same run, watched or not. */
    String hash(String text, long seed, boolean watched) {
        Scenario scenario = scenario(text);
        JsonLines lines = new JsonLines(null, new JsonLines.Header(scenario.name(), 0, "test"));
        recorder.begin(scenario);
        simulation.tellRuns(watched ? recorder : null);
        simulation.run(scenario, new SeededChooser(seed), lines, () -> false);
        return lines.end();
    }

    private Scenario scenario(String text) {
        Path file = folder.resolve("small.yaml");
        try {
            Files.writeString(file, "scenario: small\nabout: A small scenario.\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load(file);
    }

    private Scenario load(Path file) {
        LoadResult result =
                new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of());
        if (result instanceof LoadResult.Refused refused) {
            assertThat(refused.problems().stream().map(Object::toString)).isEmpty();
        }
        return ((LoadResult.Loaded) result).file().scenario((name, values) -> 0);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
