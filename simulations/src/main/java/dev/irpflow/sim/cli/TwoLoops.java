package dev.irpflow.sim.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much two loops that share nothing do at once, for one of them: what this computer gives to
 * two, now. Processors that share a core, a cache or a host with others give less than two.
 */
final class TwoLoops implements AutoCloseable {
    private static final int LONGS =
            1 << 19; // 4 MiB each, about what a worker of a hunt has in use
    private static final long STEPS = 50_000_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Callable<Long> one = new Loop();
    private final Callable<Long> other = new Loop();

    /** Steps a second of both, for those of one. */
    double ratio() throws InterruptedException {
        double alone = (rate(List.of(one)) + rate(List.of(other))) / 2;
        return rate(List.of(one, other)) / alone;
    }

    private double rate(List<Callable<Long>> loops) throws InterruptedException {
        long began = System.nanoTime();
        for (Future<Long> loop : threads.invokeAll(loops)) {
            try {
                long _ = loop.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a loop failed", e);
            }
        }
        return loops.size() * STEPS / ((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void close() {
        threads.close();
    }

    // A xorshift generator that adds to the place it names.
    private static final class Loop implements Callable<Long> {
        private final long[] memory = new long[LONGS];
        private long state = 88_172_645_463_325_252L;

        @Override
        public Long call() {
            long x = state;
            for (long i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
                memory[(int) (x & (LONGS - 1))] += x;
            }
            state = x;
            return x;
        }
    }
}
