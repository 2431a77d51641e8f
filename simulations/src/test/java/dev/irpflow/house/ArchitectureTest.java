package dev.irpflow.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom. Rules are keyed on packages, never on class names: a switch over an enum
 * creates a nameless class beside its own, which escapes every rule about names.
 */
final class ArchitectureTest {
    private static final String CONTRACT = "dev.irpflow.contract..";
    private static final String MESSAGES = "dev.irpflow.protocol..";
    private static final String ADDRESS = "dev.irpflow.address..";
    private static final String STAGE = "dev.irpflow.stage..";
    private static final String KERNEL = "dev.irpflow.kernel..";
    private static final String DRIVER = "dev.irpflow.driver..";
    private static final String SHELL = "dev.irpflow.shell..";
    private static final String MACHINE = "dev.irpflow.machine..";
    private static final Set<String> DRAWN_OR_TIMED =
            Set.of(
                    "watch",
                    "watchWith",
                    "ask",
                    "askWithStatus",
                    "pipeToSelf",
                    "scheduleOnce",
                    "setReceiveTimeout",
                    "withTimers");
    private static final String NODE = "dev.irpflow.node..";
    private static final String SIMULATIONS = "dev.irpflow.sim..";

    /** Whatever of dev.irpflow is not one of the frames above emulates a subsystem of Windows. */
    private static final DescribedPredicate<JavaClass> SUBSYSTEM =
            describe(
                    "belong to a subsystem",
                    type ->
                            !subsystem(type).isEmpty()
                                    && !resideInAnyPackage(
                                                    CONTRACT,
                                                    MESSAGES,
                                                    ADDRESS,
                                                    STAGE,
                                                    KERNEL,
                                                    DRIVER,
                                                    SHELL,
                                                    MACHINE,
                                                    NODE,
                                                    SIMULATIONS)
                                            .test(type));

    private static final JavaClasses CLASSES = ourClasses();

    @Test
    void packagesFormNoCycle() {
        hold(slices().matching("dev.irpflow.(**)").should().beFreeOfCycles());
    }

    @Test
    void contractKnowsOnlyMessages() {
        hold(knowsOnly(resideInAPackage(CONTRACT), CONTRACT, MESSAGES));
    }

    @Test
    void addressesKnowOnlyMessages() {
        hold(knowsOnly(resideInAPackage(ADDRESS), ADDRESS, MESSAGES));
    }

    @Test
    void stageKnowsOnlyTheContract() {
        hold(knowsOnly(resideInAPackage(STAGE), STAGE, CONTRACT, MESSAGES));
    }

    @Test
    void kernelKnowsOnlyTheStage() {
        hold(knowsOnly(resideInAPackage(KERNEL), KERNEL, STAGE, CONTRACT, MESSAGES));
    }

    @Test
    void driverApiKnowsNoSubsystem() {
        hold(
                knowsOnly(
                        resideInAPackage(DRIVER),
                        DRIVER,
                        ADDRESS,
                        KERNEL,
                        STAGE,
                        CONTRACT,
                        MESSAGES));
    }

    @Test
    void shellKnowsNoSubsystem() {
        hold(knowsOnly(resideInAPackage(SHELL), SHELL, DRIVER, KERNEL, STAGE, CONTRACT, MESSAGES));
    }

    @Test
    void subsystemsKnowNothingAboveThem() {
        hold(
                noClasses()
                        .that(SUBSYSTEM)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(SHELL, NODE, SIMULATIONS)));
    }

    @Test
    void subsystemsKnowEachOthersMessagesButNotEachOthersClasses() {
        hold(slices().assignedFrom(new BySubsystem()).should().notDependOnEachOther());
    }

    @Test
    void nodeKnowsNoSimulation() {
        hold(
                noClasses()
                        .that(resideInAPackage(NODE))
                        .should()
                        .dependOnClassesThat(resideInAPackage(SIMULATIONS)));
    }

    @Test
    void pekkoAppearsOnlyInTheShells() {
        hold(
                noClasses()
                        .that(not(resideInAnyPackage(SHELL, NODE, "dev.irpflow.sim.stage..")))
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.apache.pekko..")));
    }

    @Test
    void whatTheUserTouchesNeverReachesIntoTheHuntsInternals() {
        hold(
                noClasses()
                        .that(
                                resideInAnyPackage(
                                        "dev.irpflow.sim.cli..",
                                        "dev.irpflow.sim.view..",
                                        "dev.irpflow.sim.lab.."))
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.irpflow.sim.hunt.*..")));
    }

    @Test
    void oneClassAtMostReachesIntoTheJdk() {
        List<String> classes =
                CLASSES.stream()
                        .filter(ArchitectureTest::looksIntoPrivateParts)
                        .map(type -> type.getName())
                        .toList();

        assertThat(classes).hasSizeLessThanOrEqualTo(1);
    }

    /**
     * An actor is told in the order of their ids that others have ended, and Pekko draws ids; what
     * it asks for or is timed by comes from threads and clocks of its own.
     */
    @Test
    void actorsOfTheSimulationNeitherWatchNorAskNorWait() {
        hold(
                noClasses()
                        .that()
                        .resideInAnyPackage(SHELL, "dev.irpflow.sim.stage..")
                        .should()
                        .callMethodWhere(
                                describe(
                                        "an actor watches, asks or waits",
                                        call ->
                                                call.getTargetOwner()
                                                                .getPackageName()
                                                                .startsWith("org.apache.pekko")
                                                        && DRAWN_OR_TIMED.contains(
                                                                call.getTarget().getName()))));
    }

    @Test
    void noStateIsStatic() {
        hold(fields().that().areStatic().should().beFinal());
    }

    @Test
    void absenceIsNullableAndNeverAnOptionalFieldOrParameter() {
        hold(noFields().should().haveRawType(Optional.class));
        hold(
                noMethods()
                        .should()
                        .haveRawParameterTypes(
                                describe(
                                        "with an Optional among them",
                                        types ->
                                                types.stream()
                                                        .anyMatch(type ->
                                                                type.isEquivalentTo(
                                                                        Optional.class)))));
    }

    /**
     * What we wrote. Generated messages know only each other, and are many: they are left out. Of
     * the libraries a rule about packages needs no more than the names.
     */
    private static JavaClasses ourClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/dev/irpflow/protocol/"))
                .importPackages("dev.irpflow");
    }

    private static ArchRule knowsOnly(DescribedPredicate<JavaClass> who, String... known) {
        return noClasses()
                .that(who)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.irpflow..").and(not(resideInAnyPackage(known))));
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static boolean looksIntoPrivateParts(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(target ->
                        target.getOwner().isEquivalentTo(MethodHandles.class)
                                && target.getName().equals("privateLookupIn"));
    }

    /** The part of a package name that follows dev.irpflow, up to the next dot; empty elsewhere. */
    private static String subsystem(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 && type.getPackageName().startsWith("dev.irpflow.") ? parts[2] : "";
    }

    /** One slice for each subsystem; what belongs to none lies in no slice. */
    private static final class BySubsystem implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SUBSYSTEM.test(type)
                    ? SliceIdentifier.of(subsystem(type))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "subsystems";
        }
    }
}
