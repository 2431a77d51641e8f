package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.sim.rule.Rules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
    @Test
    void everyRoutineHasAPageWithItsFidelity() {
        for (RoutineContract routine : ContractTable.get().routines()) {
            assertThat(Reference.pages(routine.name()))
                    .as(routine.name())
                    .anySatisfy(page ->
                            assertThat(page)
                                    .startsWith(routine.name() + "   ")
                                    .contains("\n  fidelity    "));
        }
    }

    @Test
    void thePageOfARoutineSaysWhatItLendsAcquiresReleasesAndRaises() {
        assertThat(Reference.pages("WskSend"))
                .anySatisfy(page ->
                        assertThat(page).contains("buffer, for reading, until the completion"));
        assertThat(Reference.pages("RtlCopyMemory"))
                .anySatisfy(page ->
                        assertThat(page).contains("destination, for writing, until the return"));
        assertThat(Reference.pages("WskReleaseProviderNPI"))
                .anySatisfy(page ->
                        assertThat(page)
                                .containsPattern("releases +wsk-npi by registration")
                                .contains("wsk/npi-released-once"));
        assertThat(Reference.pages("MmProbeAndLockPages"))
                .anySatisfy(page ->
                        assertThat(page).containsPattern("raises +STATUS_ACCESS_VIOLATION"));
    }

    @Test
    void everyRuleHasAPageThatSaysWhatWindowsDoes() {
        for (Rule rule : Rules.all()) {
            assertThat(Reference.pages(rule.id()))
                    .singleElement()
                    .asString()
                    .contains("real Windows");
        }
    }

    @Test
    void everyBugCheckIsFoundByNameAndNumber() {
        for (BugCheckCode code : BugCheckCode.values()) {
            assertThat(Reference.pages(code.name())).isNotEmpty();
            assertThat(Reference.pages("0x%X".formatted(code.code())))
                    .anyMatch(page -> page.startsWith(code.name() + "   bug check"));
        }
    }

    @Test
    void everyWordOfTheGlossaryIsFoundByAllItsNames() {
        List<Glossary.Entry> entries = Glossary.entries();
        assertThat(entries).hasSizeGreaterThan(50);
        for (Glossary.Entry entry : entries) {
            assertThat(Reference.pages(entry.word())).as(entry.word()).isNotEmpty();
            entry.others().forEach(other -> assertThat(Glossary.find(other)).isNotNull());
        }
    }

    @Test
    void noTwoWordsOfTheGlossaryHaveOneName() {
        Set<String> names = new LinkedHashSet<>();
        for (Glossary.Entry entry : Glossary.entries()) {
            assertThat(names.add(entry.word())).as(entry.word()).isTrue();
            entry.others().forEach(other -> assertThat(names.add(other)).as(other).isTrue());
        }
    }

    @Test
    void whatIsNoNameAtAllHasNeitherPagesNorNeighbours() {
        assertThat(Reference.pages("quetzalcoatl")).isEmpty();
        assertThat(Reference.nearest("quetzalcoatl quetzalcoatl")).isEmpty();
    }
}
