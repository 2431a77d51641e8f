package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Mapping;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads scenarios: reads the file and its fragments, checks everything against the vocabulary, and
 * answers with a scenario or with all problems at once.
 */
public final class ScenarioLoader {
    private final Vocabulary vocabulary;
    private final Path project;
    private final Path workingDirectory;

    /**
     * A loader.
     *
     * @param project the directory that paths in scenarios are relative to, and that includes may
     *     not leave; for a scenario that lies elsewhere it is the scenario's own directory
     * @param workingDirectory the directory that paths on the command line are relative to
     */
    public ScenarioLoader(Vocabulary vocabulary, Path project, Path workingDirectory) {
        this.vocabulary = vocabulary;
        this.project = project.toAbsolutePath().normalize();
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /**
     * Where a scenario comes from.
     *
     * @param file the file
     * @param shown its name in messages
     * @param sources the directory that its includes may not leave
     * @param data the directory that the paths of its inputs are relative to
     */
    public record Origin(Path file, String shown, Path sources, Path data) {}

    /**
     * Loads one scenario.
     *
     * @param file as the user gave it, which is how messages show it
     * @param sets what the command line sets, each {@code name=value}
     */
    public LoadResult load(Path file, List<String> sets) {
        Path path = workingDirectory.resolve(file).normalize();
        Path folder = path.getParent();
        Path base = path.startsWith(project) || folder == null ? project : folder;
        return load(new Origin(path, file.toString(), base, base), sets);
    }

    /** Loads a scenario whose text lies elsewhere than the files that it speaks of. */
    public LoadResult load(Origin origin, List<String> sets) {
        Path data = origin.data().toAbsolutePath().normalize();
        var problems = new Problems();
        Arguments arguments = Arguments.of(sets, problems);
        var sources = new Sources(origin.sources().toAbsolutePath().normalize(), problems);
        Mapping root = sources.scenario(origin.file(), origin.shown());
        if (root != null) {
            var values = new ParameterValues(vocabulary, data, workingDirectory);
            var reader = new ParameterReader(values, arguments, problems);
            List<Declared> parameters = reader.of(root);
            List<Example> examples =
                    new ExampleReader(reader, arguments.byName().keySet(), problems)
                            .of(root, parameters);
            var loaded = new ScenarioFile(vocabulary, data, root, parameters, examples, sources);
            loaded.tryAll(problems);
            if (problems.isEmpty()) {
                return new LoadResult.Loaded(loaded);
            }
        }
        return new LoadResult.Refused(
                problems.sorted(sources.files().stream().map(SourceFile::shown).toList()));
    }
}
