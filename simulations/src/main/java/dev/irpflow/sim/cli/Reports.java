package dev.irpflow.sim.cli;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.ci.Annotation;
import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.ci.JunitXml;
import dev.irpflow.sim.ci.SourceFiles;
import dev.irpflow.sim.ci.SourceLine;
import dev.irpflow.sim.ci.Summary;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.report.WholeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command tells a CI system, once at its end. */
final class Reports {
    /** The fact that is the command which repeats a check. */
    static final String REPLAY = "replay";

    private final PrintStream lines;
    private final Terminal terminal;
    private final @Nullable Path junit;
    private final @Nullable Path summary;
    private final @Nullable GithubJob job;
    private final Instant began = Instant.now();
    private final List<Checked> all = new ArrayList<>();
    private double told; // seconds, of all that were added

    /**
     * Reports that nothing is in yet.
     *
     * @param lines where lines for a job go
     * @param junit the file of XML, null for none
     * @param summary the file of Markdown, null for none
     * @param job null if there is none
     */
    Reports(
            PrintStream lines,
            Terminal terminal,
            @Nullable Path junit,
            @Nullable Path summary,
            @Nullable GithubJob job) {
        this.lines = lines;
        this.terminal = terminal;
        this.junit = junit;
        this.summary = summary;
        this.job = job;
    }

    /** Reports to nobody. */
    static Reports none(Terminal terminal) {
        return new Reports(terminal.err(), terminal, null, null, null);
    }

    /**
     * The file that an option names; null if it is not given.
     *
     * @throws Refusal if it cannot be one: better now than after an hour
     */
    static @Nullable Path file(Terminal terminal, String option, @Nullable String given)
            throws Refusal {
        if (given == null) {
            return null;
        }
        Path file = terminal.resolve(given);
        Path folder = file.getParent();
        if (given.isEmpty() || Files.isDirectory(file)) {
            throw new Refusal("%s: \"%s\" is a folder; a file is wanted".formatted(option, given));
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("%s: %s: there is no such folder".formatted(option, folder));
        }
        return file;
    }

    /** Adds a run whose story was told. */
    void add(String name, FinishedRun run, String story, String replay, int exitCode) {
        Violation violation = run.result().firstViolation();
        String reason =
                violation == null
                        ? run.result().reason()
                        : violation.rule().id() + ": " + violation.detail();
        add(
                run.scenario().name(),
                name,
                exitCode,
                reason,
                story,
                facts("seed", run.seed(), REPLAY, replay),
                violation == null ? null : SourceLine.of(newest(violation)));
    }

    /** Adds what came of something else. */
    void add(
            String suite,
            String name,
            int exitCode,
            String reason,
            String story,
            Map<String, String> facts,
            @Nullable SourceLine place) {
        double sinceThen = Math.max(0, elapsed() - told);
        Checked.Verdict verdict = verdict(exitCode);
        add(
                new Checked(
                        suite,
                        name,
                        verdict,
                        verdict == Checked.Verdict.HELD
                                ? ""
                                : reason.isEmpty() ? verdict.word() : reason,
                        story,
                        facts,
                        place,
                        sinceThen));
    }

    /** Adds what somebody else has found. */
    void add(Checked one) {
        all.add(one);
        told += one.seconds();
    }

    /** Adds what an error in Irpflow has ended, or one of a program: the exit code says which. */
    void addBroken(String suite, String name, int code, String replay) {
        String whose =
                code == Exit.INTERNAL ? "an error in Irpflow itself" : "an error of a program";
        String reason = whose + ", which standard error tells";
        add(suite, name, code, reason, "", facts(REPLAY, replay), null);
    }

    private double elapsed() {
        return (Instant.now().toEpochMilli() - began.toEpochMilli()) / 1e3;
    }

    /** All that were added. */
    List<Checked> all() {
        return List.copyOf(all);
    }

    /** Facts by name, in their order: names and values in turn. */
    static Map<String, String> facts(Object... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        Trees.of(namesAndValues).forEach((name, value) -> facts.put(name, String.valueOf(value)));
        return facts;
    }

    private static String newest(Violation violation) {
        return violation.stack().lines().findFirst().orElse("");
    }

    private static Checked.Verdict verdict(int exitCode) {
        return switch (exitCode) {
            case Exit.HELD -> Checked.Verdict.HELD;
            case Exit.VIOLATED -> Checked.Verdict.VIOLATED;
            case Exit.INCONCLUSIVE -> Checked.Verdict.INCONCLUSIVE;
            case Exit.NONDETERMINISM -> Checked.Verdict.NONDETERMINISTIC;
            case Exit.BAD_INPUT -> Checked.Verdict.REFUSED;
            default -> Checked.Verdict.INTERNAL;
        };
    }

    /**
     * Writes what is wanted, and gives the exit code of the command: a report that cannot be
     * written is said, and then it is no success.
     *
     * @param exitCode the code without reports
     */
    int end(int exitCode) {
        GithubJob inJob = job;
        if (inJob != null) {
            SourceFiles sources = new SourceFiles(inJob.sources(terminal.workingDirectory()));
            all.stream().filter(one -> !one.held()).forEach(one -> annotate(one, sources));
        }
        int code = exitCode;
        if (junit != null) {
            code = Exit.worse(code, write(junit, false, JunitXml.of(all, began)));
        }
        if (summary != null) {
            boolean isOfJob = inJob != null && summary.equals(inJob.summary());
            code = Exit.worse(code, write(summary, isOfJob, Summary.of(all)));
        }
        return code;
    }

    private void annotate(Checked one, SourceFiles sources) {
        SourceLine place = one.place();
        lines.println(Annotation.of(one, place == null ? null : sources.find(place)));
    }

    // The steps of a job share one summary: what is there stays.
    private int write(Path file, boolean adds, String text) {
        try {
            String before = adds && Files.isRegularFile(file) ? Files.readString(file) : "";
            WholeFile.write(file, (before + text).getBytes(StandardCharsets.UTF_8));
            return Exit.HELD;
        } catch (IOException e) {
            terminal.err()
                    .println(
                            "irpflow: %s cannot be written: %s. The verdict stands; the report is"
                                            .formatted(terminal.shown(file), e.getMessage())
                                    + " missing.");
            return Exit.INCONCLUSIVE;
        }
    }
}
