package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.FaultsOf;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Resource;
import dev.irpflow.sim.scenario.Stoppable;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.grammar.Shape;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each word of the vocabulary of faults ships with a scenario that shows it, and the page says so.
 */
final class FaultPageTest {
    // Tests run in the folder of their module.
    private static final Path PAGE = Path.of("..", "docs", "faults.md");
    private static final String HEAD = "| fault | what it does | shown by |\n|---|---|---|\n";
    private static final Map<String, SequencedSet<String>> SHOWN = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        Path home = Spoken.home();
        Path folder = home.resolve("simulations/src/main/resources/scenarios/faults");
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), home, home);
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            LoadResult.Loaded loaded = (LoadResult.Loaded) loader.load(file, List.of());
            var scenario = loaded.file().scenario((parameter, values) -> 0);
            for (Fault fault : FaultsOf.scenario(scenario)) {
                for (String word : words(fault)) {
                    SHOWN.computeIfAbsent(word, any -> new TreeSet<>()).add(scenario.name());
                }
            }
        }
    }

    private static List<String> words(Fault fault) {
        return switch (fault) {
            case Fault.Exhaust exhaust -> List.of("exhaust", exhaust.what().word());
            case Fault.Stop stop -> List.of("stop", "stop " + stop.what());
            case Fault.Crash crash ->
                    List.of("crash", crash.bugCheck() == null ? "power" : "bug-check");
            case Fault.Cut cut -> List.of("cut", cut.links().getFirst().direction().name());
            default -> List.of(fault.verb());
        };
    }

    @Test
    void eachWordOfTheLanguageIsListed() {
        List<String> verbs =
                Grammar.of(Product.vocabulary()).phrases().stream()
                        .filter(phrase -> phrase.name().equals("fault"))
                        .flatMap(phrase -> phrase.verbs().stream())
                        .map(Shape::name)
                        .toList();
        assertThat(FaultWords.all())
                .extracting(FaultWords::verb)
                .containsExactlyInAnyOrderElementsOf(verbs);
    }

    @Test
    void eachWordHasAScenarioThatShowsIt() {
        List<String> words =
                new ArrayList<>(FaultWords.all().stream().map(FaultWords::verb).toList());
        words.addAll(Resource.words());
        Stoppable.SUBSYSTEMS.forEach(name -> words.add("stop " + name));
        words.addAll(List.of("stop file-server", "power", "bug-check", "ONE_WAY", "BOTH_WAYS"));
        assertThat(SHOWN.keySet()).containsAll(words);
    }

    @Test
    void thePageSaysWhichScenarioShowsWhat() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (FaultWords word : FaultWords.all()) {
            table.append("| `%s` | %s | ".formatted(word.verb(), word.about()));
            table.append(
                    String.join(
                            ", ",
                            SHOWN.getOrDefault(word.verb(), new TreeSet<>()).stream()
                                    .map("`%s`"::formatted)
                                    .toList()));
            table.append(" |\n");
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(HEAD);
        int end = page.indexOf("\n\n", begin) + 1;
        String made = page.substring(0, begin) + table + page.substring(end);
        if (Boolean.getBoolean("ledger.write")) { // mvn -Dledger.write=true writes it anew
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(made);
    }
}
