package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.Scope.Purpose;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scenario that was loaded, before its parameters have the values of a run. */
public final class ScenarioFile {
    private final Vocabulary vocabulary;
    private final Path project;
    private final Mapping root;
    private final List<Declared> parameters;
    private final List<SourceFile> sources;
    private final boolean incomplete;

    ScenarioFile(
            Vocabulary vocabulary,
            Path project,
            Mapping root,
            List<Declared> parameters,
            Sources sources) {
        this.vocabulary = vocabulary;
        this.project = project;
        this.root = root;
        this.parameters = List.copyOf(parameters);
        this.sources = sources.files();
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

    /** The parameters whose values are drawn: two runs may differ in them. */
    public List<String> drawnParameters() {
        return parameters.stream()
                .filter(parameter -> !(parameter.source() instanceof ParameterSource.Fixed))
                .map(Declared::name)
                .toList();
    }

    /** The scenario with the values of one run. */
    public Scenario scenario(ParameterDraw draw) {
        var values = new LinkedHashMap<String, String>();
        for (Declared parameter : parameters) {
            values.put(parameter.name(), parameter.source().draw(parameter.name(), draw));
        }
        var problems = new Problems();
        Scenario scenario = compose(values, problems, Purpose.RUN);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "values that were tried are refused: " + problems.sorted(List.of()));
        }
        return scenario;
    }

    /** Composes the scenario with sample values, until every value of every parameter was used. */
    void tryAll(Problems problems) {
        int most = parameters.stream().mapToInt(p -> p.source().samples().size()).max().orElse(1);
        for (int i = 0; i < most; i++) {
            var values = new LinkedHashMap<String, String>();
            for (Declared parameter : parameters) {
                List<String> samples = parameter.source().samples();
                values.put(parameter.name(), samples.get(i % samples.size()));
            }
            compose(values, problems, Purpose.TRIAL);
        }
    }

    private Set<String> broken() {
        var names = new LinkedHashSet<String>();
        for (Declared parameter : parameters) {
            if (parameter.source() instanceof ParameterSource.Broken) {
                names.add(parameter.name());
            }
        }
        return names;
    }

    private Scenario compose(Map<String, String> values, Problems problems, Purpose purpose) {
        var bound = new ArrayList<Parameter>();
        for (Declared parameter : parameters) {
            String value = values.get(parameter.name());
            bound.add(parameter.with(value == null ? "" : value));
        }
        var scope = new Scope(vocabulary, project, values, broken(), incomplete, purpose);
        Path name = sources.getFirst().path().getFileName();
        Scenario scenario =
                new Composer(scope).compose(root, name == null ? "" : name.toString(), bound);
        problems.addAll(scope.problems().all());
        return scenario;
    }
}
