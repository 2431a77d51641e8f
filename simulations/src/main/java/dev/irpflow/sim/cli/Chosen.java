package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.run.UserClasses;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ParameterDraw;
import dev.irpflow.sim.scenario.load.ScenarioFile;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import dev.irpflow.sim.scenario.load.SourceFile;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import dev.irpflow.sim.scenario.yaml.Problem;
import dev.irpflow.stage.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario that a command is about: loaded, and found good.
 *
 * @param command the words that name it on a command line, with what they set
 * @param origin where it comes from
 * @param file the scenario before its parameters have values
 * @param drawn the parameters whose values are drawn, or were drawn in the run that is replayed
 * @param classes the drivers of the user's own
 */
record Chosen(
        String command,
        Origin origin,
        ScenarioFile file,
        List<String> drawn,
        UserClassPath classes) {
    private static final long PARAMETER = Site.key("parameter");

    /**
     * Loads it.
     *
     * @throws Refusal with everything that is wrong with it
     */
    static Chosen load(
            String command, Origin origin, List<String> sets, UserClassPath classes, Path here)
            throws Refusal {
        Path home = origin.data();
        classes.install(); // what the user's drivers declare is checked with the rest
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), home, here);
        switch (loader.load(origin, sets)) {
            case LoadResult.Refused refused ->
                    throw new Refusal(refused.problems().stream().map(Problem::toString).toList());
            case LoadResult.Loaded loaded -> {
                Chosen chosen =
                        new Chosen(
                                command,
                                origin,
                                loaded.file(),
                                loaded.file().drawnParameters(),
                                classes);
                chosen.refuseUnknownDrivers();
                return chosen;
            }
        }
    }

    /** The scenario with the values that a seed draws. */
    Scenario scenario(long seed) {
        return file.scenario(draw(seed));
    }

    /** The same with more words on its command line. */
    Chosen withOptions(String options) {
        return new Chosen(command + options, origin, file, drawn, classes);
    }

    /** The same, where these parameters were drawn although they are set now. */
    Chosen withDrawn(List<String> names) {
        return new Chosen(command, origin, file, List.copyOf(names), classes);
    }

    /** The values of the parameters that are drawn, by name. */
    Map<String, String> drawn(Scenario scenario) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : scenario.parameters()) {
            if (drawn.contains(parameter.name())) {
                values.put(parameter.name(), parameter.value());
            }
        }
        return values;
    }

    /**
     * The text of the scenario, for a replay.
     *
     * @throws Refusal if a file has changed since it was loaded
     */
    ReplayFile.ScenarioText text(Scenario scenario) throws Refusal {
        List<ReplayFile.Source> sources = new ArrayList<>();
        for (SourceFile source : file.sources()) {
            String path = origin.sources().relativize(source.path()).toString();
            sources.add(
                    new ReplayFile.Source(path.replace('\\', '/'), source.shown(), text(source)));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Parameter parameter : scenario.parameters()) {
            parameters.put(parameter.name(), parameter.value());
        }
        return new ReplayFile.ScenarioText(
                scenario.name(),
                file.project().toString(),
                sources,
                parameters,
                drawn,
                ScenarioWriter.write(scenario));
    }

    private static String text(SourceFile source) throws Refusal {
        try {
            return Files.readString(source.path(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(source.shown() + "  cannot be read any more: " + e.getMessage());
        }
    }

    private static ParameterDraw draw(long seed) {
        return (name, values) ->
                Long.remainderUnsigned(
                        Site.draw(seed, Site.join(PARAMETER, Site.key(name))), values);
    }

    private void refuseUnknownDrivers() throws Refusal {
        List<String> problems = new ArrayList<>();
        for (DriverSpec driver : scenario(0).world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfClass(String className)) {
                String problem = UserClasses.problem(className);
                if (!problem.isEmpty()) {
                    problems.add(driver.where() + "  " + problem);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }
}
