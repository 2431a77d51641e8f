package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.ExpandStackCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCalloutEx;
import org.jspecify.annotations.Nullable;

/**
 * How many routines may be open on a strand: its kernel stack by what the smallest routine takes of
 * it, and what was added for callouts. Page:
 * windows-driver-docs-pr/kernel/using-the-kernel-stack.md.
 */
public final class KernelStack {
    // A return address, the home of four parameters, saved registers and a few variables.
    private static final int ROUTINE = 128;
    private static final int DEEPEST = (24 << 10) / ROUTINE; // of a thread on x64

    private KernelStack() {}

    /** Whether a call finds no room on its stack. */
    static boolean isFullFor(Call call) {
        return call.depth() > DEEPEST && call.depth() > deepest(call.outer());
    }

    /** Whether a routine that a call makes finds so many bytes without another segment. */
    public static boolean hasRoom(Call call, long bytes) {
        return call.depth() + routines(bytes) <= deepest(call);
    }

    /** Whether a routine that was called with a stack of its own is open below a call. */
    public static boolean isInCallout(Call call) {
        Call each = call.outer();
        while (each != null && !(each.request() instanceof ExpandStackCallout)) {
            each = each.outer();
        }
        return each != null;
    }

    private static long deepest(@Nullable Call from) {
        long deepest = DEEPEST;
        for (Call each = from; each != null; each = each.outer()) {
            Call asked = each.outer();
            if (asked != null && each.request() instanceof ExpandStackCallout) {
                deepest = Math.max(deepest, asked.depth() + routines(bytes(asked.request())));
            }
        }
        return deepest;
    }

    private static long bytes(GeneratedMessage asked) {
        return switch (asked) {
            case KeExpandKernelStackAndCallout expand -> expand.getSize();
            case KeExpandKernelStackAndCalloutEx expand -> expand.getSize();
            default -> 0;
        };
    }

    private static long routines(long bytes) {
        return Math.ceilDiv(bytes, ROUTINE);
    }
}
