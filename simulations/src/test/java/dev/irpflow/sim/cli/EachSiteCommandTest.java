package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A systematic hunt on the command line. */
final class EachSiteCommandTest {
    // Refused the lock, the driver forgets the room that it has allocated.
    private static final String FORGETFUL =
            """
            scenario: forgetful
            about: A driver forgets what it has when a call fails.
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
            steps:
              - run: send-irp
                with: { device: disk, major: IRP_MJ_READ }
                completes: STATUS_SUCCESS
            faults:
              - { delay: IRP_MJ_READ, by: 1 ms, name: slowly, chance: 1 % }
            sometimes:
              - { call: KeSetEvent }
            """;
    private static final String SITE = "client main: IRP_MJ_READ > IoAcquireRemoveLock";

    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("forgetful.yaml"), FORGETFUL);
    }

    @Test
    void theTableSaysWhatFailedAndWhereThatBrokeARule() {
        Spoken hunt = hunt();

        assertThat(hunt.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(hunt.out())
                .containsPattern("IoAcquireRemoveLock +1 +1 +0 +1 +0 +0\n")
                .containsPattern("all +4 +7 +6 +1 +0 +0\n")
                .contains("a failure here broke a rule:\n    " + SITE + "\n")
                .contains("kernel/leak-at-end   client/disk   1 hits");
    }

    @Test
    void theStoryOfAFailureNamesTheCallAndIsReplayed() throws IOException {
        hunt();
        Path failure = Spoken.runFolder(folder, "forgetful").resolve("F1");

        assertThat(failure.resolve("story.txt"))
                .content()
                .contains("IoAcquireRemoveLock fails with STATUS_DELETE_PENDING");
        assertThat(Spoken.in(folder, "replay", failure.toString()).exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void withoutTheSitesThatAreLeftAloneItHoldsAndOwesNoOtherOrder() throws IOException {
        hunt("--no-files", "--write-exclude", "known.txt");
        Files.writeString(
                folder.resolve("known.txt"),
                Files.readString(folder.resolve("known.txt")) + "WskSend  # of yesterday\n");

        Spoken hunt = hunt("--no-files", "--exclude", "known.txt");

        assertThat(hunt.exit()).isEqualTo(Exit.HELD);
        assertThat(hunt.err()).contains("nothing is called WskSend any more");
    }

    @Test
    void whatIfListsTheSitesAndLetsNothingFail() {
        Spoken list = hunt("--what-if");

        assertThat(list.exit()).isEqualTo(Exit.HELD);
        assertThat(list.out())
                .contains(SITE + "\n    STATUS_DELETE_PENDING\n")
                .contains("IRP_MJ_READ > ExAllocatePool2\n    NULL or FALSE\n")
                .endsWith("4 sites, 7 failures\n");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void pairsAreCountedBeforeTheHunt() {
        Spoken hunt = hunt("--no-files", "--failures", "pairs");

        assertThat(hunt.err())
                .contains("4 sites, 8 runs with at most one failure, then 1 with two");
        assertThat(hunt.out()).contains("  1 of all came after another failure\n");
    }

    @Test
    void aHuntThatEndsBeforeAllIsPlayedSaysSo() {
        assertThat(hunt("--no-files", "--schedules", "3").out()).contains("not all: ");
        assertThat(hunt("--no-files").out()).doesNotContain("not all: ");
    }

    @Test
    void theFaultsOfTheScenarioAreOneThingAndEachSiteAnother() {
        Spoken hunt = hunt("--no-files", "--faults", "off");

        assertThat(hunt.out()).containsPattern("IoAcquireRemoveLock +1 +1 +0 +1 +0 +0\n");
    }

    @Test
    void aHuntInWhichNothingCanFailShowsNothing() {
        Spoken hunt = Spoken.in(folder, "hunt", "kernel-irql-ladder", "--each-site", "any");

        assertThat(hunt.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(hunt.out())
                .startsWith("kernel-irql-ladder   INCONCLUSIVE ")
                .contains("no call was reached that can fail");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(hunt("--failures", "3").err()).contains("found \"3\"; allowed is 1, 2, pairs");
        assertThat(hunt("--exclude", "none.txt").err()).contains("no such file");
        refused("--each-site: found \"Nonesuch\"", "forgetful.yaml", "--each-site", "Nonesuch");
        refused("add --each-site any", "forgetful.yaml", "--what-if");
        refused("is to break anyway", "bug-check-0x139-wait-list", "--each-site", "any");
        refused(
                "--real-time: a hunt plays in virtual time",
                "forgetful.yaml",
                "--each-site",
                "any",
                "--real-time");
        refused("--cluster: a hunt", "forgetful.yaml", "--each-site", "any", "--cluster", "a:1");
        refused("is to break anyway", "kernel-remove-lock-broken", "--each-site", "any");
    }

    private void refused(String why, String... words) {
        List<String> all = new ArrayList<>(List.of("hunt"));
        all.addAll(List.of(words));
        Spoken spoken = Spoken.in(folder, all.toArray(String[]::new));
        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains(why);
    }

    private Spoken hunt(String... options) {
        List<String> words = new ArrayList<>(List.of("hunt", "forgetful.yaml"));
        words.addAll(List.of("--each-site", "any"));
        words.addAll(List.of(options));
        return Spoken.in(folder, words.toArray(String[]::new));
    }
}
