package dev.irpflow.sim.run;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Faults that are about operations rather than calls: what is in flight when they begin is theirs
 * too, oldest first, and some act where an operation ends.
 */
final class FaultsInFlight {
    private record Loss(String fault, long site) {}

    private final Stage stage;
    private final RunFaults.World world;
    private final Map<Call, Loss> losses = new LinkedHashMap<>();

    FaultsInFlight(Stage stage, RunFaults.World world) {
        this.stage = stage;
        this.world = world;
    }

    /** Whether a fault is about this call. */
    boolean isSubject(Fault.OnCalls fault, Call call) {
        return fault instanceof Fault.CompleteTwice
                ? isCompletion(fault, call)
                : CallFate.isSubject(fault, call);
    }

    // The call that completes an IRP whose operation is meant.
    private boolean isCompletion(Fault.OnCalls fault, Call call) {
        if (!(call.request() instanceof IoCompleteRequest)
                || call.from().component().equals(Place.FAULTS)) {
            return false;
        }
        Call begun = world.operations().endedBy(call);
        return begun != null && isMeant(fault, begun, irpOf(call));
    }

    private static boolean isMeant(Fault.OnCalls fault, Call begun, @Nullable Irp irp) {
        return irp != null
                && CallFate.isAt(fault, begun)
                && switch (fault.target()) {
                    case Target.AnyCall(), Target.AnyCompletion() -> true;
                    case Target.Routine(String name) ->
                            begun.contract().name().equals(name) || isAsked(irp, name);
                    case Target.Script _ -> false;
                };
    }

    // The driver that has the IRP was asked for this by its dispatch routine.
    private static boolean isAsked(Irp irp, String major) {
        StackLocation location = irp.currentOrNull();
        return location != null
                && location.device() != null
                && location.major().name().equals(major);
    }

    private static @Nullable Irp irpOf(Call call) {
        long id = call.contract().objectId(call.request());
        return call.to().machine().objects().find(id, Irp.class);
    }

    /** Does what a fault does to an operation, where it strikes; false if it can do nothing. */
    boolean act(ArmedFault fault, Call call, long site) {
        long decided = fault.decidedAt(site, null);
        return switch (fault.fault()) {
            case Fault.Cancel _ -> world.cancelLater(call, fault.name(), decided);
            case Fault.CompleteTwice _ -> world.completeAgainLater(call, fault.name(), decided);
            default -> false;
        };
    }

    /** A fault begins: it acts on the operations that are in flight, as on those to come. */
    void begin(ArmedFault fault, Fault.OnCalls what, Consumer<ArmedFault> struck) {
        boolean isOfOperations =
                what instanceof Fault.Cancel
                        || what instanceof Fault.NeverComplete
                        || what instanceof Fault.Fail;
        if (!isOfOperations) {
            return;
        }
        stage.footprint().everything();
        for (Call begun : world.operations().open()) {
            Irp irp = irpOf(begun);
            boolean pends = begun.isReturned() && irp != null && !irp.isCancelRequested();
            if (pends && isMeant(what, begun, irp) && fault.isOpen()) {
                long site = stage.site(begun.path(), Site.join(RunFaults.FAULT, fault.key()));
                if (canStrike(what, begun)
                        && fault.isMeantAt(site, null, stage.chooser())
                        && strike(fault, what, begun, site)) {
                    struck.accept(fault);
                }
            }
        }
    }

    private boolean strike(ArmedFault fault, Fault.OnCalls what, Call begun, long site) {
        if (what instanceof Fault.Cancel) {
            return act(fault, begun, site);
        }
        losses.put(begun, new Loss(fault.name(), fault.decidedAt(site, null)));
        if (what instanceof Fault.Fail fail) {
            world.operations()
                    .fail(
                            begun,
                            CallFate.endOf(fail, contractOf(what, begun), stage.chooser(), site));
        } else {
            world.operations().lose(begun);
        }
        return true;
    }

    // An operation that is pending fails with a status that its page lists for its end.
    private static boolean canStrike(Fault.OnCalls what, Call begun) {
        return !(what instanceof Fault.Fail fail)
                || CallFate.canEndWith(fail, contractOf(what, begun));
    }

    // What a driver was asked for says how it may end, not the call that sent it.
    private static RoutineContract contractOf(Fault.OnCalls what, Call begun) {
        RoutineContract named =
                what.target() instanceof Target.Routine(String name)
                        ? ContractTable.get().find(name)
                        : null;
        return named == null ? begun.contract() : named;
    }

    /** A fault ends, and spares what it has not struck yet. */
    void end(ArmedFault fault) {
        for (Iterator<Map.Entry<Call, Loss>> each = losses.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<Call, Loss> loss = each.next();
            if (loss.getValue().fault().equals(fault.name())) {
                world.operations().keep(loss.getKey());
                each.remove();
            }
        }
    }

    /** What becomes of a call that completes an operation which is to be lost; null for others. */
    FaultPoint.@Nullable Fate lost(Call call) {
        if (losses.isEmpty() || !(call.request() instanceof IoCompleteRequest)) {
            return null;
        }
        Call begun = world.operations().endedBy(call);
        NtStatus failure = world.operations().takeFailing(call);
        if (failure != null) {
            Loss fails = losses.remove(begun);
            return fails == null
                    ? null
                    : new FaultPoint.Fate.FailEnd(fails.fault(), failure, fails.site());
        }
        Loss loss = world.operations().takeLost(call) ? losses.remove(begun) : null;
        return loss == null ? null : new FaultPoint.Fate.Lose(loss.fault(), loss.site());
    }
}
