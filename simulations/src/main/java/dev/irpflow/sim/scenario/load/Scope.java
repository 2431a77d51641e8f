package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all readers of one scenario share: the vocabulary, the values of the parameters, the names
 * that the file declares, and the list of problems.
 *
 * <p>A reader that finds a problem tells it and answers with a stand-in, so that the rest is still
 * read; nothing of a scenario with problems is ever used.
 */
final class Scope {
    /** What the scenario is composed for. */
    enum Purpose {
        /** To find what is wrong with it. */
        TRIAL,
        /** To be run: a file that is gone by now is for the run to miss. */
        RUN
    }

    private static final int MOST_PROCESSORS = 64;

    private final Vocabulary vocabulary;
    private final Path project;
    private final Map<String, String> parameters;
    private final Set<String> broken;
    private boolean incomplete;
    private final Purpose purpose;
    private final Problems problems = new Problems();
    private final Map<String, Long> machines = new LinkedHashMap<>();
    private final Map<String, Integer> processors = new LinkedHashMap<>();
    private final Map<String, List<String>> drivers = new LinkedHashMap<>();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();
    private Function<Where, Path> folders = where -> project();
    private Operations operations = new Operations(this);
    private @Nullable ScriptScope script;
    private final Signals signals = new Signals(this);

    /**
     * A scope.
     *
     * @param parameters their values by name
     * @param broken the names of those that are declared, but not well
     * @param incomplete whether names may be missing because a fragment could not be read
     */
    Scope(
            Vocabulary vocabulary,
            Path project,
            Map<String, String> parameters,
            Set<String> broken,
            boolean incomplete,
            Purpose purpose) {
        this.vocabulary = vocabulary;
        this.project = project;
        this.parameters = parameters;
        this.broken = broken;
        this.incomplete = incomplete;
        this.purpose = purpose;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The directory that paths of the scenario are relative to. */
    Path project() {
        return project;
    }

    /** The directory, seen from the project, of the file in which something was read. */
    Path folderOf(Where where) {
        return folders.apply(where);
    }

    /** Says in which directories files lie. */
    void folders(Function<Where, Path> byFile) {
        folders = byFile;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    /** Whether this parameter is declared, but not well. */
    boolean isBroken(String parameter) {
        return broken.contains(parameter);
    }

    /** Whether names may be missing for a reason that is told already. */
    boolean isIncomplete() {
        return incomplete;
    }

    void setIncomplete() {
        incomplete = true;
    }

    Purpose purpose() {
        return purpose;
    }

    Problems problems() {
        return problems;
    }

    /** Tells a problem. */
    void problem(Where where, String text) {
        problems.add(where, text);
    }

    /** The machines by name, with how many each name stands for. */
    Map<String, Long> machines() {
        return machines;
    }

    /** How many processors a machine has. */
    int processors(String machine) {
        Integer own = processors.get(machine);
        int hyphen = machine.lastIndexOf('-');
        return own == null && hyphen > 0
                ? processors.getOrDefault(machine.substring(0, hyphen), MOST_PROCESSORS)
                : own == null ? MOST_PROCESSORS : own;
    }

    void processors(String machine, int count) {
        processors.put(machine, count);
    }

    /** The drivers by name, with the machines that they run on. */
    Map<String, List<String>> drivers() {
        return drivers;
    }

    /** The scripts that have names of their own, with the routines that they are. */
    Map<String, String> scripts() {
        return scripts;
    }

    /** The real files whose bytes the scenario uses. */
    Set<String> inputs() {
        return inputs;
    }

    Operations operations() {
        return operations;
    }

    /** The script that is being read, null while none is. */
    @Nullable ScriptScope script() {
        return script;
    }

    /** Reads the lines of a script, for which other names are known. */
    <T> T within(ScriptScope of, Operations named, Supplier<T> reader) {
        Operations outer = operations;
        script = of;
        operations = named;
        try {
            return reader.get();
        } finally {
            script = null;
            operations = outer;
        }
    }

    /** Whether a node refers to what is known only in the run: {@code $op.field}. */
    boolean isReference(Node node) {
        return Scalars.isReference(node) || (script != null && script.isObject(node));
    }

    Signals signals() {
        return signals;
    }

    Keys keys(Node node, String owner) {
        return Keys.of(node, owner, problems);
    }

    /** The entries of a section of names, none if it is not there or is no mapping. */
    List<Mapping.Entry> named(@Nullable Node section, String what) {
        if (section == null) {
            return List.of();
        }
        List<Mapping.Entry> entries = keys(section, what).takeRest();
        for (Mapping.Entry entry : entries) {
            if (!Names.isKebab(entry.name())) {
                problem(entry.key().where(), Names.notKebab(entry.name()));
            }
        }
        return entries;
    }
}
