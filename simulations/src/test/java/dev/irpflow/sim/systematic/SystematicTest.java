package dev.irpflow.sim.systematic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Findings.Column;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.stage.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystematicTest {
    private static final String ALLOCATES =
            """
            machines: { client: {} }
            on: client
            steps:
              - call: ExAllocatePool2
                with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 16 B, tag: "test" }
                as: one
              - { call: ExFreePool, with: { p: $one.returned } }
              - call: ExAllocatePool2
                with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 16 B, tag: "test" }
                as: two
              - { call: ExFreePool, with: { p: $two.returned } }
            """;
    private static final String FORGETFUL =
            """
            machines: { client: {} }
            drivers:
              disk:
                role: wdm-driver
                script:
                  DriverEntry:
                    - call: IoInitializeRemoveLock
                      with: { allocate_tag: 1, max_locked_minutes: 0, high_watermark: 0 }
                      as: lock
                    - return: STATUS_SUCCESS
                  IRP_MJ_READ:
                    - call: ExAllocatePool2
                      with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 64 B, tag: "Read" }
                      as: room
                    - call: IoAcquireRemoveLock
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                      returns: any
                      as: acquired
                    - do:
                        - complete: STATUS_DELETE_PENDING
                        - return: STATUS_DELETE_PENDING
                      if: $acquired.status
                      is: STATUS_DELETE_PENDING
                    - call: IoReleaseRemoveLock
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                    - call: ExFreePool
                      with: { p: $room.returned }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
                  IRP_MJ_PNP:
                    - call: IoAcquireRemoveLock
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                    - call: IoReleaseRemoveLockAndWait
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
            steps:
              - run: send-irp
                with: { device: disk, major: IRP_MJ_READ }
                completes: STATUS_SUCCESS
              - run: send-irp
                with: { device: disk, major: IRP_MJ_PNP, minor: 2 }
                completes: STATUS_SUCCESS
            """;
    // It asks twice, and has forgotten what it holds when both were refused.
    private static final String TWICE =
            """
            machines: { client: {} }
            drivers:
              disk:
                role: wdm-driver
                script:
                  DriverEntry:
                    - call: IoInitializeRemoveLock
                      with: { allocate_tag: 1, max_locked_minutes: 0, high_watermark: 0 }
                      as: lock
                    - return: STATUS_SUCCESS
                  IRP_MJ_READ:
                    - call: ExAllocatePool2
                      with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 64 B, tag: "Read" }
                      as: room
                    - call: IoAcquireRemoveLock
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                      returns: any
                      as: first
                    - do:
                        - call: IoReleaseRemoveLock
                          with: { remove_lock: $lock.remove_lock, tag: $irp }
                      if: $first.status
                      is: STATUS_SUCCESS
                    - call: IoAcquireRemoveLock
                      with: { remove_lock: $lock.remove_lock, tag: $irp }
                      returns: any
                      as: second
                    - do:
                        - do:
                            - complete: STATUS_DELETE_PENDING
                            - return: STATUS_DELETE_PENDING
                          if: $second.status
                          is: STATUS_DELETE_PENDING
                      if: $first.status
                      is: STATUS_DELETE_PENDING
                    - do:
                        - call: IoReleaseRemoveLock
                          with: { remove_lock: $lock.remove_lock, tag: $irp }
                      if: $second.status
                      is: STATUS_SUCCESS
                    - call: ExFreePool
                      with: { p: $room.returned }
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
            steps:
              - run: send-irp
                with: { device: disk, major: IRP_MJ_READ }
                completes: STATUS_SUCCESS
            """;
    private static final String EACH = "faults: [{ each-site: %s }]\n";

    @TempDir private Path folder;

    @Test
    void eachCallFailsOnceWithEachOfItsDocumentedStatuses() throws IOException {
        Systematic strategy = systematic(Exclusions.none());

        Findings findings = play(ALLOCATES + EACH.formatted("ExAllocatePool2"), strategy);

        assertThat(strategy.sites())
                .extracting(WhatIf::site)
                .containsExactly("client main: ExAllocatePool2", "client main: ExAllocatePool2 #2");
        int statuses = strategy.sites().getFirst().statuses().size();
        assertThat(findings.runs()).isEqualTo(1 + 2L * statuses);
        assertThat(findings.injected("ExAllocatePool2", Column.SITES)).isEqualTo(2);
        assertThat(findings.injected("ExAllocatePool2", Column.NOT_REACHED)).isZero();
    }

    @Test
    void whoHasAskedForNoExceptionGetsNull() throws IOException {
        Systematic strategy = systematic(Exclusions.none());

        play(ALLOCATES + EACH.formatted("ExAllocatePool2"), strategy);

        assertThat(strategy.sites())
                .extracting(WhatIf::statuses)
                .containsOnly(List.of("NULL or FALSE"));
    }

    @Test
    void whatStepsExpectOfACallThatFailedIsNoFinding() throws IOException {
        Findings findings = play(ALLOCATES + EACH.formatted("any"), systematic(Exclusions.none()));

        assertThat(findings.violated()).isZero();
        assertThat(findings.held()).isEqualTo(findings.runs());
    }

    @Test
    void whatIsExcludedDoesNotFailAndAStaleLineIsTold() throws IOException {
        Exclusions exclusions =
                Exclusions.of(
                        "client main: ExAllocatePool2 #2  # known\nWskSend  # of yesterday\n",
                        new ArrayList<>());

        Findings findings =
                play(ALLOCATES + EACH.formatted("ExAllocatePool2"), systematic(exclusions));

        assertThat(findings.injected("ExAllocatePool2", Column.SITES)).isEqualTo(1);
        assertThat(exclusions.stale()).containsExactly("WskSend");
    }

    @Test
    void aLineWithoutAReasonIsRefused() {
        List<String> problems = new ArrayList<>();

        Exclusions.of("WskSend\n", problems);

        assertThat(problems).hasSize(1);
    }

    @Test
    void aDriverThatForgetsWhatItHasWhenACallFailsIsFound() throws IOException {
        Findings findings = play(FORGETFUL + EACH.formatted("any"), systematic(Exclusions.none()));

        assertThat(findings.failures().keySet())
                .extracting(Failure::rule, Failure::place)
                .containsExactly(tuple("kernel/leak-at-end", "client/disk"));
        assertThat(findings.brokenSites().keySet())
                .allMatch(site -> site.contains("IRP_MJ_READ > IoAcquireRemoveLock"))
                .isNotEmpty();
    }

    @Test
    void aRemovalFailsNowhereNorTheLockThatItWaitsFor() throws IOException {
        Systematic strategy = systematic(Exclusions.none());

        play(FORGETFUL + EACH.formatted("any"), strategy);

        assertThat(strategy.sites())
                .extracting(WhatIf::site)
                .noneMatch(site -> site.contains("IRP_MJ_PNP"))
                .anyMatch(site -> site.contains("IRP_MJ_READ"));
    }

    @Test
    void ofPairsTheSecondComesAfterTheFirst() throws IOException {
        Systematic strategy = new Systematic(1, Exclusions.none(), Reach.PAIRS, 1000);

        Findings findings = play(raising() + EACH.formatted("ExAllocatePool2"), strategy);

        assertThat(strategy.isCounted()).isTrue();
        assertThat(strategy.singles()).isEqualTo(1 + 2 * 2);
        // Behind the first allocation, whichever of its statuses, the second; behind that none.
        assertThat(findings.injected("ExAllocatePool2", Column.SECOND)).isEqualTo(1);
        assertThat(findings.runs()).isEqualTo(strategy.runs()).isEqualTo(1 + 2 * 2 + 1);
        assertThat(findings.strikes()).containsEntry("each-site 1", 2 * 2 + 2L);
    }

    @Test
    void whatOnlyTwoFailuresTogetherBreakIsFoundByPairs() throws IOException {
        String text = TWICE + EACH.formatted("IoAcquireRemoveLock");

        assertThat(play(text, systematic(Exclusions.none())).violated()).isZero();
        assertThat(play(text, new Systematic(1, Exclusions.none(), Reach.PAIRS, 1000)).failures())
                .hasSize(1);
    }

    @Test
    void aNumberMeansTheSameWhereverItIsPlayed() throws IOException {
        String text = FORGETFUL + EACH.formatted("any");
        Findings whole = new Findings();
        Findings shards = new Findings();

        try (Simulation simulation = new Simulation(folder)) {
            Hunter one = new Hunter(campaign(text, systematic(Exclusions.none())), simulation);
            whole.add(one.play(0, 1000, () -> false));
            for (long number = whole.runs() + 1;
                    number >= 0;
                    number--) { // backwards, all by itself
                Campaign campaign = campaign(text, systematic(Exclusions.none()));
                shards.add(new Hunter(campaign, simulation).play(number, 1, () -> false));
            }
        }

        assertThat(whole.absent()).isEqualTo(1000 - whole.runs());
        assertThat(shards.absent()).isEqualTo(2);
        assertThat(counts(shards)).isEqualTo(counts(whole));
    }

    // All that is the same however runs are spread over processes.
    private static List<Object> counts(Findings findings) {
        List<Object> counts = new ArrayList<>();
        counts.add(findings.runs());
        counts.add(findings.messages());
        counts.add(findings.questions());
        counts.add(findings.brokenSites());
        findings.failures()
                .forEach((failure, hits) -> {
                    counts.add(failure);
                    counts.add(hits);
                });
        for (String routine : findings.injected()) {
            for (Column column : Column.values()) {
                counts.add(routine + " " + column + " " + findings.injected(routine, column));
            }
        }
        return counts;
    }

    private static String raising() {
        return ALLOCATES
                .replace("POOL_FLAG_NON_PAGED", "[POOL_FLAG_NON_PAGED, POOL_FLAG_RAISE_ON_FAILURE]")
                .replace("    as: ", "    returns: any\n    as: ");
    }

    private static Systematic systematic(Exclusions exclusions) {
        return new Systematic(1, exclusions, Reach.WHAT_FOLLOWS, 1000);
    }

    private Findings play(String text, Systematic strategy) throws IOException {
        try (Simulation simulation = new Simulation(folder)) {
            return new Hunter(campaign(text, strategy), simulation).play(0, 1000, () -> false);
        }
    }

    private Campaign campaign(String text, Systematic strategy) throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, "scenario: small\nabout: A small scenario.\n" + text);
        LoadResult result =
                new ScenarioLoader(Product.vocabulary(), folder, folder).load(file, List.of());
        if (result instanceof LoadResult.Refused refused) {
            assertThat(refused.problems().stream().map(Object::toString)).isEmpty();
        }
        Scenario scenario = ((LoadResult.Loaded) result).file().scenario((name, values) -> 0);
        return new Campaign(List.of(seed -> scenario), 1, 1, strategy);
    }
}
