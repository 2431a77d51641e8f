package dev.irpflow.sim.coverage;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.CodeDomain;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;

/** Counts how calls end: with which status, on which path. */
final class Completions {
    /** Instead of a status, where a value that is no code says so. */
    static final String FAILS = "fails";

    /** Its opposite, and what is said of a routine that returns nothing. */
    static final String SUCCEEDS = "succeeds";

    /** Instead of a path: the status was returned, and the operation was to end later. */
    static final String RETURNED = "returned, the end follows";

    private static final int FAILED = 0x0BAD_0001; // beside the codes; no customer bit is used

    private final Tallies tallies;
    private final long key = Site.key(Kind.COMPLETIONS.word());

    Completions(Tallies tallies) {
        this.tallies = tallies;
    }

    /** A call has returned for good. */
    void atReturn(Counted routine, Return answer) {
        Call call = answer.call();
        if (answer.status() == NtStatus.STATUS_SUCCESS
                && !call.isFailedByFault()
                && (routine.returnsStatus || (!routine.hasFailures && routine.code == null))) {
            if (routine.succeeded == Tallies.NONE) {
                routine.succeeded = number(routine, 0, Path.INLINE);
            }
            tallies.count(routine.succeeded);
            return;
        }
        tallies.count(number(routine, codeOf(routine, answer), pathOf(call, Path.INLINE)));
    }

    /** STATUS_PENDING is returned: the end is yet to come, or has been. */
    void pends(Counted routine) {
        int pending = NtStatus.STATUS_PENDING_VALUE;
        long which = Site.join(key, Site.join(routine.contract.key(), pending));
        int number = tallies.find(which);
        tallies.count(
                number == Tallies.NONE
                        ? tallies.add(
                                which, entry(routine, NtStatus.STATUS_PENDING.name(), RETURNED))
                        : number);
    }

    /** The operation of a call has ended with a status. */
    void ended(Counted routine, Call call, int status, Path path) {
        tallies.count(number(routine, status, pathOf(call, path)));
    }

    private static Path pathOf(Call call, Path otherwise) {
        return call.isFailedByFault() ? Path.FAULT : otherwise;
    }

    private int number(Counted routine, int code, Path path) {
        long which =
                Site.join(
                        Site.join(key, routine.contract.key()),
                        (long) code << 32 ^ path.words().hashCode());
        int known = tallies.find(which);
        return known == Tallies.NONE
                ? tallies.add(which, entry(routine, nameOf(routine, code), path.words()))
                : known;
    }

    private static Entry entry(Counted routine, String status, String path) {
        return new Entry(Kind.COMPLETIONS, routine.contract.name(), status, path);
    }

    // A status that is raised is an NTSTATUS whatever the routine returns otherwise.
    private static int codeOf(Counted routine, Return answer) {
        int status = answer.status().getNumber();
        GeneratedMessage out = answer.out();
        if (routine.returnsStatus || status != 0) {
            return status;
        }
        if (routine.code != null) {
            return out != null && out.getField(routine.code) instanceof EnumValueDescriptor value
                    ? value.getNumber()
                    : 0;
        }
        return routine.contract.failed(status, out) ? FAILED : 0;
    }

    private static String nameOf(Counted routine, int code) {
        if (code == FAILED) {
            return FAILS;
        }
        if (routine.returnsStatus || routine.code != null) {
            return code < 0 ? CodeDomain.NTSTATUS.nameOf(code) : routine.contract.statusName(code);
        }
        return code == 0 ? SUCCEEDS : CodeDomain.NTSTATUS.nameOf(code);
    }
}
