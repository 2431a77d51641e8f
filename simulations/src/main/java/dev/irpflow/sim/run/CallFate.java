package dev.irpflow.sim.run;

import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Raising;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What a fault of the call boundary does to a call that it is about. */
final class CallFate {
    private static final List<List<Integer>> FAILURES = allFailures();

    private CallFate() {}

    private static List<List<Integer>> allFailures() {
        List<List<Integer>> all =
                new ArrayList<>(Collections.nCopies(RoutineContract.indexCount(), List.of()));
        for (RoutineContract contract : ContractTable.get().routines()) {
            all.set(contract.index(), documented(contract));
        }
        return List.copyOf(all);
    }

    /** Null if it can do nothing to this call, or acts later: a cancel. */
    static FaultPoint.@Nullable Fate of(
            Fault.OnCalls fault, ArmedFault armed, Call call, Chooser chooser, long site) {
        String name = armed.name();
        long decided = armed.decidedAt(site, null);
        return switch (fault) {
            case Fault.Fail fail -> failure(fail.with(), name, call, chooser, site, decided);
            case Fault.Delay delay ->
                    new FaultPoint.Fate.Delay(
                            name, DrawnTime.in(delay.by(), chooser, site), decided);
            case Fault.Pend pend -> new FaultPoint.Fate.Pend(name, decided);
            case Fault.Cancel _, Fault.CompleteTwice _ -> null;
            case Fault.CompleteEarly early -> {
                NtStatus status = drawn(early.with(), ends(call.contract()), chooser, site);
                yield status == null ? null : new FaultPoint.Fate.End(name, status, decided);
            }
            case Fault.NeverComplete _ -> new FaultPoint.Fate.Hold(name, decided);
            case Fault.Raise raise -> {
                List<Integer> raises = call.contract().raises().stream().boxed().toList();
                NtStatus status = drawn(raise.with(), raises, chooser, site);
                yield status == null ? null : new FaultPoint.Fate.Raise(name, status, decided);
            }
            case Fault.Exhaust exhaust ->
                    of(name, call.contract(), Exhaustion.code(exhaust.what()), decided);
            case Fault.EachSite each when each.asks() -> atSite(each, name, call, chooser, site);
            case Fault.EachSite each -> {
                List<Integer> codes = failuresAt(each, call);
                yield codes.isEmpty() ? null : of(name, call.contract(), codes.getFirst(), decided);
            }
        };
    }

    // What the fault says, or one of these, drawn by site; null if there is none.
    private static @Nullable NtStatus drawn(
            @Nullable Status with, List<Integer> codes, Chooser chooser, long site) {
        if (with != null) {
            return NtStatus.forNumber(with.code());
        }
        if (codes.isEmpty()) {
            return null;
        }
        long drawn = chooser.draw(Site.join(site, 2));
        return NtStatus.forNumber(codes.get(Site.below(drawn, codes.size())));
    }

    /**
     * Whether the operation of a routine may end with the failure of a fault.
     *
     * @param with that failure; null for any that its page lists
     */
    static boolean canEndWith(@Nullable Status with, RoutineContract contract) {
        return contract.returns() == Returns.NTSTATUS
                && (with == null
                        ? !ends(contract).isEmpty()
                        : with.code() < 0 && contract.permitsAtCompletion(with.code()));
    }

    /** The failure with which it ends: that of the fault, or one that its page lists. */
    static NtStatus endOf(
            @Nullable Status with, RoutineContract contract, Chooser chooser, long site) {
        return Objects.requireNonNull(drawn(with, ends(contract), chooser, site));
    }

    // The failures with which the operation of a routine may end.
    private static List<Integer> ends(RoutineContract contract) {
        SequencedSet<Integer> failures = new LinkedHashSet<>();
        if (contract.returns() == Returns.NTSTATUS) {
            contract.atCompletion().stream().filter(code -> code < 0).forEach(failures::add);
            contract.others().stream().filter(code -> code < 0).forEach(failures::add);
        }
        return List.copyOf(failures);
    }

    static boolean isSubject(Fault.OnCalls fault, Call call) {
        if (!isAt(fault, call)) {
            return false;
        }
        return switch (fault) {
            case Fault.Exhaust exhaust -> !isOurs(call) && Exhaustion.asksFor(exhaust.what(), call);
            case Fault.Raise _ -> Raising.isLegalOf(call) && isTarget(fault, call);
            case Fault.NeverComplete _ -> isBegun(fault, call);
            case Fault.CompleteEarly _ -> isBegun(fault, call) && !isSpared(fault, call);
            case Fault.Fail _ -> isTarget(fault, call) && !isSpared(fault, call);
            case Fault.Delay _, Fault.Pend _, Fault.Cancel _, Fault.CompleteTwice _ ->
                    isTarget(fault, call);
            case Fault.EachSite _ -> isTarget(fault, call) && !Infallible.is(call);
        };
    }

    // Whoever names a routine means it; of any call those are meant that can fail.
    private static boolean isSpared(Fault.OnCalls fault, Call call) {
        return isOfAny(fault) && (Infallible.is(call) || Infallible.isSent(call));
    }

    /** Whether a fault names no routine. */
    static boolean isOfAny(Fault.OnCalls fault) {
        return switch (fault.target()) {
            case Target.AnyCall _, Target.AnyCompletion _ -> true;
            case Target.Routine _, Target.Script _ -> false;
        };
    }

    /** Whether a call is from or to the places that the fault is about. */
    static boolean isAt(Fault.OnCalls fault, Call call) {
        List<Place> places = fault.terms().on();
        String machine = call.to().machine().name();
        return Place.isAmong(places, machine, call.to().component())
                || Place.isAmong(places, machine, call.from().component());
    }

    // It begins an operation that ends with a completion.
    private static boolean isBegun(Fault.OnCalls fault, Call call) {
        Completes completes = call.contract().completes();
        boolean byIrp = completes == Completes.IRP_ALWAYS;
        boolean byCall =
                fault instanceof Fault.CompleteEarly
                        && !call.contract().option().getCompletedBy().isEmpty();
        return (byIrp || byCall)
                && (fault.target() instanceof Target.AnyCompletion
                        ? call.kind() == CallKind.CALL && !isOurs(call)
                        : isTarget(fault, call));
    }

    private static boolean isTarget(Fault.OnCalls fault, Call call) {
        return switch (fault.target()) {
            case Target.Routine(String name) ->
                    call.contract().name().equals(name) && !StepEvent.isWaitedForBy(call);
            case Target.Script _ ->
                    throw new IllegalStateException("the loader let a fault of a script through");
            case Target.AnyCall() when fault instanceof Fault.EachSite ->
                    FailureSite.isAny(call) && !isOurs(call) && !StepEvent.isWaitedForBy(call);
            case Target.AnyCall() ->
                    call.kind() == CallKind.CALL
                            && call.contract().returns() == Returns.NTSTATUS
                            && !isOurs(call);
            case Target.AnyCompletion() -> call.kind() == CallKind.COMPLETION;
        };
    }

    // A thread's first call, and what a step calls for its own waiting, are no subject of "any".
    private static boolean isOurs(Call call) {
        return call.from() == call.to()
                || (call.from().component().equals(Application.PLACE)
                        && call.contract().serves().equals("ke"));
    }

    // Null if the answer is that it goes on.
    private static FaultPoint.@Nullable Fate atSite(
            Fault.EachSite each, String name, Call call, Chooser chooser, long site) {
        List<Integer> codes = failuresAt(each, call);
        if (codes.isEmpty()) {
            return null;
        }
        FailureSite question = new FailureSite(call, codes);
        int answer = chooser.choose(site, question);
        return answer == 0 ? null : of(name, call.contract(), question.code(answer), site);
    }

    private static List<Integer> failuresAt(Fault.EachSite each, Call call) {
        return each.with() == null ? failuresOf(call) : List.of(each.with().code());
    }

    // What the fault says, or any documented failure of the routine, drawn by site; null if its
    // page
    // documents none.
    private static FaultPoint.@Nullable Fate failure(
            @Nullable Status with,
            String name,
            Call call,
            Chooser chooser,
            long site,
            long decided) {
        RoutineContract contract = call.contract();
        if (with != null) {
            return of(name, contract, with.code(), decided);
        }
        List<Integer> failures = failures(contract);
        if (failures.isEmpty()) {
            return null;
        }
        long drawn = chooser.draw(Site.join(site, 2));
        return of(name, contract, failures.get(Site.below(drawn, failures.size())), decided);
    }

    private static FaultPoint.@Nullable Fate of(
            String name, RoutineContract contract, int code, long decided) {
        if (contract.codes() != CodeDomain.NTSTATUS) {
            return new FaultPoint.Fate.Answer(name, code, decided);
        }
        NtStatus status = NtStatus.forNumber(code);
        boolean byStatus =
                contract.returns() == Returns.NTSTATUS || contract.raises().contains(code);
        if (byStatus && status != null) {
            return new FaultPoint.Fate.Fail(name, status, decided);
        }
        return contract.option().getFailsWithCount() == 0
                ? null
                : new FaultPoint.Fate.Answer(name, contract.option().getFailsWith(0), decided);
    }

    // Whoever has not asked for an exception gets NULL, whatever the reason.
    private static List<Integer> failuresOf(Call call) {
        RoutineContract contract = call.contract();
        boolean isByValue =
                contract.returns() != Returns.NTSTATUS
                        && !contract.raises().isEmpty()
                        && contract.option().getFailsWithCount() > 0
                        && !Raising.isLegalOf(call);
        return isByValue ? List.of((int) contract.option().getFailsWith(0)) : failures(contract);
    }

    /** The codes with which a routine may fail, as its page says and this emulation adds. */
    static List<Integer> failures(RoutineContract contract) {
        return FAILURES.get(contract.index());
    }

    // STATUS_MORE_PROCESSING_REQUIRED is negative and no failure: somebody goes on with the IRP.
    private static List<Integer> documented(RoutineContract contract) {
        SequencedSet<Integer> failures = new LinkedHashSet<>();
        boolean isNtStatus = contract.codes() == CodeDomain.NTSTATUS;
        contract.atReturn().stream()
                .filter(code -> isNtStatus ? code < 0 : code != 0)
                .forEach(failures::add);
        if (contract.completes() == Completes.CALLBACK_ALWAYS) {
            contract.atCompletion().stream().filter(code -> code < 0).forEach(failures::add);
        }
        contract.others().stream().filter(code -> code < 0).forEach(failures::add);
        if (contract.returns() != Returns.NTSTATUS) { // else it raises for some arguments only
            contract.raises().stream().forEach(failures::add);
        }
        if (failures.isEmpty() && contract.option().getFailsWithCount() > 0) {
            failures.add((int) contract.option().getFailsWith(0));
        }
        failures.remove(NtStatus.STATUS_MORE_PROCESSING_REQUIRED.getNumber());
        return List.copyOf(failures);
    }
}
