package dev.irpflow.sim.hunt;

import dev.irpflow.sim.run.RunResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What runs of a hunt came to. Those of two sets of runs can be added, in any order. */
public final class Findings {
    private final Map<Failure, Hits> failures = new LinkedHashMap<>();
    private final Map<Failure, Attempt> attempts = new LinkedHashMap<>(); // the first of each
    private final Map<String, Long> inconclusive = new TreeMap<>();
    private final Map<String, Long> strikes = new TreeMap<>();
    private final Map<Integer, Long> sometimes = new TreeMap<>();
    private long held;
    private long violated;
    private long undecided;
    private long messages;
    private long questions;

    /** Adds a run, with the number of its questions that had several answers. */
    void add(Schedule schedule, Attempt attempt, RunResult result, long asked) {
        messages += result.messages();
        questions += asked;
        result.faults().forEach((name, count) -> strikes.merge(name, count, Long::sum));
        List<Boolean> reached = result.sometimes();
        for (int i = 0; i < reached.size(); i++) {
            sometimes.merge(i, reached.get(i) ? 1L : 0L, Long::sum);
        }
        switch (result.verdict()) {
            case HELD -> held++;
            case INCONCLUSIVE -> {
                undecided++;
                inconclusive.merge(result.reason(), 1L, Long::sum);
            }
            case VIOLATED -> {
                violated++;
                hit(
                        Failure.of(result),
                        new Hits(schedule.number(), attempt.strategy(), 1),
                        attempt);
            }
        }
    }

    /** Adds those of other runs. */
    public void add(Findings other) {
        held += other.held;
        violated += other.violated;
        undecided += other.undecided;
        messages += other.messages;
        questions += other.questions;
        other.failures.forEach((failure, hits) -> hit(failure, hits, other.attempts.get(failure)));
        other.inconclusive.forEach((reason, n) -> inconclusive.merge(reason, n, Long::sum));
        other.strikes.forEach((fault, n) -> strikes.merge(fault, n, Long::sum));
        other.sometimes.forEach((which, n) -> sometimes.merge(which, n, Long::sum));
    }

    private void hit(Failure failure, Hits hits, @Nullable Attempt attempt) {
        Hits known = failures.get(failure);
        if (attempt != null && (known == null || hits.first() < known.first())) {
            attempts.put(failure, attempt);
        }
        failures.merge(failure, hits, Hits::and);
    }

    /** The answers of the first run of a failure once more; null if it was another process's. */
    public @Nullable Attempt again(Failure failure) {
        Attempt attempt = attempts.get(failure);
        return attempt == null ? null : attempt.again();
    }

    /** How many runs there were. */
    public long runs() {
        return held + violated + undecided;
    }

    /** How many of them held. */
    public long held() {
        return held;
    }

    /** How many broke a rule. */
    public long violated() {
        return violated;
    }

    /** Of how many nothing can be said. */
    public long undecided() {
        return undecided;
    }

    /** How many messages they had. */
    public long messages() {
        return messages;
    }

    /** How many questions they asked that had several answers. */
    public long questions() {
        return questions;
    }

    /** The distinct failures, in the order of the first run of each. */
    public Map<Failure, Hits> failures() {
        Map<Failure, Hits> ordered = new LinkedHashMap<>();
        failures.entrySet().stream()
                .sorted((a, b) -> Long.compare(a.getValue().first(), b.getValue().first()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** Why nothing can be said of some, with how many each. */
    public Map<String, Long> inconclusive() {
        return Collections.unmodifiableMap(inconclusive);
    }

    /** How often each fault struck, by name. */
    public Map<String, Long> strikes() {
        return Collections.unmodifiableMap(strikes);
    }

    /** In how many runs a {@code sometimes} was reached, by its place in the scenario from 0. */
    public long reached(int which) {
        return sometimes.getOrDefault(which, 0L);
    }
}
