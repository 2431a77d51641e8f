package dev.irpflow.sim.scenario.write;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultTerms;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.write.Yaml.Block;
import dev.irpflow.sim.scenario.write.Yaml.Line;
import dev.irpflow.sim.scenario.write.Yaml.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes faults. */
final class FaultWriter {
    private FaultWriter() {}

    static Block fault(Fault fault) {
        var block = new Block();
        String verb = fault.verb();
        switch (fault) {
            case Fault.Lose lose -> frames(block.put(verb, lose.share()), lose.of());
            case Fault.Duplicate twice -> frames(block.put(verb, twice.share()), twice.of());
            case Fault.Reorder reorder ->
                    frames(block.put(verb, reorder.share()), reorder.of()).put("by", reorder.by());
            case Fault.Corrupt corrupt ->
                    frames(block.put(verb, corrupt.share()), corrupt.of())
                            .put("leaving", corrupt.leaving().word());
            case Fault.Cut cut -> block.put(verb, places(cut.links()));
            case Fault.Flap flap ->
                    block.put(verb, places(flap.links()))
                            .put("every", flap.every())
                            .put("down-for", flap.downFor());
            case Fault.Slow slow ->
                    block.put(verb, places(slow.links())).put("by", slow.by()).put("to", slow.to());
            case Fault.Pause pause -> block.put(verb, pause.machine());
            case Fault.SlowDown slow -> block.put(verb, slow.machine()).put("by", slow.by());
            case Fault.Fail fail ->
                    block.put(verb, fail.target().written())
                            .put(
                                    "with-status",
                                    fail.with() == null ? "any-documented" : fail.with().written());
            case Fault.Delay delay ->
                    block.put(verb, delay.target().written()).put("by", delay.by());
            case Fault.Pend pend -> block.put(verb, pend.target().written());
            case Fault.Cancel cancel -> block.put(verb, cancel.target().written());
            case Fault.CompleteEarly early ->
                    block.put(verb, early.target().written())
                            .put("with-status", name(early.with()));
            case Fault.CompleteTwice twice -> block.put(verb, twice.target().written());
            case Fault.NeverComplete never -> block.put(verb, never.target().written());
            case Fault.Raise raise ->
                    block.put(verb, raise.target().written())
                            .put("with-status", name(raise.with()));
            case Fault.Exhaust exhaust -> block.put(verb, exhaust.what().word());
            case Fault.EachSite each ->
                    block.put(verb, each.written())
                            .put("with-status", each.with() == null ? null : each.with().written());
            case Fault.Crash crash ->
                    block.put(verb, crash.machine())
                            .put(
                                    "bug-check",
                                    crash.bugCheck() == null ? null : crash.bugCheck().written());
            case Fault.Restart restart ->
                    block.put(verb, restart.machine()).put("down-for", restart.downFor());
            case Fault.Skew skew ->
                    block.put(verb, skew.machine()).put(skew.back() ? "back" : "by", skew.by());
            case Fault.Stop stop -> block.put(verb, stop.what()).put("on", stop.machine());
            case Fault.EndSession end -> block.put(verb, end.machine()).put("of", end.client());
            case Fault.ForceClose close ->
                    block.put(verb, close.machine())
                            .put("of", close.kind() == null ? null : close.kind().word())
                            .put("port", close.port() == 0 ? null : Integer.toString(close.port()));
            case Fault.Storm storm ->
                    block.putRows(verb, storm.faults().stream().map(FaultWriter::fault).toList());
        }
        return terms(block, fault.terms());
    }

    private static @Nullable String name(@Nullable Status status) {
        return status == null ? null : status.written();
    }

    private static Block frames(Block block, Fault.Frames frames) {
        return block.put("on", places(frames.links())).put("of", frames.kind());
    }

    /** One place as itself, several as a list, none not at all. */
    static @Nullable Yaml places(List<? extends Plain> places) {
        if (places.isEmpty()) {
            return null;
        }
        return places.size() == 1
                ? new Line(places.getFirst().written())
                : new Rows(places.stream().<Yaml>map(p -> new Line(p.written())).toList());
    }

    private static Block terms(Block block, FaultTerms terms) {
        return block.put("on", places(terms.on()))
                .put("name", terms.name())
                .put("nth", terms.nth() == null ? null : terms.nth().written())
                .put("chance", terms.chance())
                .put("at", terms.at())
                .put("during", terms.during())
                .put("when", terms.when() == null ? null : PropertyWriter.moment(terms.when()))
                .put("for", terms.lasts())
                .put("at-most", ScenarioWriter.number(terms.atMost()))
                .put("weight", terms.weight() == 1 ? null : Long.toString(terms.weight()))
                .put("may-miss", terms.mayMiss() ? "true" : null);
    }
}
