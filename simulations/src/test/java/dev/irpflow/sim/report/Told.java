package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.Limits;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Title;
import dev.irpflow.sim.scenario.World;
import dev.irpflow.sim.scenario.yaml.Where;
import dev.irpflow.stage.TraceEvent;
import dev.irpflow.stage.TraceEvent.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run whose trace a test writes by hand. */
final class Told {
    private final StoryTrace trace = new StoryTrace();
    private final TraceEvent event = new TraceEvent();
    private final Map<String, Long> faults = new LinkedHashMap<>();
    private long seq;
    private long timeNs;
    private long cause;

    /** Moves the clock to a moment in microseconds. */
    Told at(long us) {
        timeNs = us * 1000;
        return this;
    }

    /** The event that is written next is caused by this one. */
    Told because(long earlier) {
        cause = earlier;
        return this;
    }

    /** A message on any machine and strand; from and to are whole places. */
    long message(Kind kind, String from, String to, String routine, String strand, int depth) {
        begin(kind);
        event.from = from;
        event.to = to;
        event.routine = routine;
        event.machine = to.substring(0, to.indexOf('/'));
        onStrand(strand, depth);
        return write();
    }

    /** A message on the machine client; gives its number. */
    long message(Kind kind, String from, String to, String routine, String detail) {
        begin(kind);
        event.from = "client/" + from;
        event.to = "client/" + to;
        event.routine = routine;
        boolean isStatus = detail.startsWith("STATUS_");
        event.status = isStatus ? detail : null;
        event.object = isStatus || detail.isEmpty() ? null : detail;
        event.machine = "client";
        onStrand("main", 1);
        return write();
    }

    /** The message that is written next is within this depth of calls. */
    long call(int depth, String from, String to, String routine, String object) {
        begin(Kind.CALL);
        event.from = "client/" + from;
        event.to = "client/" + to;
        event.routine = routine;
        event.object = object;
        event.machine = "client";
        onStrand("main", depth);
        return write();
    }

    /** A machine loses power. */
    long powerCut(String machine) {
        begin(Kind.FAULT);
        event.machine = machine;
        event.fault = "power-cut: " + machine + " loses power";
        faults.merge("power-cut", 1L, Long::sum);
        return write();
    }

    /** A decision other than the boring one. */
    long decision(String words) {
        begin(Kind.DECISION);
        event.decision = "0123456789abcdef=fedcba9876543210 " + words;
        return write();
    }

    /** The violation that ends the run, in a call. */
    void violated(Violation violation, long inCall) {
        begin(Kind.VIOLATION);
        event.from = violation.place();
        event.routine = violation.rule().id();
        event.status = violation.detail();
        event.machine = "client";
        event.cause = inCall;
        write();
    }

    /** The run, which has violated this, or has held. */
    FinishedRun run(@Nullable Violation violation, TurningPoints turning) {
        RunResult result =
                new RunResult(
                        violation == null ? Verdict.HELD : Verdict.VIOLATED,
                        "",
                        violation == null ? List.of() : List.of(violation),
                        violation == null ? null : "client",
                        412,
                        timeNs,
                        faults,
                        List.of(),
                        3,
                        1,
                        Map.of(),
                        null,
                        List.of());
        return new FinishedRun(
                scenario(),
                Map.of("loss", "12 %"),
                4711,
                result,
                new TraceHash(seq, "00"),
                Ending.COMPLETE,
                trace,
                turning,
                LeftOut.NOTHING);
    }

    private static Scenario scenario() {
        Where where = Where.whole("tiny.yaml");
        return new Scenario(
                new Title("tiny", "A test.", List.of(), List.of(), where),
                List.of(),
                new World(List.of(), List.of(), List.of(), List.of()),
                List.of(),
                new FaultPlan(List.of(), null),
                List.of(),
                null,
                null,
                Limits.USUAL,
                List.of(),
                null,
                null);
    }

    private void begin(Kind kind) {
        event.clear();
        event.kind = kind;
        event.seq = ++seq;
        event.timeNs = timeNs;
    }

    private void onStrand(String strand, int depth) {
        event.onStrand = true;
        event.strand = strand;
        event.depth = depth;
        event.irql = "PASSIVE_LEVEL";
    }

    private long write() {
        if (cause != 0) {
            event.cause = cause;
            cause = 0;
        }
        trace.write(event);
        return seq;
    }
}
