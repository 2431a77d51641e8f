package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.load.Nearest;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scenarios that name documented cases.
 *
 * @param played each case with the scenario that plays it, by id
 * @param problems what is wrong with scenarios that cannot be loaded
 */
record CaseScenarios(List<Played> played, List<String> problems) {
    private static final String BETWEEN = "/";

    /** A case as one scenario plays it; several may play the same. */
    record Played(String id, Chosen scenario, Title title) {}

    /**
     * Loads those that are shipped, and those of a folder.
     *
     * @param given the folder, null for none
     * @param classPath where the classes of the user's drivers are
     * @throws Refusal if the folder is none
     */
    static CaseScenarios load(Terminal terminal, @Nullable String given, String classPath)
            throws Refusal {
        ShippedScenarios shipped = new ShippedScenarios(terminal);
        Reader reader = new Reader(terminal, new ScenarioOptions(List.of(), classPath));
        for (ScenarioFolder.Entry entry : shipped.all()) {
            reader.read(entry.name(), shipped.origin(entry));
        }
        if (given != null) {
            Path folder = terminal.resolve(given);
            if (!Files.isDirectory(folder)) {
                throw new Refusal("--in " + given + ": no such folder");
            }
            for (ScenarioFolder.Entry entry : ScenarioFolder.of(folder).scenarios()) {
                String path = terminal.shown(entry.file());
                reader.read(path, shipped.find(path));
            }
        }
        return reader.all();
    }

    /**
     * Those of a subject, or those whose ids begin with a prefix.
     *
     * @param text {@code SUBJECT} or {@code SUBJECT/PREFIX}; "" for all
     * @throws Refusal if there are none
     */
    CaseScenarios wanted(String text) throws Refusal {
        if (text.isEmpty()) {
            return this;
        }
        int slash = text.indexOf(BETWEEN);
        String subject = slash < 0 ? text : text.substring(0, slash);
        List<Played> ofSubject =
                played.stream().filter(one -> one.id().startsWith(subject + BETWEEN)).toList();
        if (ofSubject.isEmpty()) {
            List<String> subjects =
                    played.stream()
                            .map(one -> one.id().substring(0, one.id().indexOf(BETWEEN)))
                            .distinct()
                            .toList();
            throw unknown(
                    subject + ": no scenario names a case of this subject", subject, subjects);
        }
        String prefix = slash < 0 ? subject + BETWEEN : text;
        List<Played> found = ofSubject.stream().filter(one -> one.id().startsWith(prefix)).toList();
        if (found.isEmpty()) {
            List<String> ids = ofSubject.stream().map(Played::id).distinct().toList();
            throw unknown(text + ": no scenario names such a case", text, ids);
        }
        return new CaseScenarios(found, problems);
    }

    private Refusal unknown(String what, String text, List<String> known) {
        String nearest = Nearest.to(text, known);
        List<String> lines = new ArrayList<>();
        lines.add(
                what
                        + (nearest == null ? "." : ". Did you mean " + nearest + "?")
                        + (known.isEmpty() ? "" : " There are " + String.join(", ", known)));
        lines.addAll(problems);
        return new Refusal(lines);
    }

    /** Loads one after the other. */
    private static final class Reader {
        private final Terminal terminal;
        private final ScenarioOptions options;
        private final UserClassPath classes;
        private final List<Played> played = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Reader(Terminal terminal, ScenarioOptions options) throws Refusal {
            this.terminal = terminal;
            this.options = options;
            this.classes = UserClassPath.of(options.classPath(), terminal);
        }

        void read(String name, Origin origin) {
            String command = new ScenarioArgument(name, options).command();
            try {
                Chosen chosen =
                        Chosen.load(
                                command, origin, List.of(), classes, terminal.workingDirectory());
                Title title = chosen.scenario(0).title();
                title.cases().forEach(id -> played.add(new Played(id, chosen, title)));
            } catch (Refusal e) {
                problems.addAll(e.lines());
            }
        }

        CaseScenarios all() {
            played.sort((one, other) ->
                    one.id().equals(other.id())
                            ? one.title().name().compareTo(other.title().name())
                            : one.id().compareTo(other.id()));
            return new CaseScenarios(List.copyOf(played), List.copyOf(problems));
        }
    }
}
