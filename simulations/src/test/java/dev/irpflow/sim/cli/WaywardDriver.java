package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A driver whose Java goes astray when it is loaded: its setting {@code way} says how. */
public final class WaywardDriver implements Driver {
    private long turns;

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Ke ke = Routines.of(context).ke();
        switch (context.settings().getOrDefault("way", "")) {
            case "loops" -> turnForEver();
            case "recurses" -> recurse(1);
            case "calls-at-the-bottom" -> callDeeperAndDeeper(ke);
            case "fills-the-heap" -> fillTheHeap();
            case "sleeps" -> sleep();
            case "asks-the-clock" -> askTheClock(ke);
            case "iterates-a-set" -> iterateASet(ke);
            default -> {}
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private void turnForEver() {
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
    }

    private long recurse(long depth) {
        return depth < 0 ? 0 : 1 + recurse(depth + 1) + depth;
    }

    // A little deeper each time, so that the stack ends within the call at the bottom.
    private static void callDeeperAndDeeper(Ke ke) {
        for (int depth = 1000; depth > 0; depth += 50) {
            callAtTheBottom(ke, depth);
        }
    }

    private static long callAtTheBottom(Ke ke, int depth) {
        return depth == 0
                ? ke.getCurrentIrql().getNumber()
                : 1 + callAtTheBottom(ke, depth - 1) + depth;
    }

    private static long fillTheHeap() {
        List<long[]> all = new ArrayList<>();
        long sum = 0;
        while (sum >= 0) {
            all.add(new long[Integer.MAX_VALUE - 8]);
            sum += all.getLast()[0];
        }
        return sum;
    }

    private static void sleep() {
        try {
            new Semaphore(0).tryAcquire(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void askTheClock(Ke ke) {
        for (long left = System.nanoTime() % 7 + 1; left > 0; left--) {
            ke.querySystemTime();
        }
    }

    private static void iterateASet(Ke ke) {
        Set<Object> waiting = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(i == 3 ? ke : new Object()); // hashed by identity, another in each process
        }
        for (Object one : waiting) {
            if (one == ke) {
                return;
            }
            ke.querySystemTime();
        }
    }
}
