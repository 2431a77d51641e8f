package dev.irpflow.rdbss;

import dev.irpflow.kernel.Rule;

/** The rules that RDBSS holds a mini-redirector to. */
public enum RdbssRule implements Rule {
    LOW_IO_COMPLETES_ONCE(
            "rdbss/low-io-completes-once",
            "RxLowIoCompletion is called exactly once for a low I/O routine that returned"
                    + " STATUS_PENDING, and never for one that returned anything else.",
            "wdk-ddi-src/content/lowio/nf-lowio-rxlowiocompletion.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27 or 0x44; a forgotten one hangs")),
    CONNECTION_CALLBACK_ONCE(
            "rdbss/connection-callback-once",
            "The callback of MRxCreateSrvCall and of MRxCreateVNetRoot is called exactly once.",
            "wdk-ddi-src/content/mrx/nc-mrx-pmrx_create_v_net_root.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27; a forgotten one hangs the open")),
    SYNCHRONOUS_ROUTINE_PENDED(
            "rdbss/synchronous-routine-pended",
            "A routine that is no low I/O and makes no connection returns STATUS_PENDING only with"
                    + " PostRequest set, to be called again on a worker.",
            "windows-driver-docs-pr/ifs/network-redirectors-and-the-file-system-process.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27")),
    REQUIRED_SLOT(
            "rdbss/required-slot",
            "The slots that RDBSS calls without looking are not NULL.",
            "windows-driver-docs-pr/ifs/driver-start--stop--and-device-control.md",
            new RealWindows(Answer.BUG_CHECK, "0x7E or 0x50: a call of address 0")),
    ONE_FOBX_FOR_EACH_OPEN(
            "rdbss/one-fobx-for-each-open",
            "A routine that opens a file successfully makes exactly one FOBX, with RxCreateNetFobx,"
                    + " while the FCB is held exclusive.",
            "wdk-ddi-src/content/fcb/nf-fcb-rxcreatenetfobx.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27")),
    NO_RETRY_FROM_CLEANUP(
            "rdbss/no-retry-from-cleanup",
            "MRxCleanupFobx and MRxCloseSrvOpen do not return STATUS_RETRY.",
            "windows-driver-docs-pr/ifs/mrxcleanupfobx.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "")),
    FCB_RESOURCE_OWNER(
            "rdbss/fcb-resource-owner",
            "The FCB resource is released by the thread that holds it, or for it with its"
                    + " ResourceThreadId.",
            "wdk-ddi-src/content/mrxfcb/nf-mrxfcb-rxreleasefcbresourceforthreadinmrx.md",
            new RealWindows(Answer.BUG_CHECK, "0xE3")),
    STRUCTURE_IS_LIVE(
            "rdbss/structure-is-live",
            "A structure of RDBSS is not used after it was finalised, nor one of another type in"
                    + " its place.",
            "windows-driver-docs-pr/ifs/the-rdbss-driver-and-library.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0x27, or 0xD5 with special pool")),
    NOTHING_LEFT_AT_UNREGISTER(
            "rdbss/nothing-left-at-unregister",
            "When a mini-redirector unregisters, each request has ended and each file is closed.",
            "wdk-ddi-src/content/rxstruc/nf-rxstruc-rxunregisterminirdr.md",
            new RealWindows(Answer.SILENT_CORRUPTION, "0xCE or 0x27 afterwards"));

    private final Statement statement;

    RdbssRule(String id, String prose, String page, RealWindows realWindows) {
        statement = new Statement(id, prose, page, realWindows);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
