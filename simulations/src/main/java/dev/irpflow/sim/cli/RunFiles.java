package dev.irpflow.sim.cli;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.sim.cli.Player.Played;
import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.coverage.CoverageFile;
import dev.irpflow.sim.dump.DumpFile;
import dev.irpflow.sim.dump.LastMessages;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Documents;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.ReplayFile;
import dev.irpflow.sim.report.RunFolder;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import dev.irpflow.sim.stage.Answers;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the folder of one run. */
final class RunFiles {
    private static final String STRATEGY = "seeded";

    private final @Nullable RunFolder folder;
    private final Chosen chosen;
    private final String command;
    private final String strategy;
    private final Instant began = Instant.now();

    /**
     * The files of a run.
     *
     * @param folder null to write none
     * @param command what the user gave
     */
    RunFiles(@Nullable RunFolder folder, Chosen chosen, String command) {
        this(folder, chosen, command, STRATEGY);
    }

    /**
     * The files of a run that a hunt has found.
     *
     * @param folder null to write none
     * @param command what the user gave
     * @param strategy how its answers were found
     */
    RunFiles(@Nullable RunFolder folder, Chosen chosen, String command, String strategy) {
        this.folder = folder;
        this.chosen = chosen;
        this.command = command;
        this.strategy = strategy;
    }

    /** Writes what is there if the process is killed. */
    void begin(String scenario, long seed) {
        if (folder != null) {
            folder.write("result.json", Json.text(Documents.unfinished(scenario, seed)));
        }
    }

    /** Where the events go, null for nowhere. */
    @Nullable OutputStream events() {
        OutputStream file = folder == null ? null : folder.events();
        return file == null ? null : new Reporting(file);
    }

    /** Writes all files of a run that has ended, and gives its story as its file has it. */
    String end(Played played, String story, Watch watch) throws Refusal {
        if (folder == null) {
            return story;
        }
        FinishedRun run = played.run();
        folder.write("scenario.yaml", ScenarioWriter.write(run.scenario()));
        String told = story + dumps(run);
        folder.write("story.txt", told);
        if (run.ending() == Ending.COMPLETE && played.answers() != null) {
            folder.write(ReplayFile.NAME, replay(run, played.answers()).text());
        }
        folder.write("result.json", Json.text(Documents.result(run)));
        coverage(played.reached());
        wall(watch);
        return told;
    }

    /** Writes what the runs have reached, if that is known. */
    void coverage(Coverage reached) {
        if (folder != null && !reached.isEmpty()) {
            folder.write(CoverageFile.NAME, CoverageFile.text(reached));
        }
    }

    // What a machine did last is in the trace, which it does not know itself.
    private String dumps(FinishedRun run) {
        StringBuilder commands = new StringBuilder();
        for (CrashDump dump : run.result().dumps()) {
            String name = DumpFile.nameFor(dump.machine());
            if (folder != null) {
                CrashDump whole = dump.with(LastMessages.of(dump.machine(), run.events().newest()));
                folder.write(name, DumpFile.write(whole));
            }
            commands.append("  dump     irpflow dump ").append(name).append('\n');
        }
        return commands.toString();
    }

    /** Writes {@code wall.json}: all that may differ between two equal runs, and nowhere else. */
    void wall(Watch watch) {
        if (folder == null) {
            return;
        }
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> wall =
                Trees.of(
                        "began", began.truncatedTo(ChronoUnit.MILLIS).toString(),
                        "ended", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        "seconds", Math.round(watch.elapsedNs() / 1e6) / 1e3,
                        "command", command,
                        "folder", folder.path().toString(),
                        "java", System.getProperty("java.runtime.version", ""),
                        "system", System.getProperty("os.name", ""),
                        "processors", runtime.availableProcessors(),
                        "memory", runtime.totalMemory() - runtime.freeMemory());
        folder.write("wall.json", Json.text(wall));
    }

    private ReplayFile replay(FinishedRun run, Answers answers) throws Refusal {
        List<ReplayFile.Input> inputs = new ArrayList<>(chosen.classes().inputs());
        run.result()
                .inputs()
                .forEach((path, hash) -> inputs.add(new ReplayFile.Input("data", path, hash)));
        return new ReplayFile(
                Build.fingerprint(),
                chosen.text(run.scenario()),
                inputs,
                run.seed(),
                strategy,
                chosen.less(),
                answers.bySite(),
                new ReplayFile.Outcome(run.verdict(), run.trace().events(), run.trace().sha256()));
    }

    /** Tells the folder when the events cannot be written, and lets the run go on. */
    private final class Reporting extends FilterOutputStream {
        Reporting(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                failed(e);
            }
        }

        private void failed(IOException e) {
            if (folder != null) {
                folder.failed(e);
            }
        }
    }
}
