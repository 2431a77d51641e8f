package dev.irpflow.redirector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that are not completed: not yet sent, being sent, or sent and
 * without an answer. Whoever takes one out completes it; that is what makes each complete exactly
 * once. It belongs to the thread of the connection and knows nothing of sockets.
 */
class Outstanding {
    private final Deque<PendingRequest> toSend = new ArrayDeque<>();
    private final Map<Long, PendingRequest> sent = new LinkedHashMap<>();
    private @Nullable PendingRequest beingSent;
    private long lastId;

    /** Takes a new request up, behind the others. */
    final void add(PendingRequest request) {
        toSend.addLast(request);
    }

    /** Whether nothing is outstanding. */
    final boolean isEmpty() {
        return toSend.isEmpty() && !expectsAnswer();
    }

    /** Whether an answer may come: somebody has to listen. */
    final boolean expectsAnswer() {
        return beingSent != null || !sent.isEmpty();
    }

    /** The next request, which is being sent from now on; null if there is none. */
    final @Nullable PendingRequest sendNext(long answerDueAt) {
        PendingRequest next = toSend.pollFirst();
        if (next != null) {
            next.sentAs(newId(), answerDueAt);
            beingSent = next;
        }
        return next;
    }

    /** A number that no other request of this connection ever has. */
    final long newId() {
        return ++lastId;
    }

    /** All bytes of the request that was being sent are with the server. */
    final void sendDone() {
        if (beingSent != null) { // else its answer was faster
            sent.put(beingSent.id(), beingSent);
            beingSent = null;
        }
    }

    /**
     * Takes out the request with this number; null if there is none: it was cancelled or given up,
     * or it was never asked.
     */
    final @Nullable PendingRequest answered(long id) {
        PendingRequest request = beingSent;
        if (request != null && request.id() == id) {
            beingSent = null;
            return request;
        }
        return sent.remove(id);
    }

    /** The connection is lost: whatever has no answer is sent again, the oldest first. */
    final void connectionLost() {
        List<PendingRequest> again = toRepeat();
        sent.clear();
        beingSent = null;
        toSend.clear();
        toSend.addAll(again);
    }

    /** What has to be sent on the next connection, in the order in which it was asked. */
    List<PendingRequest> toRepeat() {
        List<PendingRequest> requests = new ArrayList<>(sent.values());
        if (beingSent != null) {
            requests.add(beingSent);
        }
        requests.addAll(toSend);
        return requests;
    }

    /** The requests that were sent and have no answer. */
    final List<PendingRequest> sent() {
        return List.copyOf(sent.values());
    }

    /** The requests that were not sent yet. */
    final List<PendingRequest> toSend() {
        return List.copyOf(toSend);
    }

    /** Takes out the requests that fit, the oldest first. */
    final List<PendingRequest> take(Predicate<PendingRequest> which) {
        List<PendingRequest> taken = new ArrayList<>();
        take(sent.values().iterator(), which, taken);
        if (beingSent != null && which.test(beingSent)) {
            taken.add(beingSent);
            beingSent = null;
        }
        take(toSend.iterator(), which, taken);
        return taken;
    }

    private static void take(
            Iterator<PendingRequest> from,
            Predicate<PendingRequest> which,
            List<PendingRequest> into) {
        while (from.hasNext()) {
            PendingRequest request = from.next();
            if (which.test(request)) {
                from.remove();
                into.add(request);
            }
        }
    }

    /** Whether an answer is overdue: the connection is of no use. */
    final boolean isOverdue(long now) {
        return nextDue() <= now;
    }

    /** When the next answer is due; Long.MAX_VALUE if none is expected. */
    final long nextDue() {
        long next = beingSent == null ? Long.MAX_VALUE : beingSent.dueAt();
        for (PendingRequest request : sent.values()) {
            next = Math.min(next, request.dueAt());
        }
        return next;
    }

    /** When the next request is to be given up; Long.MAX_VALUE if there is none. */
    final long nextGivenUp() {
        long next = beingSent == null ? Long.MAX_VALUE : beingSent.giveUpAt();
        for (PendingRequest request : sent.values()) {
            next = Math.min(next, request.giveUpAt());
        }
        for (PendingRequest request : toSend) {
            next = Math.min(next, request.giveUpAt());
        }
        return next;
    }
}
