package dev.irpflow.sim.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.sim.rule.Rules;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of seeded bugs never rots. */
final class MutantsTest {
    private static final ClassLoader PRODUCT =
            Objects.requireNonNull(MutantsTest.class.getClassLoader());

    @TempDir private Path folder;

    @Test
    void thereAreMoreThanFortyWithNamesOfTheirOwn() {
        assertThat(Mutants.all()).hasSizeGreaterThan(40);
        assertThat(Mutants.all()).extracting(Mutant::name).doesNotHaveDuplicates();
    }

    @Test
    void eachBreaksARuleThatThereIs() {
        assertThat(Mutants.all())
                .allSatisfy(mutant ->
                        assertThat(Rules.find(mutant.rule())).as(mutant.name()).isNotNull());
    }

    @Test
    void eachChangedClassIsOneThatTheMachineTakes() {
        ClassFile files =
                ClassFile.of(
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(PRODUCT)));
        for (Mutant mutant : Mutants.all()) {
            if (mutant.change() instanceof Change.OfClass change) {
                byte[] changed = MutantLoader.changed(PRODUCT, change);
                assertThat(files.verify(changed)).as(mutant.name()).isEmpty();
            }
        }
    }

    @Test
    void eachChangedScenarioIsOneThatCanBePlayed() throws IOException {
        ScenarioLoader loader = new ScenarioLoader(Product.vocabulary(), folder, folder);
        List<String> problems = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            if (mutant.change() instanceof Change.OfScript change) {
                String text = Objects.requireNonNull(MutantScenarios.text(mutant.scenario()));
                Path file = folder.resolve(mutant.scenario() + ".yaml");
                Files.writeString(file, change.of(text));
                if (loader.load(file, List.of()) instanceof LoadResult.Refused refused) {
                    problems.add(mutant.name() + ": " + refused.problems());
                }
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void aChangeThatDoesNotFindItsPlaceSaysSo() {
        Change.OfClass gone =
                new Change.OfClass(
                        "dev.irpflow.kernel.Irp", "retreat", new Edit.Skip(Spot.only("nowhere")));
        Change.OfScript twice = new Change.OfScript(List.of(new Replacement("- a", "- b")));

        assertThatThrownBy(() -> MutantLoader.changed(PRODUCT, gone))
                .isInstanceOf(LostPlaceException.class)
                .hasMessageContaining("dev.irpflow.kernel.Irp.retreat: nowhere, 1 of 1");
        assertThatThrownBy(() -> twice.of("  - a\n- a\n"))
                .isInstanceOf(LostPlaceException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> twice.of("- c\n"))
                .isInstanceOf(LostPlaceException.class)
                .hasMessageContaining("nowhere");
    }
}
