package dev.irpflow.sim.strategy;

import dev.irpflow.sim.hunt.Attempt;
import dev.irpflow.stage.Candidate;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Occurrences;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.VirtualClock;
import dev.irpflow.stage.Ways;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A few threads on a pool, each a text of operations: {@code r1} reads cell 1, {@code w1} writes
 * it, {@code s2} starts thread 2, {@code x2} takes thread 2 away for good, {@code ?1} writes cell 1
 * in one of three ways, {@code f1} writes it if a thing of chance one half happens. Threads that
 * are started by others are written in parentheses.
 */
final class World {
    /**
     * How a run ended.
     *
     * @param order the same for all runs that differ only in steps that commute
     * @param outcome what every thread read, and what every cell holds
     */
    record End(long order, String outcome) {}

    private final List<String> programs;

    World(String... programs) {
        this.programs = List.of(programs);
    }

    /** Plays it once. */
    End play(Attempt attempt) {
        return new Run(attempt).play();
    }

    private record Done(long chain, long hash, Footprint footprint) {}

    private final class Run implements Pool.Steps {
        private final Attempt attempt;
        private final Occurrences occurrences = new Occurrences();
        private final Pool pool;
        private final List<Worker> workers = new ArrayList<>();
        private final Map<Character, String> cells = new TreeMap<>();
        private final List<Done> done = new ArrayList<>();
        private long ways;

        Run(Attempt attempt) {
            this.attempt = attempt;
            this.pool =
                    new Pool(
                            new VirtualClock(),
                            attempt,
                            occurrences,
                            (site, answer, chosen, insteadOf) -> {});
        }

        End play() {
            pool.tell(this);
            for (int i = 0; i < programs.size(); i++) {
                String program = programs.get(i);
                boolean later = program.startsWith("(");
                Worker worker =
                        new Worker(i, later ? program.substring(1, program.length() - 1) : program);
                workers.add(worker);
                if (!later) {
                    pool.add(worker);
                }
            }
            while (pool.step() == Pool.Step.TOOK) {
                // until nothing is left
            }
            long order = done.stream().mapToLong(Done::hash).sum();
            List<String> seen = workers.stream().map(worker -> worker.seen.toString()).toList();
            return new End(order, cells + " " + seen);
        }

        @Override
        public void done(long chain, long step, long number, Footprint footprint) {
            if (attempt.steps() != null) {
                attempt.steps().done(chain, step, number, footprint);
            }
            long before = 0;
            for (Done one : done) {
                if (one.chain() == chain || one.footprint().conflictsWith(footprint)) {
                    before += one.hash();
                }
            }
            done.add(new Done(chain, Site.join(Site.join(step, ways), before), footprint.copy()));
            ways = 0;
        }

        private final class Worker extends Candidate {
            private final int index;
            private final String program;
            private final StringBuilder seen = new StringBuilder();
            private int at;
            private boolean gone;

            Worker(int index, String program) {
                this.index = index;
                this.program = program;
            }

            @Override
            public long chain() {
                return Site.key("worker " + index);
            }

            @Override
            public long step() {
                return Site.join(chain(), at);
            }

            @Override
            public String describe() {
                return index + ":" + program.substring(at);
            }

            @Override
            public void take() {
                char what = program.charAt(at);
                char cell = program.charAt(at + 1);
                at += 2;
                switch (what) {
                    case 'r' -> {
                        pool.footprint().read(cell);
                        seen.append(cells.get(cell)).append(' ');
                    }
                    case 'w' -> write(cell, "");
                    case '?' -> {
                        long site = Site.join(step(), 7);
                        Options three = new Ways().of(chain(), "way", 3);
                        ways = attempt.choose(site, three);
                        write(cell, "/" + ways);
                    }
                    case 'f' -> {
                        if (attempt.happens(Site.join(step(), 8), 0.5)) {
                            ways = 1;
                            write(cell, "!");
                        }
                    }
                    case 's' -> {
                        touch(cell);
                        Worker other = workers.get(cell - '0');
                        if (!other.isReady() && other.at == 0 && !other.gone) {
                            pool.add(other);
                        }
                    }
                    default -> {
                        touch(cell);
                        Worker other = workers.get(cell - '0');
                        other.gone = true;
                        pool.remove(other);
                    }
                }
                pool.footprint().write(Site.join(index, 99));
                if (!gone && at < program.length()) {
                    pool.add(this);
                }
            }

            private void write(char cell, String how) {
                pool.footprint().write(cell);
                cells.put(cell, index + "." + at + how);
            }

            private void touch(char worker) {
                pool.footprint().write(Site.join(worker - '0', 99));
            }
        }
    }
}
