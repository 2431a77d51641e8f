package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs each seed in two processes and compares. The second process takes the seeds the other way
 * round: what one run leaves behind for the next shows as a difference too.
 */
final class Determinism {
    private static final int LOOK_EVERY_MS = 100;
    private static final int ATTEMPTS = 8;
    private static final Pattern SEQ = Pattern.compile("\"seq\":([0-9]{1,18})");

    private final Terminal terminal;
    private final ScenarioArgument scenario;
    private final SeedRange range;
    private final OutputFormat format;

    Determinism(
            Terminal terminal, ScenarioArgument scenario, SeedRange range, OutputFormat format) {
        this.terminal = terminal;
        this.scenario = scenario;
        this.range = range;
        this.format = format;
    }

    /** Compares, and gives the exit code. */
    int compare() {
        try (Watch watch = Watch.untilInterrupted(terminal)) {
            Half one = new Half(List.of());
            Half other = new Half(List.of("--descending"));
            watch.doing(() ->
                    "%,d and %,d of %,d seeds"
                            .formatted(one.hashes.size(), other.hashes.size(), range.count()));
            if (!finish(List.of(one, other), watch)) {
                return Exit.INTERNAL;
            }
            watch.clear();
            for (int i = 0; i < range.count(); i++) {
                long seed = range.first() + i;
                if (!String.valueOf(one.hashes.get(seed)).equals(other.hashes.get(seed))) {
                    return differs(seed, watch);
                }
            }
            long events = one.hashes.values().stream().mapToLong(Determinism::eventsOf).sum();
            answer(
                    Trees.of("verdict", "held", "runs", range.count(), "events", events),
                    "%s   seeds %d..%d   the same in two processes   (%,d events in each)"
                            .formatted(scenario.command(), range.first(), range.last(), events));
            return Exit.HELD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What differs by accident may be equal by accident: it is looked for more than once.
    private int differs(long seed, Watch watch) throws IOException {
        String difference = "";
        for (int i = 0; i < ATTEMPTS && difference.isEmpty() && !watch.isInterrupted(); i++) {
            difference = differenceOf(seed, watch);
        }
        watch.clear();
        String words =
                difference.isEmpty()
                        ? "The difference did not come again in %d more comparisons: it does not depend on the seed alone."
                                .formatted(ATTEMPTS)
                        : difference;
        answer(
                Trees.of("verdict", "differs", "seed", seed, "difference", difference),
                "%s   seed %d   DIFFERS between two processes\n\n%s"
                        .formatted(scenario.command(), seed, words.stripTrailing()));
        return Exit.NONDETERMINISM;
    }

    // Both run again as they came to that seed, and keep its events this time.
    private String differenceOf(long seed, Watch watch) throws IOException {
        Path folder = Files.createTempDirectory("irpflow-doctor");
        Path first = folder.resolve("one.jsonl");
        Path second = folder.resolve("other.jsonl");
        String keep = Long.toString(seed);
        Half one = new Half(List.of("--keep", keep, "--into", first.toString()));
        Half other = new Half(List.of("--descending", "--keep", keep, "--into", second.toString()));
        try {
            if (!finish(List.of(one, other), watch)) {
                return "";
            }
            String difference = firstDifference(first, second);
            return difference.isEmpty()
                    ? ""
                    : difference.stripTrailing() + suspects(difference, first, second);
        } finally {
            for (Path file : List.of(first, second)) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(linesBeside(file));
            }
            Files.deleteIfExists(folder);
        }
    }

    // The newest call of a driver before the event that differs: its Java is what differs most
    // probably.
    static String suspects(String difference, Path one, Path other) throws IOException {
        Matcher seq = SEQ.matcher(difference);
        if (!seq.find(Math.max(0, difference.indexOf(EventComparison.ONE)))) {
            return "";
        }
        long first = Long.parseLong(seq.group(1));
        String inOne = lastBefore(first, linesBeside(one));
        String inOther = lastBefore(first, linesBeside(other));
        return inOne.isEmpty() && inOther.isEmpty()
                ? ""
                : "\nThe Java line of a driver that came last before it:\n  one   %s\n  other %s\n"
                        .formatted(inOne, inOther);
    }

    private static String lastBefore(long seq, Path lines) throws IOException {
        String last = "";
        for (String line : Files.exists(lines) ? Files.readAllLines(lines) : List.<String>of()) {
            String[] words = line.split(" ", 2);
            if (words.length == 2 && Long.parseLong(words[0]) < seq) {
                last = words[1];
            }
        }
        return last;
    }

    static Path linesBeside(Path events) {
        return Path.of(events + HashesCommand.LINES);
    }

    static String firstDifference(Path one, Path other) throws IOException {
        EventComparison comparison = new EventComparison(Files.newBufferedReader(one));
        try (comparison) {
            Files.copy(other, comparison);
        }
        return comparison.firstDifference();
    }

    private void answer(Map<String, Object> document, String words) {
        if (format.isJson()) {
            Map<String, Object> whole = Trees.of("scenario", scenario.command());
            whole.putAll(document);
            terminal.out().print(Json.text(whole));
        } else {
            terminal.out().println(words);
        }
    }

    private boolean finish(List<Half> halves, Watch watch) {
        for (Half half : halves) {
            while (!half.isDone()) {
                watch.look();
                if (watch.isInterrupted()) {
                    halves.forEach(each -> each.process.destroy());
                    return false;
                }
            }
            if (half.process.exitValue() != Exit.HELD) {
                watch.clear();
                terminal.err()
                        .printf(
                                Locale.ROOT,
                                "irpflow: a process of the comparison ended with exit code %d; what"
                                        + " it said:%n%s%n",
                                half.process.exitValue(),
                                String.join("\n", half.said));
                return false;
            }
        }
        return true;
    }

    private static long eventsOf(String hash) {
        return Long.parseLong(hash.substring(hash.indexOf(' ') + 1));
    }

    /** One process, which runs all seeds. */
    private final class Half {
        private final Map<Long, String> hashes = new ConcurrentHashMap<>();
        private final Queue<String> said = new ConcurrentLinkedQueue<>();
        private final Process process;
        private final Thread reader = new Thread(this::read, "reader");

        Half(List<String> options) throws IOException {
            List<String> words = new ArrayList<>();
            words.add("hashes");
            words.addAll(scenario.words());
            words.addAll(List.of("--seeds", range.first() + ".." + range.last()));
            words.addAll(options);
            ProcessBuilder builder = SameJvm.command(terminal, words);
            builder.redirectErrorStream(true);
            this.process = builder.start();
            reader.setDaemon(true);
            reader.start();
        }

        boolean isDone() {
            try {
                reader.join(LOOK_EVERY_MS);
                return !reader.isAlive() && process.waitFor() >= 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = lines.readLine()) != null) {
                    String[] words = line.split(" ", 2);
                    Long seed = words.length == 2 ? numberOf(words[0]) : null;
                    if (seed == null) {
                        said.add(line);
                    } else {
                        hashes.put(seed, words[1]);
                    }
                }
            } catch (IOException e) {
                said.add(e.toString());
            }
        }
    }

    private static @Nullable Long numberOf(String word) {
        return word.matches("[0-9]{1,19}") ? Long.valueOf(word) : null;
    }
}
