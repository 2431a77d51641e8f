package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.Scope.Purpose;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scenario that was loaded, before its parameters have the values of a run. */
public final class ScenarioFile {
    // Most runs of a hunt have the values of another one.
    private static final int MOST_COMPOSED = 64;

    private record Composed(Example example, Map<String, String> values) {}

    private final Vocabulary vocabulary;
    private final Path project;
    private final Mapping root;
    private final List<Declared> parameters;
    private final List<Example> examples;
    private final List<SourceFile> sources;
    private final Path sourceFolder;
    private final boolean incomplete;
    private final Map<Composed, Scenario> composed = new Recent<>(MOST_COMPOSED);

    ScenarioFile(
            Vocabulary vocabulary,
            Path project,
            Mapping root,
            List<Declared> parameters,
            List<Example> examples,
            Sources sources) {
        this.vocabulary = vocabulary;
        this.project = project;
        this.root = root;
        this.parameters = List.copyOf(parameters);
        this.examples = List.copyOf(examples);
        this.sources = sources.files();
        this.sourceFolder = sources.project();
        this.incomplete = sources.isIncomplete();
    }

    /** The files that it was read from, the scenario first, each with its hash. */
    public List<SourceFile> sources() {
        return sources;
    }

    /** The directory that paths in the scenario are relative to. */
    public Path project() {
        return project;
    }

    /** The examples, for each of which the scenario is run; at least one. */
    public List<Example> examples() {
        return examples;
    }

    /** The parameters that an example gives or that are drawn: two runs may differ in them. */
    public List<String> drawnParameters(Example example) {
        return parameters.stream()
                .filter(parameter ->
                        example.values().containsKey(parameter.name())
                                || !(parameter.source() instanceof ParameterSource.Fixed))
                .map(Declared::name)
                .toList();
    }

    /** The scenario with the values of one run of its first example. */
    public Scenario scenario(ParameterDraw draw) {
        return scenario(examples.getFirst(), draw);
    }

    /** The scenario with the values of one run of an example. */
    public Scenario scenario(Example example, ParameterDraw draw) {
        var values = new LinkedHashMap<String, String>();
        for (Declared parameter : parameters) {
            String given = example.values().get(parameter.name());
            values.put(
                    parameter.name(),
                    given == null ? parameter.source().draw(parameter.name(), draw) : given);
        }
        return composed.computeIfAbsent(new Composed(example, values), this::compose);
    }

    private Scenario compose(Composed wanted) {
        var problems = new Problems();
        Scenario scenario = compose(wanted.example, wanted.values, problems, Purpose.RUN);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "values that were tried are refused: " + problems.sorted(List.of()));
        }
        return scenario;
    }

    /** Composes the scenario with sample values, until every value of every parameter was used. */
    void tryAll(Problems problems) {
        examples.forEach(example -> tryAll(example, problems));
    }

    private void tryAll(Example example, Problems problems) {
        int most = 1;
        for (Declared parameter : parameters) {
            if (!example.values().containsKey(parameter.name())) {
                most = Math.max(most, parameter.source().samples().size());
            }
        }
        for (int i = 0; i < most; i++) {
            var values = new LinkedHashMap<String, String>();
            for (Declared parameter : parameters) {
                List<String> samples = parameter.source().samples();
                String given = example.values().get(parameter.name());
                values.put(
                        parameter.name(), given == null ? samples.get(i % samples.size()) : given);
            }
            compose(example, values, problems, Purpose.TRIAL);
        }
    }

    /** The parameters without a value, which was told where it is missing. */
    private Set<String> broken(Example example) {
        var names = new LinkedHashSet<String>();
        for (Declared parameter : parameters) {
            boolean isMissing =
                    switch (parameter.source()) {
                        case ParameterSource.Broken() -> true;
                        case ParameterSource.OfExamples() ->
                                !example.values().containsKey(parameter.name());
                        case ParameterSource.Fixed _,
                                ParameterSource.Drawn _,
                                ParameterSource.Listed _ ->
                                false;
                    };
            if (isMissing) {
                names.add(parameter.name());
            }
        }
        return names;
    }

    private Scenario compose(
            Example example, Map<String, String> values, Problems problems, Purpose purpose) {
        var bound = new ArrayList<Parameter>();
        for (Declared parameter : parameters) {
            String value = values.get(parameter.name());
            bound.add(parameter.with(value == null ? "" : value));
        }
        var scope = new Scope(vocabulary, project, values, broken(example), incomplete, purpose);
        scope.folders(this::folderOf);
        Path name = sources.getFirst().path().getFileName();
        Scenario scenario =
                new Composer(scope).compose(root, name == null ? "" : name.toString(), bound);
        problems.addAll(scope.problems().all());
        return scenario;
    }

    // Also where the files are a copy that a replay has made.
    private Path folderOf(Where where) {
        for (SourceFile source : sources) {
            Path file = source.path().toAbsolutePath().normalize();
            if (source.shown().equals(where.file()) && file.startsWith(sourceFolder)) {
                Path folder = sourceFolder.relativize(file).getParent();
                return folder == null ? project : project.resolve(folder);
            }
        }
        return project;
    }
}
