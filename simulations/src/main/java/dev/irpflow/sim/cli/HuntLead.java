package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Batch;
import dev.irpflow.sim.campaign.Say;
import dev.irpflow.sim.cli.HuntWorker.Heard;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Watched;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.rule.HuntRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets worker processes play the batches of a hunt. One that dies or stands still is replaced, and
 * its batch given to another, which tells of each run before it begins; a run that has ended its
 * process twice is not played a third time.
 */
final class HuntLead {
    /** The rule of a run that ends the process that plays it. */
    static final String ENDS_ITS_PROCESS = HuntRule.ENDS_ITS_PROCESS.id();

    private static final int LOOK_MS = 100;
    private static final int DEATHS_OF_A_RUN = 2;
    private static final int DEATHS_IN_A_ROW = 8;
    private static final long SILENCE_NS = 30_000_000_000L;
    private static final long OVERTIME_NS = 2_000_000_000L;

    private final Terminal terminal;
    private final HuntSetup setup;
    private final HuntBooks books;
    private final HuntChecker checker;
    private final Watch watch;
    private final long standstillNs;
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<HuntWorker, Place> places = new LinkedHashMap<>();
    private final Map<Batch, Trouble> troubles = new LinkedHashMap<>();
    private int deathsInARow;
    private boolean over; // a driver keeps a processor for good: one is enough
    private Say.@Nullable Broken broken;

    HuntLead(
            Terminal terminal, HuntSetup setup, HuntBooks books, HuntChecker checker, Watch watch) {
        this.terminal = terminal;
        this.setup = setup;
        this.books = books;
        this.checker = checker;
        this.watch = watch;
        // A driver that stands still is told by its worker in four patiences at most.
        this.standstillNs = SILENCE_NS + TimeUnit.SECONDS.toNanos(8L * setup.patience().seconds());
    }

    /** One worker, and what it does. */
    private static final class Place {
        private final BatchSize size = new BatchSize();
        private boolean ready;
        private @Nullable Batch batch;
        private long begunNs;
        private long heardNs;
        private long steps;
        private long movedNs;
        private long number = -1; // of the run that it plays, if it tells
        private final List<Watched> unchecked = new ArrayList<>(); // it has played, none repeats
        private final Map<Long, Watched> checks = new LinkedHashMap<>(); // it is to repeat

        boolean plays() {
            return batch != null || !checks.isEmpty();
        }

        List<Watched> leave() {
            List<Watched> left = new ArrayList<>(unchecked);
            left.addAll(checks.values());
            unchecked.clear();
            checks.clear();
            return left;
        }
    }

    /** What has happened to a batch that somebody did not end. */
    private static final class Trouble {
        private final Map<Long, Integer> deaths = new LinkedHashMap<>(); // by number of the run
        private final Map<Long, String> without = new LinkedHashMap<>(); // and how it has ended
    }

    /**
     * Our own code has failed in a run of a worker, or a program of the user's, or workers die
     * without an end.
     */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final long number;
        private final int exit;

        BrokenException(long number, String how) {
            this(number, Exit.INTERNAL, how);
        }

        BrokenException(long number, int exit, String how) {
            super(how);
            this.number = number;
            this.exit = exit;
        }

        /** The exit code that says which. */
        int exit() {
            return exit;
        }

        /** The number of the run, -1 if it is not known. */
        long number() {
            return number;
        }
    }

    /** Hunts until all is done, the time is over, or somebody wants it to end. */
    void hunt(int workers) throws Refusal {
        try {
            while (goesOn()) {
                if (places.size() < workers && mayStart()) {
                    start();
                }
                giveAll();
                repeatAll();
                Heard next = heard.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                while (next != null) {
                    take(next);
                    next = heard.poll();
                }
                lookAfterAll();
                watch.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.keySet().forEach(HuntWorker::close);
        }
        places.values().forEach(place -> checker.repeat(place.leave()));
        Say.Broken found = broken;
        if (found != null) {
            throw new BrokenException(found.number(), found.exit(), found.how());
        }
    }

    private boolean goesOn() {
        if (watch.isInterrupted() || broken != null || over) {
            return false;
        }
        boolean playing = books.plan().open() > 0 || isRepeating();
        return books.leftNs() > 0
                ? playing || !books.plan().isDone()
                : playing && books.leftNs() > -OVERTIME_NS;
    }

    private boolean mayStart() {
        return books.leftNs() > 0 && !books.plan().isAllGiven();
    }

    private void start() {
        HuntWorker worker;
        try {
            worker = new HuntWorker(terminal, SameJvm.MANY_RUNS, setup, heard::add);
        } catch (IOException e) {
            if (++deathsInARow > DEATHS_IN_A_ROW) {
                throw new BrokenException(-1, "no worker can be started: " + e.getMessage());
            }
            return;
        }
        Place place = new Place();
        place.heardNs = watch.elapsedNs();
        places.put(worker, place);
    }

    private void giveAll() {
        places.forEach((worker, place) -> {
            if (place.ready && place.batch == null && books.leftNs() > 0) {
                Batch batch = books.plan().next(place.size.next(books.leftNs()));
                if (batch != null) {
                    give(worker, place, batch);
                }
            }
        });
    }

    private boolean isRepeating() {
        return places.values().stream()
                .anyMatch(place ->
                        !place.checks.isEmpty() || !place.unchecked.isEmpty() && places.size() > 1);
    }

    // What one has played is repeated by another, which has compiled it already, when that has
    // played its batch.
    private void repeatAll() {
        places.forEach((player, place) -> {
            if (!place.unchecked.isEmpty()) {
                places.entrySet().stream()
                        .filter(other -> other.getKey() != player && other.getValue().ready)
                        .min(Comparator.comparingInt(other -> other.getValue().checks.size()))
                        .ifPresent(other -> {
                            repeat(other.getKey(), other.getValue(), place.unchecked);
                            place.unchecked.clear();
                        });
            }
        });
    }

    private void repeat(HuntWorker worker, Place place, List<Watched> runs) {
        if (!place.plays()) {
            place.movedNs = watch.elapsedNs();
        }
        for (Watched run : runs) {
            place.checks.put(run.number(), run);
            worker.tell(HuntChecker.order(run, ""));
        }
    }

    private void give(HuntWorker worker, Place place, Batch batch) {
        Trouble trouble = troubles.get(batch);
        place.batch = batch;
        place.begunNs = watch.elapsedNs();
        place.movedNs = place.begunNs;
        place.number = -1;
        worker.tell(
                new Say.Give(
                        batch.first(),
                        batch.blocks(),
                        books.schedules(),
                        trouble != null,
                        trouble == null ? List.of() : List.copyOf(trouble.without.keySet())));
    }

    private void take(Heard next) throws Refusal {
        Place place = places.get(next.from());
        if (place == null) {
            return;
        }
        place.heardNs = watch.elapsedNs();
        switch (next.said()) {
            case null -> died(next.from(), place, next.problem());
            case Say.Ready ready -> greet(place, ready);
            case Say.Begun begun -> {
                place.number = begun.number();
                place.movedNs = place.heardNs;
            }
            case Say.Alive alive -> {
                if (alive.steps() != place.steps) {
                    place.steps = alive.steps();
                    place.movedNs = place.heardNs;
                }
            }
            case Say.Done done -> done(place, done);
            case Say.Broken found -> {
                broken = found;
                books.findings().add(Findings.of(found.findings()));
            }
            case Say.Give give -> next.from().kill(); // no worker says that
            case Say.Check check -> next.from().kill();
            case Say.Checked checked -> {
                Watched run = place.checks.remove(checked.number());
                if (run == null) {
                    next.from().kill(); // it was not told to
                } else {
                    place.movedNs = place.heardNs;
                    checker.checked(run, checked);
                }
            }
        }
    }

    private void greet(Place place, Say.Ready ready) throws Refusal {
        if (!ready.build().equals(Build.fingerprint())
                || !ready.identity().equals(setup.identity())) {
            throw new Refusal("the scenario, or Irpflow itself, has changed since the hunt began");
        }
        place.ready = true;
    }

    private void done(Place place, Say.Done done) {
        Batch batch = place.batch;
        if (batch == null || batch.first() != done.first() || batch.blocks() != done.blocks()) {
            return; // that was not its task
        }
        place.batch = null;
        place.size.took(batch.blocks(), watch.elapsedNs() - place.begunNs, books.elapsedNs());
        deathsInARow = 0;
        Findings found = Findings.of(done.findings());
        place.unchecked.addAll(found.takeWatched());
        Trouble trouble = troubles.remove(batch);
        if (trouble != null) {
            trouble.without.forEach((number, ending) ->
                    found.addEnding(
                            number, setup.strategy(), new Failure(ENDS_ITS_PROCESS, ending)));
        }
        if (done.whole()) {
            books.done(batch, found);
        } else {
            books.findings().add(found);
            books.plan().giveBack(batch);
            over = true;
        }
    }

    private void died(HuntWorker worker, Place place, String problem) {
        places.remove(worker);
        Batch batch = place.batch;
        if (watch.isInterrupted()) {
            return;
        }
        checker.repeat(place.leave());
        if (++deathsInARow > DEATHS_IN_A_ROW) {
            throw new BrokenException(
                    place.number,
                    "%d worker processes ended one after the other; the last one with %s%s"
                            .formatted(
                                    deathsInARow,
                                    worker.ending(),
                                    problem.isEmpty() ? "" : " (" + problem + ")"));
        }
        if (batch != null) {
            books.plan().giveBack(batch);
            Trouble trouble = troubles.computeIfAbsent(batch, same -> new Trouble());
            if (place.number >= 0) {
                int deaths = trouble.deaths.merge(place.number, 1, Integer::sum);
                if (deaths >= DEATHS_OF_A_RUN) {
                    blame(worker, place.number, trouble);
                }
            }
        }
    }

    private void blame(HuntWorker worker, long number, Trouble trouble) {
        if (!setup.hasUsersCode()) {
            throw new BrokenException(
                    number, "the run ends the process that plays it: " + worker.ending());
        }
        watch.clear();
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "irpflow: schedule %,d ends the process that plays it: %s%n",
                        number + 1,
                        worker.ending());
        trouble.without.put(number, worker.exit());
        deathsInARow = 0;
    }

    // One that says nothing, or plays and does not come on, is ended; that it is dead is heard
    // then.
    private void lookAfterAll() {
        long now = watch.elapsedNs();
        places.forEach((worker, place) -> {
            boolean silent = now - place.heardNs > SILENCE_NS;
            boolean stands = place.plays() && now - place.movedNs > standstillNs;
            if (silent || stands) {
                worker.kill();
                place.heardNs = now;
                place.movedNs = now;
            }
        });
    }
}
