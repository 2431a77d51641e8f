package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Explanations;
import dev.irpflow.kernel.bugcheck.Form;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.sim.report.VerifierLedger.Entry;
import dev.irpflow.sim.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierLedgerTest {
    // Tests run in the folder of their module.
    private static final Path PAGE = Path.of("..", "docs", "verifier-rules.md");
    private static final Path SCENARIOS = Path.of("src", "main", "resources", "scenarios", "rules");
    private static final Pattern CODE = Pattern.compile("(0xC[49])/(0x[0-9A-F]+)");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Za-z]+[A-Z][A-Za-z0-9]+\\b");

    @Test
    void thePageSaysWhatTheRulesSay() throws IOException {
        String page = VerifierLedger.markdown(scenarios());
        if (Boolean.getBoolean("ledger.write")) { // mvn -Dledger.write=true writes it anew
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC4, 0xC9})
    void everySubCodeThatIsExplainedStandsInIt(int code) {
        Explanation explanation = Objects.requireNonNull(Explanations.of(code));
        List<Long> listed =
                VerifierLedger.all().stream()
                        .filter(entry -> entry.section().equals("0x%X".formatted(code)))
                        .map(entry -> Long.decode(entry.name()))
                        .toList();

        assertThat(listed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        explanation.forms().stream().map(Form::first).toList());
    }

    @Test
    void aRuleThatNamesASubCodeIsTheOneThatTellsOfIt() {
        for (Rule rule : Rules.all()) {
            Matcher codes = CODE.matcher(rule.realWindows().shown());
            while (codes.find()) {
                assertThat(rulesOf(codes.group())).as(codes.group()).contains(rule);
            }
        }
    }

    @Test
    void aRuleThatNamesAStaticRuleIsTheOneThatTellsOfIt() {
        Set<String> names =
                VerifierLedger.all().stream()
                        .filter(entry -> !entry.isCode())
                        .map(Entry::name)
                        .collect(Collectors.toSet());
        for (Rule rule : Rules.all()) {
            Matcher words = NAME.matcher(rule.realWindows().shown());
            while (words.find()) {
                if (names.contains(words.group())) {
                    assertThat(rulesOf(words.group())).as(words.group()).contains(rule);
                }
            }
        }
    }

    @Test
    void everyRuleSaysWhatUsuallyCuresABreachOfIt() {
        for (Rule rule : Rules.all()) {
            Cure cure = rule.cure();

            assertThat(cure.words()).as(rule.id()).matches("[A-Z`].{40,}\\.").doesNotContain("  ");
            assertThat(Reference.pages(rule.id()))
                    .anySatisfy(page ->
                            assertThat(page.replaceAll("\\s+", " "))
                                    .contains(
                                            "usual cure " + cure.pattern() + ". " + cure.words()));
        }
    }

    @Test
    void aStaticRuleIsExplainedByItsName() {
        assertThat(Reference.pages("IrpCancelField"))
                .singleElement()
                .asString()
                .contains("io/cancel-not-checked", "devtest/wdm-irpcancelfield.md");
        assertThat(Reference.pages("SafeStrings"))
                .singleElement()
                .asString()
                .contains("No run shows it");
    }

    private static List<Rule> rulesOf(String title) {
        return VerifierLedger.all().stream()
                .filter(entry -> entry.title().equals(title))
                .flatMap(entry -> entry.rules().stream())
                .toList();
    }

    private static Set<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
