package dev.irpflow.rdbss;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.protocol.status.NtStatus;

/**
 * MRX_CREATENETROOT_CONTEXT: what MRxCreateVNetRoot gets to report its two results with. Page:
 * wdk-ddi-src/content/mrx/nc-mrx-pmrx_create_v_net_root.md.
 */
final class VNetRootDown extends KernelObject {
    private final RxContext rx;
    private final VNetRoot vNetRoot;
    private final Outcome outcome = new Outcome();
    // Pre-loaded, unlike the status of MRxCreateSrvCall.
    private NtStatus netRootStatus = NtStatus.STATUS_SUCCESS;
    private NtStatus vNetRootStatus = NtStatus.STATUS_SUCCESS;

    VNetRootDown(RxContext rx, VNetRoot vNetRoot) {
        this.rx = rx;
        this.vNetRoot = vNetRoot;
    }

    RxContext rx() {
        return rx;
    }

    VNetRoot vNetRoot() {
        return vNetRoot;
    }

    /** Which of the routine's return and the callback have come. */
    Outcome outcome() {
        return outcome;
    }

    NtStatus netRootStatus() {
        return netRootStatus;
    }

    NtStatus vNetRootStatus() {
        return vNetRootStatus;
    }

    void report(NtStatus ofNetRoot, NtStatus ofVNetRoot) {
        netRootStatus = ofNetRoot;
        vNetRootStatus = ofVNetRoot;
    }

    @Override
    protected String noun() {
        return "net-root-context";
    }
}
