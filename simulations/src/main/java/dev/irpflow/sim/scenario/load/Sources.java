package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.ScenarioReader;
import dev.irpflow.sim.scenario.yaml.Sequence;
import dev.irpflow.sim.scenario.yaml.Tree;
import dev.irpflow.sim.scenario.yaml.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario file and the fragments that it includes, each once, and merges them: an entry
 * that is given again replaces the earlier one whole.
 */
final class Sources {
    /** The sections that a fragment may have. */
    static final List<String> SHARED = List.of("parameters", "machines", "network", "drivers");

    private static final int MOST_FILES = 64;

    private final Path project;
    private final Problems problems;
    private final Map<Path, SourceFile> files = new LinkedHashMap<>();
    private final List<Path> open = new ArrayList<>();
    private final List<Mapping> fragments = new ArrayList<>();
    private boolean incomplete;

    Sources(Path project, Problems problems) {
        this.project = project;
        this.problems = problems;
    }

    /** The files that were read, the scenario first. */
    List<SourceFile> files() {
        return List.copyOf(files.values());
    }

    /** Whether a fragment is missing, so that names may be unknown for that reason alone. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** The scenario with its fragments merged into it, or null if there is none. */
    @Nullable Mapping scenario(Path path, String shown) {
        Where start = Where.whole(shown);
        Mapping root = root(path, shown, start, "");
        if (root == null || isFragment(root)) {
            return null;
        }
        open.add(path);
        include(root, path, shown);
        return merged(root);
    }

    private boolean isFragment(Mapping root) {
        Mapping.Entry fragment = root.find("fragment");
        if (fragment == null || root.find("scenario") != null) {
            return false;
        }
        problems.add(
                fragment.key().where(),
                "a fragment, for scenarios to include; it does not run by itself");
        return true;
    }

    private @Nullable Mapping root(Path path, String shown, Where asker, String prefix) {
        return switch (InputFile.read(path, ScenarioReader.SIZE_LIMIT)) {
            case Parsed.Bad<byte[]> bad -> {
                problems.add(asker, prefix + bad.why());
                yield null;
            }
            case Parsed.Good<byte[]> good -> {
                files.put(path, SourceFile.of(path, shown, good.value()));
                Tree tree = ScenarioReader.read(shown, good.value());
                problems.addAll(tree.problems());
                yield mapping(tree.root());
            }
        };
    }

    private @Nullable Mapping mapping(@Nullable Node root) {
        if (root == null || root instanceof Mapping) {
            return (Mapping) root;
        }
        problems.add(
                root.where(), "a scenario begins with `scenario: NAME`; found " + root.describe());
        return null;
    }

    private void include(Mapping owner, Path ownerPath, String ownerShown) {
        Mapping.Entry include = owner.find("include");
        if (include == null) {
            return;
        }
        if (include.value() instanceof Sequence list) {
            list.items().forEach(item -> fragment(item, ownerPath, ownerShown));
        } else {
            problems.add(
                    include.value().where(),
                    "include is a list of files; found " + include.value().describe());
        }
    }

    private void fragment(Node item, Path ownerPath, String ownerShown) {
        if (!(item instanceof Scalar name) || name.isEmpty()) {
            problems.add(item.where(), "include names files; found " + item.describe());
            incomplete = true;
            return;
        }
        String text = name.text();
        Path path = below(name, ownerPath);
        if (path == null) {
            incomplete = true;
            return;
        }
        if (open.contains(path)) {
            problems.add(name.where(), text + " includes itself, by way of the files between");
        } else if (!files.containsKey(path)) {
            if (files.size() >= MOST_FILES) {
                problems.add(name.where(), "more than " + MOST_FILES + " files");
                incomplete = true;
                return;
            }
            read(name, path, beside(ownerShown, text));
        }
    }

    private void read(Scalar name, Path path, String shown) {
        Mapping root = root(path, shown, name.where(), name.text() + ": ");
        if (root == null) {
            incomplete = true;
            return;
        }
        open.addLast(path);
        include(root, path, shown);
        open.removeLast();
        checkFragment(root, name);
        fragments.add(root);
    }

    private void checkFragment(Mapping root, Scalar name) {
        if (root.find("scenario") != null) {
            problems.add(
                    name.where(),
                    name.text()
                            + " is a scenario; include takes fragments, which begin with"
                            + " `fragment: NAME`");
            return;
        }
        Keys keys = Keys.of(root, "a fragment", problems);
        keys.require("fragment", "its name");
        keys.take("about");
        keys.take("include");
        SHARED.forEach(keys::take);
        keys.done();
    }

    /** The file below the project that an include names, or null if it names none. */
    private @Nullable Path below(Scalar name, Path ownerPath) {
        String text = name.text();
        if (text.indexOf('\\') >= 0) {
            problems.add(name.where(), Scalar.shown(text) + ": write the path with /");
            return null;
        }
        Path folder = ownerPath.toAbsolutePath().getParent();
        Parsed<Path> path = InputFile.path(folder == null ? project : folder, text);
        return switch (path) {
            case Parsed.Bad<Path> bad -> {
                problems.add(name.where(), Scalar.shown(text) + ": " + bad.why());
                yield null;
            }
            case Parsed.Good<Path> good -> {
                boolean relative = !text.startsWith("/") && !isDrive(text);
                boolean inside = relative && good.value().startsWith(project);
                if (!inside) {
                    problems.add(
                            name.where(),
                            Scalar.shown(text)
                                    + ": an include is a relative path below the project");
                }
                yield inside ? good.value() : null;
            }
        };
    }

    private static boolean isDrive(String text) {
        return text.length() > 1 && text.charAt(1) == ':';
    }

    private static String beside(String owner, String text) {
        int slash = Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('\\'));
        return owner.substring(0, slash + 1) + text;
    }

    private Mapping merged(Mapping scenario) {
        var entries = new ArrayList<Mapping.Entry>();
        for (Mapping.Entry entry : scenario.entries()) {
            if (!SHARED.contains(entry.name())) {
                entries.add(entry);
            }
        }
        for (String section : SHARED) {
            Mapping.Entry merged = section(section, scenario);
            if (merged != null) {
                entries.add(merged);
            }
        }
        return new Mapping(entries, scenario.where());
    }

    private Mapping.@Nullable Entry section(String name, Mapping scenario) {
        var byName = new LinkedHashMap<String, Mapping.Entry>();
        Mapping.Entry last = null;
        for (Mapping owner : inOrder(scenario)) {
            Mapping.Entry entry = owner.find(name);
            if (entry == null) {
                continue;
            }
            last = entry;
            if (!(entry.value() instanceof Mapping section)) {
                return entry;
            }
            section.entries().forEach(e -> byName.put(e.name(), e));
        }
        return last == null
                ? null
                : new Mapping.Entry(
                        last.key(),
                        new Mapping(List.copyOf(byName.values()), last.value().where()));
    }

    private List<Mapping> inOrder(Mapping scenario) {
        var all = new ArrayList<>(fragments);
        all.add(scenario);
        return all;
    }
}
