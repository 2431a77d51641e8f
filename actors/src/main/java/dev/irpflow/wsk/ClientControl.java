package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The control codes of WskControlClient that take no IRP, each a call of its own. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_client.md.
 */
final class ClientControl {
    private final Map<Class<?>, ClientCode<?>> codes = new LinkedHashMap<>();
    private final Intake intake;

    ClientControl(Intake intake, List<ClientCode<?>> codes) {
        this.intake = intake;
        codes.forEach(code -> this.codes.put(code.message(), code));
    }

    /** Carries the call out if it is of a code that is modelled; false if it is not. */
    boolean control(Call call, Sink sink) {
        ClientCode<?> code = codes.get(call.request().getClass());
        if (code == null) {
            return false;
        }
        Client client = intake.ofClient(call, ControlFields.client(call), sink);
        if (client != null) {
            if (Intake.refusesIrp(call, ControlFields.irp(call), sink)) {
                sink.returns(call, WskStatus.INVALID_PARAMETER.of(call.request(), sink));
            } else {
                carryOut(code, call, client.registration(), sink);
            }
        }
        return true;
    }

    private static <R extends GeneratedMessage> void carryOut(
            ClientCode<R> code, Call call, Registration client, Sink sink) {
        code.carryOut(code.message().cast(call.request()), call, client, sink);
    }
}
