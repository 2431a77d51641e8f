package dev.irpflow.sim.run;

import static dev.irpflow.sim.run.SmallDriver.READ;
import static dev.irpflow.sim.run.SmallDriver.driver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.sim.rule.OpenPoints;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.stage.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each point that the documentation leaves open, taken as usual and in the other way. */
final class ChoicesTest {
    private static final String MACHINE = "machines: { client: {} }\n";

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @Test
    void aSpinLockIsTakenAboveDispatchLevelOnlyWhereThatIsAllowed() {
        String above =
                MACHINE
                        + """
                        steps:
                          - call: KeInitializeSpinLock
                            as: lock
                          - call: KeRaiseIrql
                            with: { new_irql: HIGH_LEVEL }
                          - call: KeAcquireSpinLockAtDpcLevel
                            with: { spin_lock: $lock.spin_lock }
                          - call: KeReleaseSpinLockFromDpcLevel
                            with: { spin_lock: $lock.spin_lock }
                          - call: KeLowerIrql
                            with: { new_irql: PASSIVE_LEVEL }
                        """;

        playing.play(above).breaks("kernel/irql-at-call", "KeAcquireSpinLockAtDpcLevel");
        taking("kernel.spin-lock-above-dispatch: allowed", above).holds();
    }

    @Test
    void aSpinLockIsNeverTakenBelowDispatchLevelByTheRoutineForDpcs() {
        taking(
                        "kernel.spin-lock-above-dispatch: allowed",
                        MACHINE
                                + """
                                steps:
                                  - call: KeInitializeSpinLock
                                    as: lock
                                  - call: KeAcquireSpinLockAtDpcLevel
                                    with: { spin_lock: $lock.spin_lock }
                                """)
                .breaks("kernel/irql-at-call");
    }

    @Test
    void aWaitForASignaledEventAtDispatchLevelIsFatalOnlyIfSoChosen() {
        String signaled =
                """
                machines: { client: { kernel: { driver-verifier: off } } }
                steps:
                  - call: KeInitializeEvent
                    with: { type: NotificationEvent, state: true }
                    as: event
                  - call: KeWaitForSingleObject
                    with: { object: $event.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                    irql: DISPATCH_LEVEL
                """;

        playing.play(signaled).holds();
        taking("kernel.wait-at-dispatch: always", signaled + "outcome: { bug-check: 0xB8 }\n")
                .holds();
    }

    @Test
    void aWaitAtDispatchLevelShowsTheCodeThatIsChosen() {
        String waits =
                MACHINE
                        + """
                        steps:
                          - call: KeInitializeEvent
                            with: { type: NotificationEvent, state: true }
                            as: event
                          - call: KeWaitForSingleObject
                            with: { object: $event.event, wait_reason: Executive, wait_mode: KernelMode, alertable: false }
                            irql: DISPATCH_LEVEL
                        outcome: { bug-check: %s }
                        """;

        playing.play(waits.formatted("0xC4/0x121")).holds();
        taking("kernel.wait-at-dispatch-code: 0xC4/0x3B", waits.formatted("0xC4/0x3B")).holds();
    }

    @Test
    void anAccessToPagedMemoryAtDispatchLevelShowsTheCodeThatIsChosen() {
        String reads =
                MACHINE
                        + """
                        steps:
                          - call: ExAllocatePool2
                            with: { flags: POOL_FLAG_PAGED, number_of_bytes: 64 B, tag: "Page" }
                            as: memory
                          - call: MemoryRead
                            with: { from: $memory.returned }
                            irql: DISPATCH_LEVEL
                        outcome: { bug-check: %s }
                        """;

        playing.play(reads.formatted("0xD1")).holds();
        taking("kernel.paged-access-code: IRQL_NOT_LESS_OR_EQUAL", reads.formatted("0xA")).holds();
    }

    @Test
    void ioVerificationStopsTheMachineUnlessADebuggerHasItIgnored() {
        String marks =
                driver(
                                """
                                IRP_MJ_READ:
                                  - call: IoMarkIrpPending
                                  - complete: STATUS_SUCCESS
                                  - return: STATUS_SUCCESS
                                """)
                        + READ;

        assertThat(bugChecks(playing.play(marks).breaks("io/mark-without-pending"))).isOne();
        assertThat(
                        bugChecks(
                                taking("kernel.io-verification-stops: none", marks)
                                        .breaks("io/mark-without-pending")))
                .isZero();
    }

    @Test
    void theIrqlIsLoweredToAnyLowerValueOnlyWhereThatIsAllowed() {
        String lowers =
                MACHINE
                        + """
                        steps:
                          - call: KeRaiseIrql
                            with: { new_irql: DISPATCH_LEVEL }
                          - call: KeLowerIrql
                            with: { new_irql: APC_LEVEL }
                          - call: KeLowerIrql
                            with: { new_irql: PASSIVE_LEVEL }
                        """;

        playing.play(lowers).breaks("ke/irql-lower-to-saved");
        taking("kernel.lower-irql: to-any", lowers).holds();
    }

    @Test
    void theDpcOfACancelledPeriodicTimerRunsUnlessItLeavesItsQueue() {
        String cancels =
                driver(
                                """
                                DriverEntry:
                                  - call: KeInitializeTimer
                                    as: timer
                                  - call: KeInitializeDpc
                                    with: { deferred_routine: due }
                                    as: dpc
                                  - return: STATUS_SUCCESS
                                due: { is: KDEFERRED_ROUTINE, steps: [ note: due ] }
                                IRP_MJ_READ:
                                  - call: KeRaiseIrql
                                    with: { new_irql: DISPATCH_LEVEL }
                                  - call: KeSetTimerEx
                                    with: { timer: $timer.timer, due_time: 0 s, period: 1 s, dpc: $dpc.dpc }
                                  - call: KeCancelTimer
                                    with: { timer: $timer.timer }
                                    returns: true
                                  - call: KeLowerIrql
                                    with: { new_irql: PASSIVE_LEVEL }
                                  - call: KeFlushQueuedDpcs
                                  - complete: STATUS_SUCCESS
                                  - return: STATUS_SUCCESS
                                """)
                        + READ
                        + "counts: [ { call: due, is: %d } ]\n";

        playing.play(cancels.formatted(1)).holds();
        taking("kernel.cancelled-timer-dpc: leaves-queue", cancels.formatted(0)).holds();
    }

    @Test
    void theCancelOfAPeriodicTimerThatIsNotSetSaysWhatIsChosen() {
        String twice =
                MACHINE
                        + """
                        steps:
                          - call: KeInitializeTimer
                            as: timer
                          - call: KeCancelTimer
                            with: { timer: $timer.timer }
                            returns: false
                          - call: KeSetTimerEx
                            with: { timer: $timer.timer, due_time: 1 s, period: 1 s }
                          - call: KeCancelTimer
                            with: { timer: $timer.timer }
                            returns: true
                          - call: KeCancelTimer
                            with: { timer: $timer.timer }
                            returns: %s
                        """;

        playing.play(twice.formatted("false")).holds();
        taking("kernel.cancel-of-unset-periodic-timer: always-true", twice.formatted("true"))
                .holds();
    }

    @Test
    void takingASpinLockAgainStopsTheMachineOrSpinsForEver() {
        String again =
                MACHINE
                        + """
                        steps:
                          - call: KeInitializeSpinLock
                            as: lock
                          - call: KeAcquireSpinLock
                            with: { spin_lock: $lock.spin_lock }
                          - call: KeAcquireSpinLock
                            with: { spin_lock: $lock.spin_lock }
                        """;

        assertThat(bugChecks(playing.play(again).breaks("ke/spin-lock-recursion"))).isOne();
        assertThat(
                        bugChecks(
                                taking("kernel.spin-lock-recursion: hang", again)
                                        .breaks("kernel/deadlock", "spins for")))
                .isZero();
    }

    @Test
    void aSpinLockGivenBackByTheWrongRoutineShowsTheCodeThatIsChosen() {
        String wrong =
                MACHINE
                        + """
                        steps:
                          - call: KeInitializeSpinLock
                            as: lock
                          - call: KeAcquireSpinLock
                            with: { spin_lock: $lock.spin_lock }
                          - call: KeReleaseSpinLockFromDpcLevel
                            with: { spin_lock: $lock.spin_lock }
                        outcome: { bug-check: %s }
                        """;

        playing.play(wrong.formatted("0xC4/0x4000A")).holds();
        taking("kernel.spin-lock-release-code: 0xC4/0x4000B", wrong.formatted("0xC4/0x4000B"))
                .holds();
    }

    @Test
    void theWordsOfAPointAreSpeltSoThatYamlTakesThemForText() {
        Set<String> ids = new LinkedHashSet<>();
        for (Choice choice : OpenPoints.all()) {
            assertThat(ids.add(choice.id())).as(choice.id()).isTrue();
            assertThat(choice.id()).matches("[a-z]+\\.[a-z]+(-[a-z]+)*");
            for (Choice.Alternative way : choice.statement().alternatives()) {
                assertThat(way.word())
                        .matches("[a-z]+(-[a-z]+)*|[A-Z]+(_[A-Z]+)+|0x[0-9A-F]+/0x[0-9A-F]+");
            }
        }
    }

    @Test
    void whatIsUsualIsNotKeptAndWhatIsNoAlternativeIsRefused() throws IOException {
        Choice choice = OpenPoints.all().getFirst();
        assertThat(Choices.USUAL.with(choice, choice.usual().word())).isEqualTo(Choices.USUAL);

        Path file = folder.resolve("wrong.yaml");
        Files.writeString(
                file,
                """
                scenario: wrong
                about: Two words that are none.
                choices: { kernel.spin-lock-recursion: hangs, io.pending-carried-up: nobody }
                machines: { client: {} }
                steps: [ note: nothing ]
                """);
        LoadResult result =
                new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of());

        assertThat(((LoadResult.Refused) result).problems().toString())
                .contains("hangs: no such choice", "Did you mean hang?")
                .contains("nobody: no such choice", "io-manager");
    }

    private Played taking(String choice, String text) {
        return playing.play("choices: { " + choice + " }\n" + text);
    }

    private static long bugChecks(Played played) {
        return played.events().stream()
                .filter(event -> event.kind() == TraceEvent.Kind.BUG_CHECK)
                .count();
    }
}
