package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code command}: the words that start a program. Whether it is there is asked later. */
final class CommandReader {
    private final Scope scope;
    private final Scalars scalars;

    CommandReader(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /** The words; those that name files beside the scenario do so from the project. */
    List<String> read(Node node) {
        List<String> words = new ArrayList<>();
        if (node instanceof Sequence list) {
            for (Node item : list.items()) {
                String word = scalars.text(item, "a word of the command");
                words.add(words.isEmpty() ? program(item, word) : argument(item, word));
            }
        }
        boolean isEmpty = words.isEmpty() || words.getFirst().isEmpty();
        if (isEmpty && !(node instanceof Refused)) {
            scope.problem(
                    node.where(),
                    "command is a list, the program and what it is given, like"
                            + " [python3, echo_server.py]; found "
                            + node.describe());
        }
        return isEmpty ? List.of("?") : words;
    }

    // Without a / it is looked for where the system looks for programs.
    private String program(Node node, String word) {
        if (word.indexOf('/') < 0) {
            return word;
        }
        String path = argument(node, word);
        return path.indexOf('/') < 0 ? "./" + path : path;
    }

    private String argument(Node node, String word) {
        Parsed<Path> file = InputFile.path(scope.folderOf(node.where()), word);
        if (!(file instanceof Parsed.Good<Path>(Path path)) || !Files.isRegularFile(path)) {
            return word;
        }
        boolean isBelow = path.startsWith(scope.project());
        String shortest = (isBelow ? scope.project().relativize(path) : path).toString();
        return shortest.replace('\\', '/');
    }
}
