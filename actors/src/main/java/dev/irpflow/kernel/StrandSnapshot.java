package dev.irpflow.kernel;

import com.google.protobuf.TextFormat;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.kernel.dump.StrandState.Frame;
import dev.irpflow.kernel.dump.StrandState.HeldLock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strand in a crash dump: its open calls, what it holds and what it waits for. */
final class StrandSnapshot {
    // A buffer of data is no parameter that anybody reads.
    private static final int LONGEST = 160;

    private StrandSnapshot() {}

    static StrandState of(Strand strand) {
        List<StrandStack.Part> parts =
                strand.owner() instanceof StrandStack stack ? stack.parts() : List.of();
        List<Frame> calls = new ArrayList<>();
        for (Call call = strand.top(); call != null; call = call.outer()) {
            calls.add(frame(call, parts));
        }
        List<Long> waitsFor = new ArrayList<>();
        return new StrandState(
                strand.id(),
                strand.name(),
                strand.kind().words(),
                strand.irql().name(),
                strand.processorNumber(),
                stateOf(strand),
                reason(strand, waitsFor),
                waitsFor,
                calls,
                locks(strand));
    }

    private static Frame frame(Call call, List<StrandStack.Part> parts) {
        long object = call.contract().objectId(call.request());
        KernelObject found = object == 0 ? null : call.strand().machine().objects().find(object);
        List<String> lines = List.of();
        for (StrandStack.Part part : parts) {
            if (part.call() == call) {
                lines = part.lines();
            }
        }
        return new Frame(
                call.seq(),
                call.kind().name(),
                call.contract().name(),
                call.from().toString(),
                call.to().toString(),
                object,
                found == null ? "" : found.label(),
                call.entryIrql().name(),
                text(call.request()),
                lines);
    }

    /** A message in one line. */
    static String text(com.google.protobuf.Message message) {
        String text = TextFormat.printer().emittingSingleLine(true).printToString(message);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static List<HeldLock> locks(Strand strand) {
        if (!strand.holdsLocks()) {
            return List.of();
        }
        List<HeldLock> locks = new ArrayList<>();
        for (HeldLocks.Held held : strand.locks().all()) {
            locks.add(
                    new HeldLock(
                            held.lock().id(),
                            held.lock().label(),
                            held.kind().name(),
                            held.form().name(),
                            held.oldIrql().name()));
        }
        return locks;
    }

    private static String stateOf(Strand strand) {
        if (strand.isSpinning()) {
            return "spinning";
        }
        Processor on = strand.processor();
        if (on != null) {
            boolean runs = on.dpc() == strand || (on.thread() == strand && on.dpc() == null);
            return runs ? "running" : on.thread() == strand ? "interrupted" : "queued";
        }
        return strand.hasNext() ? "ready" : "waiting";
    }

    private static String reason(Strand strand, List<Long> objects) {
        if (strand.wanted() instanceof KernelObject lock) {
            objects.add(lock.id());
            return (strand.isSpinning() ? "spins for " : "waits for ") + lock;
        }
        Wait wait = strand.waitsIn();
        if (wait != null) {
            wait.objects().forEach(object -> objects.add(object.id()));
            return wait.words();
        }
        if (strand.isStalled()) {
            return "a fault holds its next message back";
        }
        if (strand.hasNext() || strand.processor() != null) {
            return "";
        }
        return held(strand.top(), objects);
    }

    // The component that it has come to holds the call.
    private static String held(@Nullable Call top, List<Long> objects) {
        if (top == null) {
            return "";
        }
        long object = top.contract().objectId(top.request());
        if (object != 0) {
            objects.add(object);
        }
        return "%s has not answered %s".formatted(top.to(), top.contract().name());
    }
}
