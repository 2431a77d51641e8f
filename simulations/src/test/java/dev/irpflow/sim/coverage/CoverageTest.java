package dev.irpflow.sim.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.sim.report.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, what is possible, and what becomes of it together. */
final class CoverageTest {
    private static final String ONE_READ =
            """
            machines: { client: { processors: 2 } }
            drivers:
              mine:
                role: wdm-driver
                script:
                  IRP_MJ_READ:
                    - complete: STATUS_SUCCESS
                    - return: STATUS_SUCCESS
            steps:
              - run: send-irp
                with: { device: mine, major: IRP_MJ_READ }
            """;
    private static final String TWO_THREADS =
            ONE_READ
                    + """
                      - together:
                          one: [ { run: send-irp, with: { device: mine, major: IRP_MJ_READ } } ]
                          two: [ { run: send-irp, with: { device: mine, major: IRP_MJ_READ } } ]
                    """;

    @TempDir private Path folder;
    private Reaching reaching;
    private final Coverage taken = new Coverage();

    @BeforeEach
    void begin() {
        reaching = new Reaching(folder);
    }

    @AfterEach
    void end() {
        reaching.close();
    }

    @Test
    void aRunThatIsWatchedIsTheSameRun() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(reaching.hash(TWO_THREADS, seed, true))
                    .isEqualTo(reaching.hash(TWO_THREADS, seed, false));
        }
    }

    @Test
    void aDocumentedStatusThatNeverCameIsAGap() {
        reaching.play(ONE_READ, 1);

        Gaps statuses = gaps(Kind.STATUSES);

        assertThat(statuses.missing())
                .contains(
                        new Entry(Kind.STATUSES, "IoCreateDevice", "STATUS_OBJECT_NAME_COLLISION"))
                .doesNotContain(new Entry(Kind.STATUSES, "IoCreateDevice", "STATUS_SUCCESS"));
        assertThat(statuses.reached() + statuses.missing().size()).isEqualTo(statuses.possible());
    }

    @Test
    void whatIsReachedForTheFirstTimeIsToldAtOnceAlsoIfItWasKnownToBePossible() {
        String text = ONE_READ + "faults: [{ delay: IRP_MJ_READ, by: 1 ms, chance: 20 % }]\n";
        Entry delay = new Entry(Kind.FAULTS, "delay 1");
        long runs = 0;

        while (taken.count(delay) == 0 && runs < 100) {
            boolean strikes = reaching.play(text, ++runs).faults().getOrDefault("delay 1", 0L) > 0;
            taken.add(reaching.recorder().take());
            assertThat(taken.count(delay) > 0).isEqualTo(strikes);
        }

        assertThat(runs).as("it strikes, but not in the first run").isBetween(2L, 99L);
    }

    @Test
    void aFaultThatNeverStruckAndAMomentThatNeverCameAreGaps() {
        reaching.play(
                ONE_READ
                        + """
                        faults:
                          - { name: rare, fail: IRP_MJ_READ, with-status: STATUS_DEVICE_BUSY, chance: 0 % }
                        sometimes: [ { fault: rare } ]
                        """,
                1);

        assertThat(gaps(Kind.FAULTS).missing()).containsExactly(new Entry(Kind.FAULTS, "rare"));
        assertThat(gaps(Kind.FAULT_SITES).missing())
                .singleElement()
                .satisfies(site -> assertThat(site.item()).startsWith("IRP_MJ_READ by client/io"));
        assertThat(gaps(Kind.SOMETIMES).missing()).hasSize(1);
    }

    @Test
    void aFaultStrikesAtTheSiteThatItHasMet() {
        reaching.play(
                ONE_READ
                        + "    returns: STATUS_DEVICE_BUSY\n    completes: STATUS_DEVICE_BUSY\n"
                        + "faults: [ { fail: IRP_MJ_READ, with-status: STATUS_DEVICE_BUSY } ]\n",
                1);

        assertThat(gaps(Kind.FAULT_SITES).missing()).isEmpty();
        assertThat(gaps(Kind.FAULT_SITES).reached()).isOne();
        assertThat(gaps(Kind.FAULTS).reached()).isOne();
    }

    @Test
    void aCallbackIsCountedByDriverLevelProcessorAndStrand() {
        reaching.play(ONE_READ, 1);
        Coverage all = reaching.recorder().take();

        assertThat(
                        all.count(
                                new Entry(
                                        Kind.CALLBACKS,
                                        "mine",
                                        "IRP_MJ_READ",
                                        "PASSIVE_LEVEL, processor 0, nested in a thread")))
                .isOne();
        assertThat(Gaps.of(AgainstContract.of(all), Kind.LEVELS).missing())
                .contains(new Entry(Kind.LEVELS, "mine", "IRP_MJ_READ", "DISPATCH_LEVEL"))
                .doesNotContain(new Entry(Kind.LEVELS, "mine", "DriverEntry", "DISPATCH_LEVEL"));
        assertThat(Gaps.of(AgainstContract.of(all), Kind.PROCESSORS).missing())
                .containsExactly(new Entry(Kind.PROCESSORS, "mine", "processor 1"));
    }

    @Test
    void theSecondOfTwoEqualRunsReachesNothingNew() {
        reaching.play(TWO_THREADS, 1);
        assertThat(reaching.recorder().novelty()).isPositive();

        reaching.play(TWO_THREADS, 1);

        assertThat(reaching.recorder().novelty()).isZero();
    }

    @Test
    void anotherOrderOfTwoThreadsIsNew() {
        reaching.play(TWO_THREADS, 1);
        long seeds = 1;
        do {
            reaching.play(TWO_THREADS, ++seeds);
        } while (reaching.recorder().novelty() == 0 && seeds < 50);

        assertThat(reaching.recorder().novelty()).isPositive();
    }

    @Test
    void whatIsTakenInPartsIsInAnyOrderWhatIsTakenAtOnce() {
        reaching.play(TWO_THREADS, 1);
        Coverage first = reaching.recorder().take();
        reaching.play(TWO_THREADS, 2);
        Coverage second = reaching.recorder().take();
        Coverage forwards = new Coverage();
        forwards.add(first);
        forwards.add(second);
        Coverage backwards = new Coverage();
        backwards.add(second);
        backwards.add(first);

        try (Reaching other = new Reaching(folder)) {
            other.play(TWO_THREADS, 1);
            other.play(TWO_THREADS, 2);
            assertThat(forwards).isEqualTo(backwards).isEqualTo(other.recorder().take());
        }
    }

    @Test
    void aFileTellsAllAgain() throws Refusal {
        reaching.play(TWO_THREADS, 3);
        Coverage all = reaching.recorder().take();

        byte[] file = CoverageFile.text(all).getBytes(StandardCharsets.UTF_8);

        assertThat(CoverageFile.read("coverage.json", file)).isEqualTo(all);
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        byte[] file = "{ \"irpflow-hunt\": 1 }".getBytes(StandardCharsets.UTF_8);
        byte[] names =
                "{ \"irpflow-coverage\": 1, \"calls\": { \"WskSend\": { \"x\": 1 } } }"
                        .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CoverageFile.read("result.json", file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("result.json: this is no coverage");
        assertThatThrownBy(() -> CoverageFile.read("coverage.json", names))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("calls WskSend");
    }

    @Test
    void aRuleIsJudgedOnceACallCameThatIsHeldToIt() {
        reaching.play(ONE_READ, 1);
        Coverage all = AgainstContract.of(reaching.recorder().take());

        assertThat(all.count(new Entry(Kind.RULES, "kernel/irql-at-return"))).isPositive();
        assertThat(all.contains(new Entry(Kind.RULES, "ke/mutex-not-held"))).isTrue();
        assertThat(all.count(new Entry(Kind.RULES, "ke/mutex-not-held"))).isZero();
    }

    private Gaps gaps(Kind kind) {
        taken.add(reaching.recorder().take());
        return Gaps.of(AgainstContract.of(taken), kind);
    }
}
