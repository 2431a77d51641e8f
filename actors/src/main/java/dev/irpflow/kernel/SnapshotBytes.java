package dev.irpflow.kernel;

import dev.irpflow.kernel.dump.PoolState.Allocation;
import java.util.HexFormat;

/** An allocation in a crash dump, with some of its bytes: its first ones, or those in question. */
final class SnapshotBytes {
    // A dump stays small; what a bug check points at is worth more.
    private static final int USUAL = 128;
    private static final int AROUND = 512;

    private SnapshotBytes() {}

    static Allocation of(Region region, BugCheck stop) {
        long pointed = pointedAt(region, stop);
        int from = pointed < 0 ? 0 : (int) Math.max(0, pointed - AROUND) & -16;
        int most = pointed < 0 ? USUAL : 2 * AROUND;
        int to = Math.min(region.length(), from + most);
        String lent = region.lentFor();
        return new Allocation(
                region.id(),
                region.label(),
                region.address(0),
                region.kind().name(),
                region.tag(),
                region.length(),
                region.owner(),
                region.locks(),
                region.residents().stream().map(KernelObject::id).toList(),
                lent == null ? "" : lent,
                from,
                HexFormat.of().formatHex(region.bytes(), Math.min(from, to), to));
    }

    // The offset at which a parameter points into it; below 0 if none does.
    private static long pointedAt(Region region, BugCheck stop) {
        for (long parameter : new long[] {stop.p1(), stop.p2(), stop.p3(), stop.p4()}) {
            long offset = parameter - region.address(0);
            if (offset >= 0 && offset <= region.length()) {
                return offset;
            }
        }
        return -1;
    }
}
