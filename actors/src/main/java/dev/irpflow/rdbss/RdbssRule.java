package dev.irpflow.rdbss;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.MemoryCures;

/** The rules that RDBSS holds a mini-redirector to. */
public enum RdbssRule implements Rule {
    LOW_IO_COMPLETES_ONCE(
            "rdbss/low-io-completes-once",
            "RxLowIoCompletion is called exactly once for a low I/O routine that returned"
                    + " STATUS_PENDING, and never for one that returned anything else.",
            "wdk-ddi-src/content/lowio/nf-lowio-rxlowiocompletion.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27 or 0x44; a forgotten one hangs"),
            new Cure(
                    "one owner",
                    "Take the RX_CONTEXT out of your table of outstanding requests "
                            + "under its lock before you complete it: answer, time-out, cancel "
                            + "and lost connection all go through that one place, and whoever "
                            + "comes second finds nothing. Return STATUS_PENDING only if it is "
                            + "in the table, and complete all of them when the connection is "
                            + "gone.")),
    CONNECTION_CALLBACK_ONCE(
            "rdbss/connection-callback-once",
            "The callback of MRxCreateSrvCall and of MRxCreateVNetRoot is called exactly once.",
            "wdk-ddi-src/content/mrx/nc-mrx-pmrx_create_v_net_root.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27; a forgotten one hangs the open"),
            new Cure(
                    "one call back",
                    "Call the callback of the SRV_CALL or V_NET_ROOT structure in one "
                            + "place that every outcome goes through, failures included, and "
                            + "return STATUS_PENDING whether it was called already or will be.")),
    SYNCHRONOUS_ROUTINE_PENDED(
            "rdbss/synchronous-routine-pended",
            "A routine that is no low I/O and makes no connection returns STATUS_PENDING only with"
                    + " PostRequest set, to be called again on a worker.",
            "windows-driver-docs-pr/ifs/network-redirectors-and-the-file-system-process.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27"),
            new Cure(
                    "post it or wait",
                    "Let the routine wait for the answer and return the result, or set "
                            + "PostRequest and return STATUS_PENDING before you have begun "
                            + "anything: RDBSS calls it again on a worker, where it may wait.")),
    REQUIRED_SLOT(
            "rdbss/required-slot",
            "The slots that RDBSS calls without looking are not NULL.",
            "windows-driver-docs-pr/ifs/driver-start--stop--and-device-control.md",
            new RealWindows(Answer.BUG_CHECK, "0x7E or 0x50: a call of address 0"),
            new Cure(
                    "fill in the required slots",
                    "Fill in every slot that RDBSS calls without looking, with a "
                            + "routine that returns STATUS_NOT_IMPLEMENTED or success if you "
                            + "have nothing to do, before RxRegisterMinirdr.")),
    ONE_FOBX_FOR_EACH_OPEN(
            "rdbss/one-fobx-for-each-open",
            "A routine that opens a file successfully makes exactly one FOBX, with RxCreateNetFobx,"
                    + " while the FCB is held exclusive.",
            "wdk-ddi-src/content/fcb/nf-fcb-rxcreatenetfobx.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27"),
            new Cure(
                    "one FOBX for each open",
                    "Call RxCreateNetFobx once, right before MRxCreate or "
                            + "MRxCollapseOpen returns success, while the FCB is yours; on no "
                            + "failing way, and not again for a reconnect.")),
    NO_RETRY_FROM_CLEANUP(
            "rdbss/no-retry-from-cleanup",
            "MRxCleanupFobx and MRxCloseSrvOpen do not return STATUS_RETRY.",
            "windows-driver-docs-pr/ifs/mrxcleanupfobx.md",
            new RealWindows(Answer.SILENT_CORRUPTION, ""),
            new Cure(
                    "closing always goes through",
                    "Close what is yours, remember what the server could not be told, "
                            + "and return STATUS_SUCCESS; an error of the transport does not "
                            + "keep a file open.")),
    FCB_RESOURCE_OWNER(
            "rdbss/fcb-resource-owner",
            "The FCB resource is released by the thread that holds it, or for it with its"
                    + " ResourceThreadId.",
            "wdk-ddi-src/content/mrxfcb/nf-mrxfcb-rxreleasefcbresourceforthreadinmrx.md",
            new RealWindows(Answer.BUG_CHECK, "0xE3"),
            new Cure(
                    "release what you took, in that thread",
                    "Release the FCB resource in the thread that acquired it. Where a "
                            + "worker does, hand over the ResourceThreadId of the RX_CONTEXT and "
                            + "call RxReleaseFcbResourceForThreadInMRx.")),
    STRUCTURE_IS_LIVE(
            "rdbss/structure-is-live",
            "A structure of RDBSS is not used after it was finalised, nor one of another type in"
                    + " its place.",
            "windows-driver-docs-pr/ifs/the-rdbss-driver-and-library.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27, or 0xD5 with special pool"),
            MemoryCures.LIFE_BY_REFERENCE),
    NOTHING_LEFT_AT_UNREGISTER(
            "rdbss/nothing-left-at-unregister",
            "When a mini-redirector unregisters, each request has ended and each file is closed.",
            "wdk-ddi-src/content/rxstruc/nf-rxstruc-rxunregisterminirdr.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0xCE or 0x27 afterwards"),
            new Cure(
                    "stop, drain, unregister",
                    "Stop first (RxStopMinirdr), fail what is outstanding, close your "
                            + "connections and wait for their completions, and call "
                            + "RxUnregisterMinirdr when your table is empty."));

    private final Statement statement;

    RdbssRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
