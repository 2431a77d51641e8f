package dev.irpflow.sim.run;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.DriverEntry;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import java.util.List;

/**
 * The question of {@code each-site}: whether the call at one site fails, and how. Option 0 is that
 * it goes on; each other one is a documented failure. Valid until the chooser has answered.
 */
public final class FailureSite implements Options {
    private static final long FAILS = Site.key("fails");

    private final Call call;
    private final List<Integer> codes;

    FailureSite(Call call, List<Integer> codes) {
        this.call = call;
        this.codes = codes;
    }

    // What IoCallDriver answers is the dispatch routine's answer, which is a site of its own.
    static boolean isAny(Call call) {
        GeneratedMessage request = call.request();
        return call.kind() == CallKind.CALL
                && !(request instanceof IoCallDriver || request instanceof DriverEntry)
                && !CallFate.failures(call.contract()).isEmpty();
    }

    /** The call that may fail. */
    public Call call() {
        return call;
    }

    /** The code that an option other than 0 stands for. */
    public int code(int option) {
        return codes.get(option - 1);
    }

    /** The same by its name. */
    public String status(int option) {
        RoutineContract contract = call.contract();
        boolean byValue =
                contract.codes() == CodeDomain.NTSTATUS && contract.returns() != Returns.NTSTATUS;
        return byValue && code(option) == 0 ? "NULL or FALSE" : contract.statusName(code(option));
    }

    @Override
    public Kind kind() {
        return Kind.WAYS;
    }

    @Override
    public int count() {
        return codes.size() + 1;
    }

    @Override
    public long chain(int option) {
        return call.strand().chain();
    }

    @Override
    public long step(int option) {
        return option == 0 ? FAILS : Site.join(FAILS, code(option));
    }

    @Override
    public long number(int option) {
        return option;
    }

    @Override
    public String describe(int option) {
        return option == 0
                ? call.contract().name() + " goes on"
                : call.contract().name() + " fails with " + status(option);
    }
}
