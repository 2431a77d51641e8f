package dev.irpflow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Fidelity;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.wsk.WskSend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ContractTableTest {
    private static final ContractTable TABLE = ContractTable.get();

    @Test
    void everyDocumentedRoutineIsDeclared() {
        assertThat(Listing.of("routines.txt"))
                .hasSizeGreaterThan(300)
                .allSatisfy(name -> assertThat(TABLE.find(name)).as(name).isNotNull());
    }

    @Test
    void everyFileThatDeclaresRoutinesIsInTheTable() throws IOException {
        List<String> listed =
                ContractFiles.all().stream().map(file -> file.getFullName()).sorted().toList();

        Path root = Path.of("src/main/protobuf");
        try (Stream<Path> files = Files.walk(root)) {
            List<String> declaring =
                    files.filter(ContractTableTest::declaresRoutines)
                            .map(file -> root.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList();
            assertThat(listed).isEqualTo(declaring);
        }
    }

    private static boolean declaresRoutines(Path file) {
        try {
            return file.toString().endsWith(".proto")
                    && Files.readString(file).contains("option (contract.v1.routine)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyContractIsComplete() {
        assertThat(offenders(routine -> routine.kind() == Kind.KIND_UNSPECIFIED)).isEmpty();
        assertThat(offenders(r -> r.completes() == Completes.COMPLETES_UNSPECIFIED)).isEmpty();
        assertThat(offenders(r -> r.returns() == Returns.RETURNS_UNSPECIFIED)).isEmpty();
        assertThat(offenders(r -> r.fidelity() == Fidelity.FIDELITY_UNSPECIFIED)).isEmpty();
        assertThat(offenders(routine -> routine.summary().isBlank())).isEmpty();
        assertThat(offenders(routine -> routine.page().isBlank())).isEmpty();
    }

    @Test
    void everyKeyWordOfAContractCanBeRead() {
        assertThat(TABLE.routines())
                .allSatisfy(routine ->
                        assertThat(routine.option().getUnknownFields().asMap()).isEmpty());
    }

    @Test
    void whatIsSimplifiedSaysWhatWindowsDoes() {
        assertThat(
                        offenders(routine ->
                                routine.option().getRealWindows().isBlank()
                                        ? routine.fidelity() == Fidelity.SIMPLIFIED
                                        : routine.fidelity() == Fidelity.MODELLED))
                .isEmpty();
    }

    @Test
    void aFunctionSaysWhoServesItAndACallbackIsServedByADriver() {
        assertThat(offenders(routine -> routine.serves().isEmpty() != isCallback(routine)))
                .isEmpty();
    }

    @Test
    void whatEndsAnOperationIsARoutineItself() {
        assertThat(TABLE.routines())
                .extracting(routine -> routine.option().getCompletedBy())
                .filteredOn(name -> !name.isEmpty())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(TABLE.find(name)).as(name).isNotNull());
    }

    @Test
    void whatAnAddressPointsToIsACallbackOrATable() {
        List<String> tables =
                Stream.concat(
                                TABLE.routines().stream()
                                        .map(routine -> routine.option().getSlot().getTable()),
                                Stream.of("WSK_CLIENT_SOCKET_DISPATCH"))
                        .toList();
        assertThat(TABLE.routines())
                .flatExtracting(RoutineContract::params)
                .extracting(param -> param.param().getPointsTo())
                .filteredOn(target -> !target.isEmpty())
                .isNotEmpty()
                .allSatisfy(target ->
                        assertThat(TABLE.find(target) != null || tables.contains(target))
                                .as(target)
                                .isTrue());
    }

    @Test
    void aRoutineThatMayFailWithAStatusSaysWithWhich() {
        assertThat(
                        offenders(r ->
                                r.returns() == Returns.NTSTATUS
                                        && !r.isOpen()
                                        && r.atReturn().isEmpty()))
                .isEmpty();
    }

    @Test
    void aRoutineThatPendsEndsWithSomething() {
        assertThat(
                        offenders(r ->
                                !r.isAbsent()
                                        && r.completes() == Completes.IRP_ALWAYS
                                        && r.atCompletion().isEmpty()))
                .isEmpty();
    }

    @Test
    void pendingIsNeverTheEndOfAnOperation() {
        assertThat(offenders(routine -> routine.atCompletion().contains(0x103))).isEmpty();
    }

    @Test
    void valuesThatAreReturnedHaveAField() {
        assertThat(
                        offenders(r ->
                                !r.isAbsent()
                                        && r.returns() != Returns.NTSTATUS
                                        && r.returns() != Returns.VOID
                                        && r.outParams().stream()
                                                .noneMatch(ContractTableTest::isReturned)))
                .isEmpty();
    }

    private static boolean isReturned(ParamContract param) {
        return param.field().getName().equals("returned");
    }

    @Test
    void aMisspeltNameFindsItsNeighbour() {
        assertThat(TABLE.nearest("WskDeregistre")).isEqualTo("WskDeregister");
        assertThat(TABLE.nearest("iocompletRequest")).isEqualTo("IoCompleteRequest");
        assertThat(TABLE.nearest("Lorem ipsum dolor sit amet")).isNull();
    }

    @Test
    void anAliasFindsTheSameContract() {
        assertThat(TABLE.find("IofCallDriver")).isSameAs(TABLE.find("IoCallDriver"));
    }

    @Test
    void theTableAndTheMessageGiveTheSameContract() {
        assertThat(TABLE.find("WskSend"))
                .isSameAs(RoutineContract.of(WskSend.getDefaultInstance()));
    }

    private static boolean isCallback(RoutineContract routine) {
        return routine.kind() == Kind.CALLBACK || routine.kind() == Kind.LOW_IO;
    }

    private static List<RoutineContract> offenders(Predicate<RoutineContract> wrong) {
        return TABLE.routines().stream().filter(wrong).toList();
    }
}
