package dev.irpflow.rdbss;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the structures of RDBSS have in common: a count of references, a condition, and the requests
 * that wait for the condition to become stable. Page:
 * windows-driver-docs-pr/ifs/connection-and-file-structure-management.md.
 */
abstract sealed class RxStructure extends KernelObject permits NamedStructure, Fcb, SrvOpen, Fobx {
    private final Deque<Step> waiters = new ArrayDeque<>(2);
    private int count = 1;
    private Condition condition = Condition.IN_TRANSITION;
    private NtStatus failure = NtStatus.STATUS_SUCCESS;
    private boolean finalising;

    /** How many references there are, the one of its table included. */
    final int count() {
        return count;
    }

    /** One reference more. */
    final void reference() {
        count++;
    }

    /** One reference less; gives what is left. */
    final int dereference() {
        if (count == 0) {
            throw new IllegalStateException(this + " has no reference left to take away");
        }
        return --count;
    }

    final Condition condition() {
        return condition;
    }

    /** Why it is BAD; STATUS_SUCCESS if it is not. */
    final NtStatus failure() {
        return failure;
    }

    /** It was made: GOOD if the status is a success, else BAD. */
    final void stabilise(NtStatus outcome) {
        become(outcome == NtStatus.STATUS_SUCCESS ? Condition.GOOD : Condition.BAD);
        failure = outcome;
    }

    /** No new user gets it from now on. */
    final void close() {
        become(Condition.CLOSED);
    }

    final boolean isGood() {
        return condition == Condition.GOOD;
    }

    final boolean isInTransition() {
        return condition == Condition.IN_TRANSITION;
    }

    /** Those who wait for it to become stable, first come first. */
    final Deque<Step> waiters() {
        return waiters;
    }

    /** Begins its end; false if that has begun already: each structure ends once. */
    final boolean beginFinalising() {
        boolean first = !finalising;
        finalising = true;
        become(Condition.CLOSED);
        return first;
    }

    private void become(Condition next) {
        changes(condition.name(), next.name());
        condition = next;
    }
}
