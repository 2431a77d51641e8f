package dev.irpflow.sim.cli;

import dev.irpflow.sim.program.Programs;
import dev.irpflow.sim.report.LeftOut;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.run.UserClasses;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.Example;
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
import org.jspecify.annotations.Nullable;

/**
 * A scenario that a command is about: loaded, and found good.
 *
 * @param command the words that name it on a command line, with what they set
 * @param origin where it comes from
 * @param file the scenario before its parameters have values
 * @param example the row of its examples that is run; the first one where all are meant
 * @param drawn the parameters whose values the example gives or a seed draws, or gave and drew in
 *     the run that is replayed
 * @param classes the drivers of the user's own
 * @param eachSite the routines of faults {@code each-site} that the command line adds; {@code any}
 * @param less what is left out of it
 */
record Chosen(
        String command,
        Origin origin,
        ScenarioFile file,
        Example example,
        List<String> drawn,
        UserClassPath classes,
        List<String> eachSite,
        Reduction less) {
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
                ScenarioFile file = loaded.file();
                Example first = file.examples().getFirst();
                Chosen chosen =
                        new Chosen(
                                command,
                                origin,
                                file,
                                first,
                                file.drawnParameters(first),
                                classes,
                                List.of(),
                                Reduction.NONE);
                chosen.refuseUnknownDrivers();
                return chosen;
            }
        }
    }

    /** The scenario with the values that a seed draws. */
    Scenario scenario(long seed) {
        Scenario all = EachSiteFaults.added(file.scenario(example, draw(seed)), eachSite);
        return less.of(all);
    }

    /** What its runs of a seed leave out. */
    LeftOut leftOut(long seed) {
        return less.isNone()
                ? LeftOut.NOTHING
                : LeftOut.of(whole().scenario(seed), less, scenario(seed).parameters());
    }

    /** The same for each of its examples, with the option that names it; at least one. */
    List<Chosen> examples() {
        if (file.examples().size() == 1) {
            return List.of(this);
        }
        List<Chosen> all = new ArrayList<>();
        for (Example one : file.examples()) {
            all.add(of(one).withOptions(" --example " + one.number()));
        }
        return all;
    }

    /**
     * The same for one of its examples.
     *
     * @param number its place in the file, from 1
     * @throws Refusal if there is no such example
     */
    Chosen example(int number) throws Refusal {
        List<Example> examples = file.examples();
        for (Example one : examples) {
            if (one.number() == number) {
                return of(one);
            }
        }
        String numbers =
                String.join(
                        ", ", examples.stream().map(one -> String.valueOf(one.number())).toList());
        throw new Refusal(
                "--example %d: there is no such example; %s"
                        .formatted(
                                number,
                                examples.getFirst().number() == 0
                                        ? "the scenario has none, or all that they give is set"
                                        : "there are " + numbers));
    }

    private Chosen of(Example one) {
        List<String> drawnNow = file.drawnParameters(one);
        return new Chosen(command, origin, file, one, drawnNow, classes, eachSite, less);
    }

    /** The same with more words on its command line. */
    Chosen withOptions(String options) {
        return new Chosen(command + options, origin, file, example, drawn, classes, eachSite, less);
    }

    /** The same with the user's drivers from a class path; "" adds none. */
    Chosen withClasses(String classPath, UserClassPath from) {
        String option =
                classPath.isEmpty() ? "" : " --classpath " + ScenarioArgument.quoted(classPath);
        return new Chosen(command + option, origin, file, example, drawn, from, eachSite, less);
    }

    /** The same, where these parameters were drawn although they are set now. */
    Chosen withDrawn(List<String> names) {
        List<String> known = List.copyOf(names);
        return new Chosen(command, origin, file, example, known, classes, eachSite, less);
    }

    private Chosen whole() {
        Reduction none = Reduction.NONE;
        return new Chosen(command, origin, file, example, drawn, classes, eachSite, none);
    }

    /** The same with less in it. */
    Chosen reduced(Reduction to) {
        return new Chosen(command, origin, file, example, drawn, classes, eachSite, less.and(to));
    }

    /**
     * The same with some of its faults.
     *
     * @param words {@code on} for all, {@code off} for none, or their names
     * @throws Refusal if there is no such fault
     */
    Chosen withFaults(List<String> words) throws Refusal {
        if (words.isEmpty() || words.equals(List.of("on"))) {
            return this;
        }
        FaultPlan plan = scenario(0).faults();
        List<String> names = plan.names();
        List<String> wanted = words.equals(List.of("off")) ? List.of() : words;
        for (String each : wanted) {
            if (!names.contains(each)) {
                throw new Refusal(
                        "faults: found \"%s\"; allowed is on, off%s"
                                .formatted(
                                        each,
                                        names.isEmpty()
                                                ? ": the scenario has no faults"
                                                : ", or some of " + String.join(", ", names)));
            }
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!wanted.contains(names.get(i))) {
                places.add(plan.faults().get(i).where().toString());
            }
        }
        return reduced(less.without(places));
    }

    /** Which of their values a seed draws for parameters, by name, where it is not the first. */
    Map<String, Long> draws(long seed) {
        Map<String, Long> draws = new LinkedHashMap<>();
        ParameterDraw draw = draw(seed);
        file.scenario(
                example,
                (name, values) -> {
                    long which = draw.pick(name, values);
                    if (which > 0) {
                        draws.put(name, which);
                    }
                    return which;
                });
        return draws;
    }

    /**
     * The same, where besides its own faults the calls of these routines fail systematically.
     *
     * @throws Refusal if one of them is not known, or cannot fail
     */
    Chosen withEachSite(List<String> routines) throws Refusal {
        EachSiteFaults.check(routines);
        List<String> all = List.copyOf(routines);
        return new Chosen(command, origin, file, example, drawn, classes, all, less);
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
                eachSite,
                ScenarioWriter.write(scenario));
    }

    private static String text(SourceFile source) throws Refusal {
        try {
            return Files.readString(source.path(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(source.shown() + "  cannot be read any more: " + e.getMessage());
        }
    }

    private ParameterDraw draw(long seed) {
        return (name, values) -> {
            Long set = less.draws().get(name);
            return set != null
                    ? set
                    : Long.remainderUnsigned(
                            Site.draw(seed, Site.join(PARAMETER, Site.key(name))), values);
        };
    }

    /** The first driver that is a program; null if none is. */
    @Nullable DriverSpec program() {
        for (DriverSpec driver : scenario(0).world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfProgram) {
                return driver;
            }
        }
        return null;
    }

    private void refuseUnknownDrivers() throws Refusal {
        List<String> problems = new ArrayList<>();
        for (DriverSpec driver : scenario(0).world().drivers()) {
            if (driver.source() instanceof DriverSpec.Source.OfClass(String className)) {
                String problem = UserClasses.problem(className);
                if (!problem.isEmpty()) {
                    problems.add(driver.where() + "  " + problem);
                }
            } else if (driver.source() instanceof DriverSpec.Source.OfProgram(var program)) {
                String problem = Programs.problem(file.project(), program);
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
