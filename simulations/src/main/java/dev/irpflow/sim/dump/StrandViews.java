package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.kernel.dump.ProcessorState;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.kernel.dump.StrandState.Frame;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Threads, DPCs, work items and the processors that they run on. */
final class StrandViews {
    private final Dump dump;

    StrandViews(Dump dump) {
        this.dump = dump;
    }

    /** {@code !running}: what each processor does. */
    Reply running(String command) {
        Lines lines = new Lines();
        for (ProcessorState processor : dump.of().processors()) {
            lines.add("Processor %d   %s", processor.number(), processor.irql());
            line("DPC", processor.dpc(), lines);
            line("thread", processor.thread(), lines);
            if (processor.dpc() == 0 && processor.thread() == 0) {
                lines.inner("idle");
            }
        }
        return new Reply(command, lines.all(), dump.of().processors());
    }

    private void line(String what, long id, Lines lines) {
        StrandState strand = dump.strand(id);
        if (strand != null) {
            lines.inner("%-7s %s", what, headline(strand));
            stack(strand, lines);
        }
    }

    /** {@code !dpcs}: the queue of each processor, and all DPC objects. */
    Reply dpcs(String command) {
        Lines lines = new Lines();
        for (ProcessorState processor : dump.of().processors()) {
            lines.add("Processor %d: %d queued", processor.number(), processor.queue().size());
            for (long id : processor.queue()) {
                StrandState strand = dump.strand(id);
                lines.inner(strand == null ? "strand " + id : headline(strand));
            }
        }
        List<ObjectState> objects = dump.objects("Dpc");
        lines.gap().add("DPC objects: %d", objects.size());
        objects.forEach(object -> ObjectViews.write(object, lines));
        return new Reply(command, lines.all(), objects);
    }

    /** {@code !stacks}: every strand in one line. */
    Reply all(String command) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Strand", "Kind", "State", "Irql", "Newest call", "Name"));
        for (StrandState strand : dump.of().strands()) {
            rows.add(
                    List.of(
                            Long.toString(strand.id()),
                            strand.kind(),
                            strand.state(),
                            strand.irql(),
                            strand.calls().isEmpty() ? "" : strand.calls().getFirst().routine(),
                            strand.name()));
        }
        Lines lines = new Lines().add("Strands: %d", dump.of().strands().size()).table(rows);
        return new Reply(command, lines.all(), dump.of().strands());
    }

    /** {@code !thread [ID]}: a strand, by default the one that ran. */
    Reply one(String command, String id) throws Refusal {
        StrandState strand = id.isEmpty() ? dump.current() : dump.strand(Dump.number(id));
        if (strand == null) {
            throw new Refusal(
                    id.isEmpty()
                            ? command + ": no strand ran when the machine died"
                            : id + ": no strand of this dump; !stacks lists them");
        }
        Lines lines = new Lines().add(headline(strand));
        if (!strand.reason().isEmpty()) {
            lines.inner(strand.reason());
        }
        for (StrandState.HeldLock lock : strand.locks()) {
            lines.inner(
                    "holds %s (%s, %s), to return to %s",
                    lock.label(), lock.kind(), lock.form(), lock.oldIrql());
        }
        stack(strand, lines);
        return new Reply(command, lines.all(), strand);
    }

    static String headline(StrandState strand) {
        return "%d %s (%s), %s at %s"
                .formatted(
                        strand.id(), strand.name(), strand.kind(), strand.state(), strand.irql());
    }

    /** The open calls, newest first, each with the driver's lines. */
    static void stack(StrandState strand, Lines lines) {
        int number = 0;
        for (Frame frame : strand.calls()) {
            lines.inner(
                    "%02x  %s!%s%s%s  %s",
                    number++,
                    frame.to(),
                    frame.routine(),
                    frame.label().isEmpty() ? "" : "  " + frame.label(),
                    frame.parameters().isEmpty() ? "" : "  { " + frame.parameters() + " }",
                    frame.irql());
            frame.lines().forEach(line -> lines.inner("        at " + line));
        }
    }
}
