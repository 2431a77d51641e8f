package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.wsk.InspectId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WSK_SOCKET: what belongs to every socket, whatever its category and state. */
final class Socket extends KernelObject implements Target {
    private final Registration registration;
    private final SocketCategory category;
    private final AddressFamily family;
    private final Deque<Call> calls = new ArrayDeque<>(2);
    private SocketState state = new SocketState.Created();
    private @Nullable Long context;
    private long dispatch;
    private @Nullable AcceptQueue backlog;
    private int irps;
    private final EventSwitch events = new EventSwitch();
    private final Inspections inspections = new Inspections();
    private @Nullable InspectId inspectId;
    private final SocketOptions options = new SocketOptions();
    private List<Pending> addressChanges = new ArrayList<>(0);

    Socket(Registration registration, SocketCategory category, AddressFamily family) {
        this.registration = registration;
        this.category = category;
        this.family = family;
        events.setStatic(registration.staticEvents());
    }

    /** The registration instance that it was made under. */
    Registration registration() {
        return registration;
    }

    SocketCategory category() {
        return category;
    }

    /** Of which its addresses are. */
    AddressFamily family() {
        return family;
    }

    SocketState state() {
        return state;
    }

    /** Goes over to another phase. */
    void become(SocketState next, Sink sink) {
        sink.machine().log().changed("wsk-socket", state.word(), next.word());
        this.state = next;
        sink.machine().log().state(this, next.word());
    }

    /** SocketContext, null for none. */
    @Nullable Long context() {
        return context;
    }

    /** The address of the client's dispatch table, 0 for none. */
    long dispatch() {
        return dispatch;
    }

    /** Belongs to its client from now on: its context and its callbacks. */
    void give(@Nullable Long clientContext, long clientDispatch) {
        this.context = clientContext;
        this.dispatch = clientDispatch;
    }

    /** Which of its callbacks are on, and which run. */
    EventSwitch events() {
        return events;
    }

    /** Conditional accept, of a listening socket. */
    Inspections inspections() {
        return inspections;
    }

    /** The id of the request from which it has come; null unless it was inspected. */
    @Nullable InspectId inspectId() {
        return inspectId;
    }

    void inspectedAs(InspectId id) {
        this.inspectId = id;
    }

    /** What its options are set to. */
    SocketOptions options() {
        return options;
    }

    /** The SIO_ADDRESS_LIST_CHANGE that wait, oldest first. */
    List<Pending> addressChanges() {
        return addressChanges;
    }

    /** The same, which from now on are none. */
    List<Pending> takeAddressChanges() {
        List<Pending> all = addressChanges;
        addressChanges = new ArrayList<>(0);
        return all;
    }

    /** Whether a callback is on, and the client has it. */
    boolean isIndicated(DispatchSlots slots, SocketEvent event) {
        return events.isOn(event)
                && dispatch != 0
                && slots.has(registration.owner(), dispatch, event.callback());
    }

    /** The queue of a listening socket where it waits to be accepted; null if it does not. */
    @Nullable AcceptQueue backlog() {
        return backlog;
    }

    void waitIn(@Nullable AcceptQueue queue) {
        this.backlog = queue;
    }

    /** Notes that a function of this socket has been entered. */
    void entered(Call call) {
        while (!calls.isEmpty() && calls.getLast().isReturned()) {
            calls.removeLast();
        }
        calls.addLast(call);
    }

    /**
     * A call of a function of this socket that another strand is inside of, null if there is none.
     */
    @Nullable Call openCallBeside(Call call) {
        for (Call open : calls) {
            if (!open.isReturned() && open.strand() != call.strand()) {
                return open;
            }
        }
        return null;
    }

    @Override
    public void irpTaken() {
        irps++;
    }

    @Override
    public void irpEnded() {
        irps--;
    }

    /** Whether nothing but the IRP of WskCloseSocket is left. */
    boolean isDrained() {
        return irps == 0 && !events.isAnyRunning();
    }

    @Override
    protected String noun() {
        return "wsk-socket";
    }
}
