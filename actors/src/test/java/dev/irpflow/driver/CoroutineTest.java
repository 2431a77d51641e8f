package dev.irpflow.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of leaving and entering a Java stack: with the hooks into the JDK, and without. */
class CoroutineTest {
    private final List<String> notes = new ArrayList<>();
    private Coroutine[] all = {};

    static List<Function<Runnable, Coroutine>> kinds() {
        return List.of(Coroutine.Scheduled::new, Coroutine.HandedOff::new);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theTwoSidesTakeTurns(Function<Runnable, Coroutine> kind) {
        all =
                new Coroutine[] {
                    kind.apply(() -> {
                        notes.add("code 1");
                        all[0].pause();
                        notes.add("code 2");
                    })
                };

        all[0].resume();
        notes.add("stage");
        all[0].resume();

        assertThat(notes).containsExactly("code 1", "stage", "code 2");
        assertThat(all[0].isDone()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSleepIsToldWithItsLine(Function<Runnable, Coroutine> kind) {
        Coroutine code = kind.apply(this::sleep);

        assertThatThrownBy(code::resume)
                .isInstanceOf(Coroutine.BlockedException.class)
                .satisfies(e ->
                        assertThat(e.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("sleep")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMonitorThatAnotherStackHoldsIsTold(Function<Runnable, Coroutine> kind) {
        Object monitor = new Object();
        Runnable body =
                () -> {
                    synchronized (monitor) {
                        all[0].pause();
                    }
                };
        all = new Coroutine[] {kind.apply(body), kind.apply(body)};
        all[0].resume();

        assertThatThrownBy(all[1]::resume).isInstanceOf(Coroutine.BlockedException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClassThatAForeignThreadLoadsIsWaitedFor(Function<Runnable, Coroutine> kind)
            throws Exception {
        SlowLoader loader = new SlowLoader();
        Thread foreign = new Thread(loader::load);
        foreign.start();
        loader.loading.await();
        Coroutine code =
                kind.apply(() -> {
                    loader.second = Thread.currentThread();
                    loader.load();
                    notes.add("loaded");
                });

        code.resume();

        assertThat(notes).containsExactly("loaded");
        foreign.join();
    }

    /** The first to load holds its lock until the second one waits for that. */
    private static final class SlowLoader extends ClassLoader {
        private final CountDownLatch loading = new CountDownLatch(1);
        private volatile @Nullable Thread second;

        void load() {
            try {
                loadClass("some.Thing");
            } catch (ClassNotFoundException e) {
                // There is none; it takes its time to find that out.
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loading.countDown();
            while (!secondWaits()) {
                Thread.onSpinWait();
            }
            throw new ClassNotFoundException(name);
        }

        private boolean secondWaits() {
            Thread thread = second;
            return thread != null
                    && (thread == Thread.currentThread()
                            || thread.getState() == Thread.State.BLOCKED);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLockThatAnotherStackHoldsIsTold(Function<Runnable, Coroutine> kind) {
        ReentrantLock lock = new ReentrantLock();
        Runnable body =
                () -> {
                    lock.lock();
                    all[0].pause();
                };
        all = new Coroutine[] {kind.apply(body), kind.apply(body)};
        all[0].resume();

        assertThatThrownBy(all[1]::resume).isInstanceOf(Coroutine.BlockedException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatWasGivenUpNeverGoesOn(Function<Runnable, Coroutine> kind) throws InterruptedException {
        all =
                new Coroutine[] {
                    kind.apply(() -> {
                        sleep();
                        all[0].stayIfAbandoned();
                        notes.add("goes on");
                    })
                };

        assertThatThrownBy(all[0]::resume).isInstanceOf(Coroutine.BlockedException.class);
        Coroutine other = kind.apply(() -> notes.add("other"));
        other.resume();

        assertThat(notes).containsExactly("other");
    }

    private void sleep() {
        try {
            new Semaphore(0).tryAcquire(30, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
