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

/** Reads a scenario file, its parents and the fragments that they include, each once. */
final class Sources {
    private static final int MOST_FILES = 64;
    private static final String ENDING = ".yaml";

    private final Path project;
    private final Problems problems;
    private final Map<Path, SourceFile> files = new LinkedHashMap<>();
    private final List<Path> open = new ArrayList<>();
    private final Layers layers = new Layers();
    private boolean incomplete;

    Sources(Path project, Problems problems) {
        this.project = project;
        this.problems = problems;
    }

    /** The directory that no file may leave. */
    Path project() {
        return project;
    }

    /** The files that were read, the scenario first. */
    List<SourceFile> files() {
        return List.copyOf(files.values());
    }

    /** Whether a file is missing, so that names may be unknown for that reason alone. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** The scenario with its parents and fragments merged into it, or null if there is none. */
    @Nullable Mapping scenario(Path path, String shown) {
        Where start = Where.whole(shown);
        Mapping root = root(path, shown, start, "");
        if (root == null || isFragment(root)) {
            return null;
        }
        layer(root, path, shown);
        return layers.merged();
    }

    /** Lays a scenario above its parent and its fragments. */
    private void layer(Mapping root, Path path, String shown) {
        open.addLast(path);
        extend(root, path, shown);
        include(root, path, shown);
        open.removeLast();
        layers.scenario(root);
    }

    private void extend(Mapping owner, Path ownerPath, String ownerShown) {
        Mapping.Entry entry = owner.find("extends");
        if (entry == null) {
            return;
        }
        if (!(entry.value() instanceof Scalar name) || name.isEmpty()) {
            problems.add(
                    entry.value().where(),
                    "extends names one scenario; found " + entry.value().describe());
            incomplete = true;
            return;
        }
        String text = name.text().endsWith(ENDING) ? name.text() : name.text() + ENDING;
        Path path = below(name, text, ownerPath, "a parent");
        if (path == null) {
            incomplete = true;
        } else if (open.contains(path)) {
            problems.add(name.where(), name.text() + " extends itself, by way of those between");
            incomplete = true;
        } else if (isRoom(name)) {
            parent(name, path, beside(ownerShown, text));
        }
    }

    private void parent(Scalar name, Path path, String shown) {
        Mapping root = root(path, shown, name.where(), name.text() + ": ");
        if (root == null) {
            incomplete = true;
        } else if (root.find("scenario") == null) {
            problems.add(
                    name.where(),
                    name.text()
                            + " is no scenario, which begins with `scenario: NAME`; extends takes"
                            + " one");
            incomplete = true;
        } else {
            layer(root, path, shown);
        }
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
        Path path = below(name, text, ownerPath, "an include");
        if (path == null) {
            incomplete = true;
            return;
        }
        if (open.contains(path)) {
            problems.add(name.where(), text + " includes itself, by way of the files between");
        } else if (!files.containsKey(path) && isRoom(name)) {
            read(name, path, beside(ownerShown, text));
        }
    }

    private boolean isRoom(Scalar name) {
        boolean isRoom = files.size() < MOST_FILES;
        if (!isRoom) {
            problems.add(name.where(), "more than " + MOST_FILES + " files");
            incomplete = true;
        }
        return isRoom;
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
        layers.fragment(root);
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
        Layers.SHARED.forEach(keys::take);
        keys.done();
    }

    /** The file below the project that a text names, or null if it names none. */
    private @Nullable Path below(Scalar name, String text, Path ownerPath, String what) {
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
                                    + ": "
                                    + what
                                    + " is a relative path below the project");
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
}
