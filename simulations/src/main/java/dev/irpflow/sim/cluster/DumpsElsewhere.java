package dev.irpflow.sim.cluster;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.node.Control;
import dev.irpflow.sim.dump.DumpFile;
import dev.irpflow.sim.report.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Crash dumps of machines that other processes play, which come in parts. */
final class DumpsElsewhere {
    private static final int PART_BYTES = 256 << 10;
    private static final int MOST_PARTS = 256;

    private final Map<String, List<byte[]>> begun = new LinkedHashMap<>();
    private final List<CrashDump> whole = new ArrayList<>();

    /** A dump in parts; none of one that is larger than the leader takes. */
    static List<Control.DumpPart> parts(CrashDump dump) {
        byte[] bytes = DumpFile.write(dump);
        int count = Math.ceilDiv(bytes.length, PART_BYTES);
        List<Control.DumpPart> parts = new ArrayList<>();
        for (int i = 0; i < count && count <= MOST_PARTS; i++) {
            int end = Math.min(bytes.length, (i + 1) * PART_BYTES);
            byte[] part = Arrays.copyOfRange(bytes, i * PART_BYTES, end);
            parts.add(
                    new Control.DumpPart(
                            dump.machine(), i, count, Base64.getEncoder().encodeToString(part)));
        }
        return parts;
    }

    /** A part has come; those of a machine come in their order. */
    void add(Control.DumpPart part) {
        List<byte[]> parts = begun.computeIfAbsent(part.machine(), name -> new ArrayList<>());
        if (part.part() != parts.size() || part.parts() > MOST_PARTS) {
            begun.remove(part.machine()); // what does not fit together is no dump
            return;
        }
        parts.add(Base64.getDecoder().decode(part.text()));
        if (parts.size() == part.parts()) {
            begun.remove(part.machine());
            CrashDump dump = read(part.machine(), parts);
            if (dump != null) {
                whole.add(dump);
            }
        }
    }

    private static @Nullable CrashDump read(String machine, List<byte[]> parts) {
        byte[] bytes = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        try {
            return DumpFile.read(bytes, "the crash dump of " + machine);
        } catch (Refusal e) {
            return null;
        }
    }

    /** Those that have come whole. */
    List<CrashDump> all() {
        return List.copyOf(whole);
    }
}
