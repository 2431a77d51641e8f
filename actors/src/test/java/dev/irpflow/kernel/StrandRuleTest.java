package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Only the component that was called last on a strand may call or return there. */
class StrandRuleTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private @Nullable Call held;

    @Test
    void aComponentDoesNotReturnTheCallOfAnother() {
        hold();
        intrude((call, sink) -> sink.returns(call, NtStatus.STATUS_SUCCESS));

        assertThatThrownBy(host::run).rootCause().hasMessageContaining("m/intruder returns");
    }

    @Test
    void aComponentDoesNotCallWithinTheCallOfAnother() {
        hold();
        intrude((call, sink) ->
                sink.call(
                        call,
                        CallKind.CALL,
                        sink.self(),
                        KStartRoutine.getDefaultInstance(),
                        "tag"));

        assertThatThrownBy(host::run).rootCause().hasMessageContaining("m/intruder calls");
    }

    @FunctionalInterface
    private interface Misuse {
        void with(Call other, Sink sink);
    }

    private void hold() {
        Place holder = host.bind(machine, "holder", (message, sink) -> held = (Call) message);
        machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        holder,
                        "thread",
                        KStartRoutine.getDefaultInstance(),
                        "tag",
                        0);
        host.step();
    }

    private void intrude(Misuse misuse) {
        Place intruder =
                host.bind(
                        machine,
                        "intruder",
                        (message, sink) -> {
                            Call other = held;
                            if (other == null) {
                                throw new IllegalStateException("nothing is held");
                            }
                            misuse.with(other, sink);
                        });
        machine.strands()
                .beginDpc(intruder, "dpc", KDeferredRoutine.getDefaultInstance(), "tag", 0, 0);
    }
}
