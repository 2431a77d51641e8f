package dev.irpflow.sim.run;

import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.machine.FaultAgent;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Faults that are about operations rather than calls: what is in flight when they begin is theirs
 * too, oldest first, and some act where an operation ends.
 */
final class FaultsInFlight {
    /** What becomes of the end of an operation. */
    private enum Kind {
        LOST,
        FAILED,
        LATE
    }

    // by: how late it is, in nanoseconds
    private record Mark(Kind kind, String fault, long site, long by) {}

    private final Stage stage;
    private final RunFaults.World world;
    private final Moments moments;
    private final Map<Call, Mark> marks = new LinkedHashMap<>(); // one at most strikes an end

    FaultsInFlight(Stage stage, RunFaults.World world, Moments moments) {
        this.stage = stage;
        this.world = world;
        this.moments = moments;
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
                || call.from().component().equals(FaultAgent.PLACE)) {
            return false;
        }
        Call begun = world.operations().endedBy(call);
        Irp irp = irpOf(call);
        return begun != null && irp != null && isMeant(fault, begun, irp);
    }

    private static boolean isMeant(Fault.OnCalls fault, Call begun, @Nullable Irp irp) {
        return (CallFate.isAt(fault, begun) || isHeldAt(fault, irp))
                && switch (fault.target()) {
                    case Target.AnyCall(), Target.AnyCompletion() -> true;
                    case Target.Routine(String name) ->
                            begun.contract().name().equals(name) || isAsked(irp, name);
                    case Target.Script _ -> false;
                };
    }

    // Whoever began the operation, the driver that has its IRP is meant.
    private static boolean isHeldAt(Fault.OnCalls fault, @Nullable Irp irp) {
        StackLocation location = irp == null ? null : irp.currentOrNull();
        DeviceObject device = location == null ? null : location.device();
        return device != null
                && Place.isAmong(
                        fault.terms().on(),
                        device.driver().machine().name(),
                        device.driver().component());
    }

    // The driver that has the IRP was asked for this by its dispatch routine.
    private static boolean isAsked(@Nullable Irp irp, String major) {
        StackLocation location = irp == null ? null : irp.currentOrNull();
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

    /**
     * A fault begins: it acts on the operations that are in flight, as on those to come.
     *
     * @param struck is told of each strike
     */
    void begin(ArmedFault fault, Fault.OnCalls what, Runnable struck) {
        if (!isOfPending(what)) {
            return;
        }
        stage.footprint().everything();
        for (Call begun : world.operations().open()) {
            if (fault.isOpen() && canStrike(what, begun)) {
                moments.metPending(fault.name(), begun);
                long site = stage.site(begun.path(), Site.join(RunFaults.FAULT, fault.key()));
                if (fault.isMeantAt(site, null, stage.chooser())
                        && strike(fault, what, begun, site)) {
                    struck.run();
                }
            }
        }
    }

    // The others are about calls that come; ends that come are met when they do.
    private static boolean isOfPending(Fault.OnCalls what) {
        return switch (what) {
            case Fault.Cancel _, Fault.NeverComplete _, Fault.Fail _, Fault.CompleteEarly _ -> true;
            case Fault.Delay delay -> !(delay.target() instanceof Target.AnyCompletion);
            case Fault.CompleteTwice _,
                    Fault.Pend _,
                    Fault.Raise _,
                    Fault.Exhaust _,
                    Fault.EachSite _ ->
                    false;
        };
    }

    private boolean canStrike(Fault.OnCalls what, Call begun) {
        Irp irp = irpOf(begun);
        if (!isPending(begun, irp) || !isMeant(what, begun, irp)) {
            return false;
        }
        boolean isNew = !marks.containsKey(begun);
        boolean isSpared = CallFate.isOfAny(what) && cannotFail(irp);
        boolean isEndedByCall = !begun.contract().completedBy().isEmpty();
        return switch (what) {
            case Fault.Fail fail -> isNew && !isSpared && canEndWith(fail.with(), what, begun, irp);
            case Fault.CompleteEarly early ->
                    isNew && !isSpared && irp != null && canEndWith(early.with(), what, begun, irp);
            case Fault.Delay _ -> isNew && (irp != null || isEndedByCall);
            case Fault.NeverComplete _ -> isNew && irp != null;
            case Fault.Cancel _ -> irp != null;
            case Fault.CompleteTwice _, Fault.Pend _, Fault.Raise _, Fault.Exhaust _ -> false;
            case Fault.EachSite _ -> false;
        };
    }

    private static boolean cannotFail(@Nullable Irp irp) {
        StackLocation location = irp == null ? null : irp.currentOrNull();
        return location != null && Infallible.isAskedBy(location);
    }

    // Its call has returned, or waits for a driver below, which has pended it.
    private static boolean isPending(Call begun, @Nullable Irp irp) {
        if (irp == null) {
            return begun.isReturned();
        }
        StackLocation location = irp.currentOrNull();
        boolean isPended = begun.isReturned() || (location != null && location.isPendingReturned());
        return isPended && !irp.isCancelRequested();
    }

    // An operation that is pending fails with a status that its page lists for its end.
    private static boolean canEndWith(
            @Nullable Status with, Fault.OnCalls what, Call begun, @Nullable Irp irp) {
        return (irp != null || !begun.contract().completedBy().isEmpty())
                && CallFate.canEndWith(with, contractOf(what, begun));
    }

    private boolean strike(ArmedFault fault, Fault.OnCalls what, Call begun, long site) {
        return switch (what) {
            case Fault.Cancel _ -> act(fault, begun, site);
            case Fault.NeverComplete _ -> {
                mark(Kind.LOST, fault, begun, site, 0);
                world.operations().lose(begun);
                yield true;
            }
            case Fault.Delay delay -> {
                long by = DrawnTime.in(delay.by(), stage.chooser(), site);
                yield mark(Kind.LATE, fault, begun, site, by);
            }
            case Fault.Fail fail -> fails(fail.with(), fault, what, begun, site);
            case Fault.CompleteEarly early -> {
                // Nobody but the driver that has an IRP may end it, and a cancel makes it do so.
                fails(early.with(), fault, what, begun, site);
                yield world.cancelLater(begun, fault.name(), fault.decidedAt(site, null));
            }
            case Fault.CompleteTwice _, Fault.Pend _, Fault.Raise _, Fault.Exhaust _ -> false;
            case Fault.EachSite _ -> false;
        };
    }

    private boolean fails(
            @Nullable Status with, ArmedFault fault, Fault.OnCalls what, Call begun, long site) {
        NtStatus status = CallFate.endOf(with, contractOf(what, begun), stage.chooser(), site);
        world.operations().fail(begun, status);
        return mark(Kind.FAILED, fault, begun, site, 0);
    }

    private boolean mark(Kind kind, ArmedFault fault, Call begun, long site, long by) {
        marks.put(begun, new Mark(kind, fault.name(), fault.decidedAt(site, null), by));
        return true;
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
        for (Iterator<Map.Entry<Call, Mark>> each = marks.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Call, Mark> mark = each.next();
            if (mark.getValue().fault().equals(fault.name())) {
                world.operations().keep(mark.getKey());
                each.remove();
            }
        }
    }

    /** What becomes of a call that ends an operation which was struck; null for others. */
    FaultPoint.@Nullable Fate atEnd(Call call) {
        if (marks.isEmpty() || !call.contract().endsOperations()) {
            return null;
        }
        Call begun = world.operations().endedBy(call);
        Mark mark = begun == null ? null : marks.remove(begun);
        if (begun == null || mark == null) {
            return null;
        }
        return switch (mark.kind()) {
            case LOST ->
                    world.operations().takeLost(call)
                            ? new FaultPoint.Fate.Lose(mark.fault(), mark.site())
                            : null;
            case FAILED -> {
                NtStatus status = world.operations().takeFailing(call);
                yield status == null
                        ? null
                        : new FaultPoint.Fate.FailEnd(mark.fault(), begun, status, mark.site());
            }
            case LATE -> new FaultPoint.Fate.Delay(mark.fault(), mark.by(), mark.site());
        };
    }
}
