package dev.irpflow.rdbss;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * MRX_SRVCALL_CALLBACK_CONTEXT: what MRxCreateSrvCall gets to report its result with. Page:
 * wdk-ddi-src/content/mrx/nc-mrx-pmrx_create_srvcall.md.
 */
final class SrvCallDown extends KernelObject {
    private final RxContext rx;
    private final SrvCall srvCall;
    private final Outcome outcome = new Outcome();
    // Pre-loaded: a mini-redirector that forgets to say so has not found the server.
    private NtStatus status = NtStatus.STATUS_BAD_NETWORK_PATH;
    private @Nullable Long recommunicateContext;

    SrvCallDown(RxContext rx, SrvCall srvCall) {
        this.rx = rx;
        this.srvCall = srvCall;
    }

    RxContext rx() {
        return rx;
    }

    SrvCall srvCall() {
        return srvCall;
    }

    /** Which of the routine's return and the callback have come. */
    Outcome outcome() {
        return outcome;
    }

    NtStatus status() {
        return status;
    }

    /** What MRxSrvCallWinnerNotify is to get, null for nothing. */
    @Nullable Long recommunicateContext() {
        return recommunicateContext;
    }

    void report(NtStatus result, @Nullable Long recommunicate) {
        status = result;
        recommunicateContext = recommunicate;
    }

    @Override
    protected String noun() {
        return "srv-call-context";
    }
}
