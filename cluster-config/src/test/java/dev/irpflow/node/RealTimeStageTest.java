package dev.irpflow.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.stage.Candidate;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stage and its serial executor, on real threads. */
@Timeout(60)
final class RealTimeStageTest {
    private static final int THREADS = 8;
    private static final int TASKS = 2_000;

    private final Played played = new Played();
    private RealTimeSystem system;
    private RealTimeStage stage;

    @BeforeEach
    void start() {
        system = RealTimeSystem.alone();
        stage =
                new RealTimeStage(
                        system, played, Boring.ANSWERS, Trace.NONE, RealTimeStage.Numbering.ALONE);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void neverRunsTwoThingsAtOnce() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(THREADS * TASKS);
        int[] unguarded = new int[1];

        List<Thread> posters = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            posters.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int task = 0; task < TASKS; task++) {
                                    stage.post(() -> {
                                        if (running.getAndIncrement() != 0) {
                                            overlaps.incrementAndGet();
                                        }
                                        unguarded[0]++;
                                        running.decrementAndGet();
                                        done.countDown();
                                    });
                                }
                            }));
        }
        for (Thread poster : posters) {
            poster.join();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(unguarded[0]).isEqualTo(THREADS * TASKS);
    }

    @Test
    void eventDoesNotHappenBeforeItsTime() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        List<Long> happened = new ArrayList<>();

        stage.post(() -> {
            long begun = stage.now();
            stage.after(30_000_000, "late", () -> note(begun, happened, done));
            stage.after(10_000_000, "early", () -> note(begun, happened, done));
        });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(happened.get(0)).isGreaterThanOrEqualTo(10_000_000);
        assertThat(happened.get(1)).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void timeStandsStillWithinAStep() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        List<Long> moments = new ArrayList<>();

        stage.post(() -> {
            moments.add(stage.now());
            long until = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            moments.add(stage.now());
            done.countDown();
        });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(moments.get(1)).isEqualTo(moments.get(0));
    }

    @Test
    void isQuietOnlyWhenNothingIsReadyAndNothingIsDue() throws InterruptedException {
        stage.post(() -> stage.after(20_000_000, "last", () -> {}));

        assertThat(played.quiet.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(played.timeOfQuiet).isGreaterThanOrEqualTo(20_000_000);
    }

    // A turn hands its candidate to an actor, whose turn comes after what others have posted.
    @Test
    void isNotQuietBetweenATurnAndTheNext() throws InterruptedException {
        List<Boolean> asked = new ArrayList<>();
        Candidate last =
                new Named("last", new ArrayList<>()) {
                    @Override
                    public void take() {
                        stage.post(() -> asked.add(stage.isQuiet()));
                    }
                };

        stage.post(() -> stage.pool().add(last));

        assertThat(played.quiet.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).containsExactly(false);
    }

    @Test
    void takesTheCandidatesOfThePoolUntilNoneIsLeft() throws InterruptedException {
        List<String> taken = new ArrayList<>();

        stage.post(() -> {
            for (int i = 0; i < 3; i++) {
                stage.pool().add(new Named("strand " + i, taken));
            }
        });

        assertThat(played.quiet.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).containsExactly("strand 0", "strand 1", "strand 2");
    }

    @Test
    void nothingRunsAfterTheEnd() throws InterruptedException {
        CountDownLatch wasRun = new CountDownLatch(1);

        stage.post(() -> played.wanted = false);
        assertThat(played.over.await(30, TimeUnit.SECONDS)).isTrue();
        stage.post(wasRun::countDown);
        CountDownLatch behind = new CountDownLatch(1);
        system.execute(behind::countDown);

        assertThat(behind.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wasRun.getCount()).isEqualTo(1);
    }

    @Test
    void whatAStepThrowsIsToldAndTheStageGoesOn() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);

        stage.post(() -> {
            throw new IllegalStateException("ours");
        });
        stage.post(later::countDown);

        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(played.errors)
                .singleElement()
                .hasToString("java.lang.IllegalStateException: ours");
    }

    @Test
    void processesOfOneRunNeverGiveTheSameNumber() {
        RealTimeStage second =
                new RealTimeStage(
                        system,
                        played,
                        Boring.ANSWERS,
                        Trace.NONE,
                        new RealTimeStage.Numbering(2, 2));
        RealTimeStage first =
                new RealTimeStage(
                        system,
                        played,
                        Boring.ANSWERS,
                        Trace.NONE,
                        new RealTimeStage.Numbering(1, 2));

        assertThat(List.of(first.nextSeq(), first.nextSeq())).containsExactly(1L, 3L);
        assertThat(List.of(second.nextSeq(), second.nextSeq())).containsExactly(2L, 4L);
        assertThat(second.messages()).isEqualTo(2);
    }

    private void note(long begun, List<Long> happened, CountDownLatch done) {
        happened.add(stage.now() - begun);
        done.countDown();
    }

    private static class Named extends Candidate {
        private final String name;
        private final List<String> taken;

        Named(String name, List<String> taken) {
            this.name = name;
            this.taken = taken;
        }

        @Override
        public long chain() {
            return 1;
        }

        @Override
        public long step() {
            return 1;
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public void take() {
            taken.add(name);
        }
    }

    private final class Played implements Driven {
        private final CountDownLatch quiet = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<Throwable> errors = new ArrayList<>();
        private long timeOfQuiet;
        private boolean wanted = true;

        @Override
        public boolean isOver() {
            return !wanted;
        }

        @Override
        public void over() {
            over.countDown();
        }

        @Override
        public void wentQuiet() {
            if (stage.isQuiet()) {
                timeOfQuiet = stage.now();
                quiet.countDown();
            }
        }

        @Override
        public void broke(Throwable error) {
            errors.add(error);
        }
    }

    private enum Boring implements Chooser {
        ANSWERS;

        @Override
        public int choose(long site, Options options) {
            return 0;
        }

        @Override
        public boolean happens(long site, double chance) {
            return false;
        }

        @Override
        public long draw(long site) {
            return 0;
        }
    }
}
