package dev.irpflow.sim.cli;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.dump.DumpFile;
import dev.irpflow.sim.program.ProgramException;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.RunFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a command says of a run, and the exit code that goes with it. */
final class Answer {
    private static final String REPLAY = "irpflow replay ";

    private Answer() {}

    /** Prints a story with the commands that lead on from it, and those that open its dumps. */
    static void print(
            Terminal terminal,
            FinishedRun run,
            String story,
            String replay,
            @Nullable RunFolder folder) {
        print(terminal, run, story, replay);
        if (folder != null && folder.problem() == null && run.ending() == Ending.COMPLETE) {
            dumps(run, folder)
                    .forEach(dump ->
                            terminal.out()
                                    .println("  dump     irpflow dump " + terminal.shown(dump)));
        }
    }

    /** The crash dumps that a run has left in its folder. */
    static List<Path> dumps(FinishedRun run, RunFolder folder) {
        return run.result().dumps().stream()
                .map(dump -> folder.path().resolve(DumpFile.nameFor(dump.machine())))
                .toList();
    }

    /** Prints a story with the commands that lead on from it. */
    static void print(Terminal terminal, FinishedRun run, String story, String replay) {
        PrintStream out = terminal.out();
        out.print(Colours.of(terminal).story(story));
        if (run.ending() == Ending.INTERRUPTED) {
            return;
        }
        if (!story.contains(replay)) {
            out.println("  replay   " + replay);
        }
        Violation violation = run.result().firstViolation();
        if (violation != null) {
            out.print(leads(replay, violation.rule().id(), "  "));
        }
    }

    /**
     * The commands that explain and show a failure: the run, where it was kept, or else the rule.
     *
     * @param replay the command that repeats it
     * @param indent of each line
     */
    static String leads(String replay, String rule, String indent) {
        if (!replay.startsWith(REPLAY)) {
            return "%sexplain  irpflow explain %s\n".formatted(indent, rule);
        }
        String run = replay.substring(REPLAY.length());
        return "%sexplain  irpflow explain %s\n%sview     irpflow view %s\n"
                .formatted(indent, run, indent, run);
    }

    /**
     * The exit code of a run; what goes beyond its verdict is said on standard error.
     *
     * @param replay the command that repeats it
     * @param command the words that name its scenario
     */
    static int exitCode(Terminal terminal, Played played, String replay, String command) {
        Throwable error = played.run().result().internalError();
        if (error != null) {
            return failed(terminal, error, replay);
        }
        if (played.differs()) {
            long seed = played.run().seed();
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: the run was repeated by its answers, and its trace was"
                                    + " another one: first %s, then %s.%n"
                                    + "This is nondeterminism: in a driver of yours (its Java code"
                                    + " between two calls, or its program), or in Irpflow.%n"
                                    + "The first event that differs: irpflow doctor --determinism"
                                    + " %s --seeds %d..%d%n",
                            words(played.run().trace()),
                            words(played.repetition()),
                            command,
                            Math.max(0, seed - 1),
                            seed);
            return Exit.NONDETERMINISM;
        }
        return played.run().result().verdict().exitCode();
    }

    private static String words(@Nullable TraceHash trace) {
        return trace == null
                ? "none"
                : "%,d events, sha256 %s".formatted(trace.events(), trace.sha256());
    }

    /**
     * Says why a run could not come to its end, and how to see it fail again: a program of the
     * user's, or our own code. Gives the exit code that says which.
     */
    static int failed(Terminal terminal, Throwable error, String replay) {
        if (error instanceof ProgramException) {
            terminal.err().println("irpflow: " + error.getMessage());
        } else {
            terminal.err().println("irpflow: an error in Irpflow itself, not in what was run:");
            error.printStackTrace(terminal.err());
        }
        terminal.err().println("It happens again with: " + replay);
        return Exit.of(error);
    }
}
