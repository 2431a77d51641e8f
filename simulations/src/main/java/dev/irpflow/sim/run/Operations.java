package dev.irpflow.sim.run;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations that are open: which call began each, and which call ends it. An operation is
 * known by the object that carries it (its IRP, its RX_CONTEXT), as the contract says.
 */
final class Operations {
    private record Key(Machine machine, long object) {}

    /** An operation that has ended, for whoever waits for its completion. */
    record Ended(Call begun, NtStatus status) {}

    private final Map<Key, Call> open = new LinkedHashMap<>();
    private final Map<Call, Call> completing = new LinkedHashMap<>(); // what a completion ends
    private final Set<Call> kept = new LinkedHashSet<>(); // told of once, and open again
    private final Set<Call> lost = new LinkedHashSet<>(); // whose completion a fault loses
    private final Map<Call, NtStatus> failing = new LinkedHashMap<>(); // how a fault ends it
    private final Carriers carriers = new Carriers();
    private long endedOfApplication;
    private @Nullable Call ending; // the newest call that ended an operation, and which
    private @Nullable Call ended;

    /**
     * A call is delivered: it may begin an operation; gives the one that it ends, null for none.
     */
    @Nullable Ended called(Call call) {
        RoutineContract contract = call.contract();
        boolean mayPend = mayPend(contract);
        if (!mayPend && !contract.endsOperations()) {
            return null;
        }
        long object = contract.objectId(call.request());
        if (object == 0) {
            return null;
        }
        Machine machine = call.to().machine();
        Key key = new Key(machine, object);
        Call begun = open.get(key);
        if (begun != null && ends(contract, begun.contract())) {
            ending = call;
            ended = begun;
            if (isLost(begun, call, object)) {
                return null; // it is not told that it has ended
            }
            open.remove(key);
            if (call.request() instanceof IoCompleteRequest) {
                completing.put(call, begun);
            }
            NtStatus status = failing.getOrDefault(begun, statusOf(call, object));
            return kept.remove(begun) ? null : ended(begun, status);
        }
        if (mayPend) {
            // What a driver sends on stays the operation of whoever began it.
            open.putIfAbsent(new Key(machine, carriers.of(call)), call);
        }
        return null;
    }

    // One that was cancelled ends as cancelled.
    private boolean isLost(Call begun, Call call, long object) {
        Irp irp = lost.isEmpty() ? null : call.to().machine().objects().find(object, Irp.class);
        return irp != null && !irp.isCancelRequested() && lost.contains(begun);
    }

    /** The call that began the operation which this one ends; null if it was told of none. */
    @Nullable Call endedBy(Call call) {
        return ending == call ? ended : null;
    }

    /** The completion of an operation is to be lost, unless it is cancelled. */
    void lose(Call begun) {
        lost.add(begun);
    }

    /** It is not to be lost any more. */
    void keep(Call begun) {
        lost.remove(begun);
        failing.remove(begun);
    }

    /** An operation is to end with this failure, however it ends. */
    void fail(Call begun, NtStatus status) {
        failing.put(begun, status);
    }

    /** How a fault lets the operation end that this call ends; null for as it does. */
    @Nullable NtStatus takeFailing(Call call) {
        Call begun = endedBy(call);
        return begun == null ? null : failing.remove(begun);
    }

    /** Whether this call ends an operation whose completion is lost; asked once for each. */
    boolean takeLost(Call call) {
        Call begun = endedBy(call);
        Key key = new Key(call.to().machine(), call.contract().objectId(call.request()));
        return begun != null && open.get(key) == begun && lost.remove(begun);
    }

    /**
     * The call that began the operation which a call is to cancel; null if it is to cancel none.
     */
    @Nullable Call cancelled(Call call) {
        boolean byIrp = call.contract().name().equals("IoCancelIrp");
        if (!byIrp && call.kind() != CallKind.CANCEL) {
            return null;
        }
        Call outer = call.outer();
        if (outer != null && outer.contract().name().equals("IoCancelIrp")) {
            return null; // its cancel routine: told already
        }
        long object = call.contract().objectId(call.request());
        return open.get(new Key(call.to().machine(), object));
    }

    /** A return is delivered: one that is not STATUS_PENDING may be the end of its operation. */
    @Nullable Ended returned(Return answer) {
        Call call = answer.call();
        if (call.request() instanceof IoCompleteRequest request) {
            completed(call, request);
            return null;
        }
        if (!mayPend(call.contract()) || answer.status() == NtStatus.STATUS_PENDING) {
            return null;
        }
        Key key = new Key(call.to().machine(), carriers.of(call));
        if (open.get(key) != call) {
            return null;
        }
        open.remove(key);
        return kept.remove(call) ? null : ended(call, answer.status());
    }

    private Ended ended(Call begun, NtStatus status) {
        if (begun.from().component().equals(Application.PLACE)) {
            endedOfApplication++;
        }
        return new Ended(begun, status);
    }

    /** How many operations have ended that the application had begun itself. */
    long endedOfApplication() {
        return endedOfApplication;
    }

    // A completion routine has kept the IRP: a driver has it still, and what it carries is open.
    private void completed(Call call, IoCompleteRequest request) {
        Call begun = completing.remove(call);
        Machine machine = call.to().machine();
        Irp irp = begun == null ? null : machine.objects().find(request.getIrp(), Irp.class);
        StackLocation at = irp == null ? null : irp.currentOrNull();
        if (begun != null && at != null && at.device() != null) {
            open.put(new Key(machine, request.getIrp()), begun);
            kept.add(begun);
        }
    }

    /** The machine is gone, and its operations with it. */
    void forget(Machine machine) {
        open.keySet().removeIf(key -> key.machine() == machine);
        completing.keySet().removeIf(call -> call.to().machine() == machine);
        kept.removeIf(call -> call.to().machine() == machine);
        lost.removeIf(call -> call.to().machine() == machine);
        failing.keySet().removeIf(call -> call.to().machine() == machine);
    }

    /** The calls whose operations have not ended, oldest first. */
    List<Call> open() {
        return new ArrayList<>(open.values());
    }

    private static boolean mayPend(RoutineContract contract) {
        return contract.completes() == Completes.IRP_ALWAYS
                || contract.completes() == Completes.IF_PENDING
                || contract.completes() == Completes.CALLBACK_ALWAYS;
    }

    private static boolean ends(RoutineContract ending, RoutineContract begun) {
        String by = begun.option().getCompletedBy();
        return by.isEmpty() ? ending.name().equals("IoCompleteRequest") : ending.name().equals(by);
    }

    private static NtStatus statusOf(Call call, long object) {
        if (call.request() instanceof RxLowIoCompletion completion) {
            return completion.getStatus();
        }
        Irp irp = call.to().machine().objects().find(object, Irp.class);
        return irp == null ? NtStatus.STATUS_SUCCESS : irp.status();
    }
}
