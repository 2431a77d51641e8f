package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done within one call before it returns: functions of the transport to call,
 * IRPs to complete, callbacks to indicate. They are done one after the other, never one within the
 * other, so that many IRPs that end at once need no deep stack.
 */
final class Agenda implements Step {
    private final Call call;
    private final @Nullable Pending own;
    private @Nullable GeneratedMessage question;
    private @Nullable Pending asker;
    private @Nullable Deque<GeneratedMessage> requests;
    private @Nullable Pending due;
    private @Nullable Deque<Pending> moreDue;
    private @Nullable Pending completing;
    private @Nullable Socket offered;
    private @Nullable Socket indicated;
    private @Nullable Credited credited;
    private @Nullable Socket resumed;
    private NtStatus answer = NtStatus.STATUS_SUCCESS;
    private @Nullable GeneratedMessage out;

    private Agenda(Call call, @Nullable Pending own) {
        this.call = call;
        this.own = own;
    }

    /** The agenda of a DPC, or of a call of the transport or of the I/O manager. */
    static Agenda of(Call call) {
        return new Agenda(call, null);
    }

    /**
     * The agenda of a function that was given this IRP: it returns how the IRP ended, if it has.
     */
    static Agenda of(Call call, Pending own) {
        return new Agenda(call, own);
    }

    /** The call that all this is done within. */
    Call call() {
        return call;
    }

    /** The IRP that the call was made with, null for none. */
    @Nullable Pending own() {
        return own;
    }

    /** Calls a function of the transport first of all; how the IRP goes on hangs on its answer. */
    void ask(GeneratedMessage function, Pending pending) {
        this.question = function;
        this.asker = pending;
    }

    /** Calls a function of the transport whose answer changes nothing. */
    void request(GeneratedMessage function) {
        if (requests == null) {
            requests = new ArrayDeque<>(2);
        }
        requests.addLast(function);
    }

    /** Ends an IRP that nobody else can end any more: it is completed after those before it. */
    void finish(Pending pending, NtStatus status, long information) {
        finish(pending, status, information, null);
    }

    /** Ends it with the status of a point that its routine's page may leave open. */
    void refuse(Pending pending, WskStatus point, Sink sink) {
        finish(pending, point.of(pending.request(), sink), 0);
    }

    /** The same with out-parameters that are written at completion. */
    void finish(
            Pending pending,
            NtStatus status,
            long information,
            @Nullable GeneratedMessage written) {
        pending.end(status, information, written);
        if (due == null) {
            due = pending;
            return;
        }
        if (moreDue == null) {
            moreDue = new ArrayDeque<>(4);
        }
        moreDue.addLast(pending);
    }

    /** Offers a connection to the client of a listening socket. */
    void offer(Socket listener, Socket connection) {
        this.indicated = listener;
        this.offered = connection;
    }

    /** Looks at the end which callbacks of this socket are due. */
    void indicate(Socket socket) {
        this.indicated = socket;
    }

    /** Tells the transport at the end how many octets were consumed. */
    void credit(Credited to) {
        this.credited = to;
    }

    /** Whether the end of this tells the transport what was consumed here. */
    boolean credits(Credited to) {
        return credited == to;
    }

    /** Has a DPC look, after this, which callbacks of this socket are due. */
    void resume(Socket socket) {
        this.resumed = socket;
    }

    /** What the call returns; the functions that take an IRP return how that ended. */
    void answer(NtStatus status, @Nullable GeneratedMessage written) {
        this.answer = status;
        this.out = written;
    }

    /** The function to call next, with {@link #asker} set if its answer matters. */
    @Nullable GeneratedMessage nextRequest() {
        GeneratedMessage next = question;
        if (next != null) {
            question = null;
            return next;
        }
        return requests == null ? null : requests.pollFirst();
    }

    /** The IRP that hangs on the answer that has just come; null for none. */
    @Nullable Pending takeAsker() {
        Pending pending = asker;
        asker = null;
        return pending;
    }

    /** The next IRP to complete; {@link #takeCompleted} gives it again afterwards. */
    @Nullable Pending nextDue() {
        Pending next = due;
        due = moreDue == null ? null : moreDue.pollFirst();
        completing = next;
        return next;
    }

    /** The IRP whose completion has just returned; null for none. */
    @Nullable Pending takeCompleted() {
        Pending pending = completing;
        completing = null;
        return pending;
    }

    /** The connection to offer; null for none, or once it was. */
    @Nullable Socket takeOffered() {
        Socket socket = offered;
        offered = null;
        return socket;
    }

    @Nullable Socket indicated() {
        return indicated;
    }

    /** Nothing is left to do. */
    void end(Sink sink) {
        if (resumed != null) {
            sink.dpc("wsk-indicate", new Later.Resume(resumed));
        }
        if (own == null) {
            sink.returns(call, answer, credited == null ? out : credited.consumed());
        } else if (own.isMarkedPending()) {
            own.returned(NtStatus.STATUS_PENDING);
            sink.returns(call, NtStatus.STATUS_PENDING);
        } else {
            NtStatus status = own.status();
            if (status == null) {
                throw new IllegalStateException(own + " is neither pended nor ended");
            }
            own.returned(status);
            sink.returns(call, status, own.out());
        }
    }
}
