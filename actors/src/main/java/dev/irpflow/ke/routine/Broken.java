package dev.irpflow.ke.routine;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/** Tells of a breach by whoever made a call, and stops the machine where Windows would. */
public final class Broken {
    private static final int LIST_ENTRY_CORRUPTION = 3;

    private Broken() {}

    /** A breach that no bug check is documented for. */
    public static void rule(Rule rule, Call call, String detail, Sink sink) {
        rule(rule, call, detail, null, sink);
    }

    /**
     * A breach.
     *
     * @param detail the facts in words that follow the caller's name
     * @param stop the bug check that a developer would see
     */
    public static void rule(
            Rule rule, Call call, String detail, @Nullable BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, call.from(), call.from() + " " + detail, call, stop);
    }

    /** 0xC4 with this sub-code, which Driver Verifier shows. */
    public static BugCheck verifier(int subCode, long p2, long p3, long p4) {
        return DRIVER_VERIFIER_DETECTED_VIOLATION.with(subCode, p2, p3, p4);
    }

    /** 0x139 for a LIST_ENTRY whose neighbours are no longer so: at its next use, here at once. */
    public static BugCheck corruptList() {
        return KERNEL_SECURITY_CHECK_FAILURE.with(LIST_ENTRY_CORRUPTION, 0, 0, 0);
    }

    /** Which of two bug checks is shown: that of Driver Verifier if it looks for it, or else. */
    public static BugCheck either(Sink sink, BugCheck withVerifier, BugCheck without) {
        return sink.machine().settings().shows(withVerifier) ? withVerifier : without;
    }
}
