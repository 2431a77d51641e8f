package dev.irpflow.sim.hunt;

import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.coverage.Entry;
import dev.irpflow.sim.hunt.FindingsRecord.Count;
import dev.irpflow.sim.hunt.FindingsRecord.Found;
import dev.irpflow.sim.hunt.FindingsRecord.Given;
import dev.irpflow.sim.hunt.FindingsRecord.Other;
import dev.irpflow.sim.hunt.FindingsRecord.Seen;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.stage.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What runs of a hunt came to. Those of two sets of runs can be added, in any order. */
public final class Findings {
    private static final String COVERAGE = "coverage";
    private static final String SOMETIMES = "sometimes";
    private static final int MOST_SOMETIMES = 1 << 16;

    private final Map<Failure, Hits> failures = new LinkedHashMap<>();
    private final Map<String, Long> inconclusive = new TreeMap<>();
    private final Map<String, Long> strikes = new TreeMap<>();
    private long[] sometimes = {}; // in how many runs each was reached
    private final Map<Long, String> differing = new TreeMap<>();
    private final List<Watched> watched = new ArrayList<>();
    private final Coverage coverage = new Coverage();
    private long fresh;
    private final Map<String, Long> injections = new TreeMap<>();
    private final Map<String, Long> brokenSites = new TreeMap<>();
    private final Map<String, Long> absent = new TreeMap<>();
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
            if (reached.get(i)) {
                addReached(i, 1);
            }
        }
        Injection injection = attempt.injection();
        if (injection != null) {
            tell(injection, result.verdict());
        }
        switch (result.verdict()) {
            case HELD -> held++;
            case INCONCLUSIVE -> {
                undecided++;
                inconclusive.merge(result.reason(), 1L, Long::sum);
            }
            case VIOLATED -> {
                violated++;
                failures.merge(
                        Failure.of(result),
                        new Hits(schedule.number(), attempt.strategy(), 1, Map.of()),
                        Hits::and);
            }
        }
    }

    private void addReached(int which, long runs) {
        if (which >= sometimes.length) {
            sometimes = Arrays.copyOf(sometimes, which + 1);
        }
        sometimes[which] += runs;
    }

    private void tell(Injection injection, Verdict verdict) {
        if (verdict == Verdict.VIOLATED) {
            brokenSites.merge(injection.site(), 1L, Long::sum);
        }
        if (injection.firstOfSite()) {
            count(injection.routine(), Column.SITES);
        }
        if (injection.isSecond()) {
            count(injection.routine(), Column.SECOND);
        }
        count(
                injection.routine(),
                switch (injection.fate()) {
                    case NOT_REACHED -> Column.NOT_REACHED;
                    case REFUSED -> Column.REFUSED;
                    case STRUCK ->
                            switch (verdict) {
                                case HELD -> Column.HELD;
                                case VIOLATED -> Column.VIOLATED;
                                case INCONCLUSIVE -> Column.INCONCLUSIVE;
                            };
                });
    }

    private void count(String routine, Column column) {
        injections.merge(routine + " " + column, 1L, Long::sum);
    }

    /** A number of a block stands for no run: its strategy has come to its end. */
    void addAbsent() {
        absent.merge("numbers", 1L, Long::sum);
    }

    /** Adds a run that ended its process, each time that it was played. */
    public void addEnding(long number, String strategy, Failure failure) {
        violated++;
        failures.merge(failure, new Hits(number, strategy, 1, Map.of()), Hits::and);
    }

    /** The answers of the first run of a failure, by site. */
    void addAnswers(Failure failure, long number, Map<Long, Answer> answers) {
        failures.computeIfPresent(
                failure,
                (same, hits) ->
                        hits.first() == number
                                ? new Hits(number, hits.strategy(), hits.count(), answers)
                                : hits);
    }

    /** A run was another one when it was repeated. */
    public void addDiffering(long number, String how) {
        differing.put(number, how);
    }

    /** Another process is to repeat a run. */
    void addWatched(Watched run) {
        watched.add(run);
    }

    /** Adds those of other runs. */
    public void add(Findings other) {
        held += other.held;
        violated += other.violated;
        undecided += other.undecided;
        messages += other.messages;
        questions += other.questions;
        other.failures.forEach((failure, hits) -> failures.merge(failure, hits, Hits::and));
        other.inconclusive.forEach((reason, n) -> inconclusive.merge(reason, n, Long::sum));
        other.strikes.forEach((fault, n) -> strikes.merge(fault, n, Long::sum));
        add(other.coverage);
        for (int i = 0; i < other.sometimes.length; i++) {
            addReached(i, other.sometimes[i]);
        }
        other.injections.forEach((of, n) -> injections.merge(of, n, Long::sum));
        other.brokenSites.forEach((site, n) -> brokenSites.merge(site, n, Long::sum));
        other.absent.forEach((what, n) -> absent.merge(what, n, Long::sum));
        differing.putAll(other.differing);
        watched.addAll(other.watched);
    }

    /** Adds what runs have reached. */
    public void add(Coverage reached) {
        fresh += coverage.add(reached);
    }

    /** What they have reached. */
    public Coverage coverage() {
        return coverage;
    }

    /** How often something was reached for the first time: it only grows. */
    public long fresh() {
        return fresh;
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
        return which < sometimes.length ? sometimes[which] : 0;
    }

    /** What a systematic hunt counts of each routine. */
    public enum Column {
        /** The sites at which it failed. */
        SITES,
        /** The runs in which it failed, that held. */
        HELD,
        /** Those that broke a rule. */
        VIOLATED,
        /** Those of which nothing can be said. */
        INCONCLUSIVE,
        /** Those in which it could not fail as asked, because of its arguments. */
        REFUSED,
        /** Those that did not come to the site, although an earlier one did. */
        NOT_REACHED,
        /** Those of all of these in which another call was to fail before. */
        SECOND
    }

    /** The routines that a systematic hunt let fail, in the order of their names. */
    public List<String> injected() {
        return injections.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .distinct()
                .toList();
    }

    /** What was counted of one of them. */
    public long injected(String routine, Column column) {
        return injections.getOrDefault(routine + " " + column, 0L);
    }

    /** The sites whose failure broke a rule, in words, with how many runs each. */
    public Map<String, Long> brokenSites() {
        return Collections.unmodifiableMap(brokenSites);
    }

    /** How many numbers stood for no run. */
    public long absent() {
        return absent.getOrDefault("numbers", 0L);
    }

    /** The runs that were other ones when they were repeated, by number, with how they differ. */
    public Map<Long, String> differing() {
        return Collections.unmodifiableMap(differing);
    }

    /** The runs that another process is to repeat; they are taken out. */
    public List<Watched> takeWatched() {
        List<Watched> taken = List.copyOf(watched);
        watched.clear();
        return taken;
    }

    /** These as plain records. */
    public FindingsRecord toRecord() {
        List<Found> found = new ArrayList<>();
        failures()
                .forEach((failure, hits) ->
                        found.add(
                                new Found(
                                        failure.rule(),
                                        failure.place(),
                                        hits.first(),
                                        hits.strategy(),
                                        hits.count(),
                                        Given.of(hits.answers()))));
        List<Count> counts = new ArrayList<>();
        maps().forEach((map, of) ->
                of.forEach((name, count) -> counts.add(new Count(map, name, count))));
        for (int i = 0; i < sometimes.length; i++) {
            counts.add(new Count(SOMETIMES, String.valueOf(i), sometimes[i]));
        }
        coverage.entries()
                .forEach((entry, count) -> counts.add(new Count(COVERAGE, entry.written(), count)));
        List<Other> others = new ArrayList<>();
        differing.forEach((number, how) -> others.add(new Other(number, how)));
        List<Seen> seen = new ArrayList<>();
        for (Watched run : watched) {
            seen.add(new Seen(run.number(), Given.of(run.answers()), run.events(), run.sha256()));
        }
        return new FindingsRecord(
                held,
                violated,
                undecided,
                messages,
                questions,
                List.copyOf(found),
                List.copyOf(counts),
                List.copyOf(others),
                List.copyOf(seen));
    }

    /**
     * The findings of plain records; what they name beyond what is known here is left out.
     *
     * @throws IllegalArgumentException if they are not what {@link #toRecord} gives
     */
    public static Findings of(FindingsRecord plain) {
        Findings self = new Findings();
        self.held = plain.held();
        self.violated = plain.violated();
        self.undecided = plain.undecided();
        self.messages = plain.messages();
        self.questions = plain.questions();
        for (Found one : plain.failures()) {
            self.failures.put(
                    new Failure(one.rule(), one.place()),
                    new Hits(
                            one.first(), one.strategy(), one.count(), Given.bySite(one.answers())));
        }
        Map<String, Map<String, Long>> maps = self.maps();
        for (Count one : plain.counts()) {
            if (one.map().equals(COVERAGE)) {
                self.coverage.add(Entry.read(one.name()), one.count());
            } else if (one.map().equals(SOMETIMES)) {
                self.addReached(place(one.name()), one.count());
            }
            Map<String, Long> map = maps.get(one.map());
            if (map != null) {
                map.put(one.name(), one.count());
            }
        }
        plain.differing().forEach(one -> self.differing.put(one.number(), one.how()));
        plain.watched()
                .forEach(one ->
                        self.watched.add(
                                new Watched(
                                        one.number(),
                                        Given.bySite(one.answers()),
                                        one.events(),
                                        one.sha256())));
        return self;
    }

    // Of a sometimes in its scenario.
    private static int place(String name) {
        int place = Integer.parseInt(name);
        if (place < 0 || place > MOST_SOMETIMES) {
            throw new IllegalArgumentException("sometimes " + place);
        }
        return place;
    }

    private Map<String, Map<String, Long>> maps() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        all.put("inconclusive", inconclusive);
        all.put("strikes", strikes);
        all.put("injections", injections);
        all.put("broken-sites", brokenSites);
        all.put("absent", absent);
        return all;
    }
}
