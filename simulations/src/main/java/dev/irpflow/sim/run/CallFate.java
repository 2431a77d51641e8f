package dev.irpflow.sim.run;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.kernel.Machine;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fault of the call boundary does to a call that it is about. */
final class CallFate {
    private CallFate() {}

    /** Null if it can do nothing to this call, or acts later: a cancel. */
    static FaultPoint.@Nullable Fate of(
            Fault.OnCalls fault, ArmedFault armed, Call call, Chooser chooser, long site) {
        String name = armed.name();
        long decided = armed.decidedAt(site, null);
        return switch (fault) {
            case Fault.Fail fail -> {
                NtStatus status = statusOf(fail.with(), call, chooser, site);
                yield status == null ? null : new FaultPoint.Fate.Fail(name, status, decided);
            }
            case Fault.Delay delay ->
                    new FaultPoint.Fate.Delay(
                            name, DrawnTime.in(delay.by(), chooser, site), decided);
            case Fault.Pend pend -> new FaultPoint.Fate.Pend(name, decided);
            case Fault.Cancel cancel -> null;
        };
    }

    static boolean isSubject(Fault.OnCalls fault, Call call) {
        Machine machine = call.to().machine();
        if (!Moments.isOn(fault.terms().on(), machine.name(), call.to().component())
                && !Moments.isOn(fault.terms().on(), machine.name(), call.from().component())) {
            return false;
        }
        return switch (fault.target()) {
            case Target.Routine(String name) -> call.contract().name().equals(name);
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

    // Any documented failure of the routine, drawn by site; null if its page documents none.
    private static @Nullable NtStatus statusOf(
            @Nullable Status with, Call call, Chooser chooser, long site) {
        if (with != null) {
            return NtStatus.forNumber(with.code());
        }
        RoutineContract contract = call.contract();
        List<Integer> failures = new ArrayList<>();
        contract.atReturn().stream().filter(code -> code < 0).forEach(failures::add);
        contract.others().stream().filter(code -> code < 0).forEach(failures::add);
        if (failures.isEmpty()) {
            return null;
        }
        long drawn = chooser.draw(Site.join(site, 2));
        return NtStatus.forNumber(failures.get(Site.below(drawn, failures.size())));
    }
}
