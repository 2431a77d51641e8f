package dev.irpflow.redirector;

import dev.irpflow.driver.MiniRedirector;
import dev.irpflow.driver.Rdbss;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.RxContextId;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.MRxCleanupFobx;
import dev.irpflow.protocol.rdbss.MRxCloseSrvOpen;
import dev.irpflow.protocol.rdbss.MRxCreate;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MRxDeallocateForFcb;
import dev.irpflow.protocol.rdbss.MRxDeallocateForFobx;
import dev.irpflow.protocol.rdbss.MRxDevFcbXXXControlFile;
import dev.irpflow.protocol.rdbss.MRxExtractNetRootName;
import dev.irpflow.protocol.rdbss.MRxFinalizeNetRoot;
import dev.irpflow.protocol.rdbss.MRxFinalizeSrvCall;
import dev.irpflow.protocol.rdbss.MRxFinalizeVNetRoot;
import dev.irpflow.protocol.rdbss.MRxFlush;
import dev.irpflow.protocol.rdbss.MRxForceClosed;
import dev.irpflow.protocol.rdbss.MRxIsValidDirectory;
import dev.irpflow.protocol.rdbss.MRxQueryFileInfo;
import dev.irpflow.protocol.rdbss.MRxSetFileInfo;
import dev.irpflow.protocol.rdbss.MRxShouldTryToCollapseThisOpen;
import dev.irpflow.protocol.rdbss.MRxSrvCallWinnerNotify;
import dev.irpflow.protocol.rdbss.MRxStart;
import dev.irpflow.protocol.rdbss.MRxStop;
import dev.irpflow.protocol.status.NtStatus;

/**
 * The redirector's dispatch table: every routine that RDBSS calls. Start, stop and control are done
 * here; what concerns servers is {@link Servers}' affair, what concerns files {@link Files}'.
 */
final class StreamDispatch implements MiniRedirector {
    // WSK comes up with the machine; who starts a redirector may wait so long for it.
    private static final int WSK_WAIT_MS = 10_000;

    private final Routines kernel;
    private final WskRegistrationId registration;
    private final Servers servers;
    private final Files files;
    private final Mappings mappings;
    private boolean captured;

    StreamDispatch(
            Routines kernel,
            RedirectorSettings settings,
            WskRegistrationId registration,
            Servers servers) {
        this.kernel = kernel;
        this.registration = registration;
        this.servers = servers;
        this.files = new Files(kernel, settings, servers);
        this.mappings = new Mappings(kernel, settings.deviceName());
    }

    /** Gives up the connections that the network provider has added. */
    void closeConnections() {
        mappings.closeAll();
    }

    /** Releases WSK, if it is captured. */
    void releaseWsk() {
        servers.stopped();
        servers.awaitFailed(); // they have sockets
        if (captured) {
            captured = false;
            kernel.wsk().releaseProviderNPI(registration);
        }
    }

    @Override
    public NtStatus start(MRxStart call) {
        Wsk.CaptureProviderNPIResult npi =
                kernel.wsk().captureProviderNPI(registration, WSK_WAIT_MS);
        if (npi.isSuccess()) {
            captured = true;
            servers.started(npi.client());
        }
        return npi.status();
    }

    @Override
    public NtStatus stop(MRxStop call) {
        releaseWsk();
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public NtStatus devFcbXXXControlFile(
            MRxDevFcbXXXControlFile call, MRxDevFcbXXXControlFile.Out.Builder out) {
        if (call.getMajorFunction() != IrpMajor.IRP_MJ_DEVICE_CONTROL) {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        RxContextId context = new RxContextId(call.getRxContext());
        if (call.getControlCode() == ControlCodes.START) {
            Rdbss.StartMinirdrResult started = kernel.rdbss().startMinirdr(context);
            // To start what has been started is no mistake of the caller's.
            return started.status() == NtStatus.STATUS_REDIRECTOR_STARTED
                    ? NtStatus.STATUS_SUCCESS
                    : posted(started.status(), started.postToFsp(), out);
        }
        if (call.getControlCode() == ControlCodes.STOP) {
            Rdbss.StopMinirdrResult stopped = kernel.rdbss().stopMinirdr(context);
            return posted(stopped.status(), stopped.postToFsp(), out);
        }
        return changeConnections(call);
    }

    // RDBSS wants to do this in a worker thread: it calls us again there.
    private static NtStatus posted(
            NtStatus status, boolean toFsp, MRxDevFcbXXXControlFile.Out.Builder out) {
        if (toFsp) {
            out.setPostRequest(true);
        }
        return status;
    }

    private NtStatus changeConnections(MRxDevFcbXXXControlFile call) {
        boolean adds = call.getControlCode() == ControlCodes.ADD_CONNECTION;
        if (!adds && call.getControlCode() != ControlCodes.DELETE_CONNECTION) {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        Mapping mapping =
                call.hasInputBuffer() ? Mapping.of(kernel.mm().read(call.getInputBuffer())) : null;
        if (mapping == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return adds ? mappings.add(mapping) : mappings.delete(mapping);
    }

    @Override
    public NtStatus createSrvCall(MRxCreateSrvCall call) {
        return servers.createSrvCall(call);
    }

    @Override
    public NtStatus srvCallWinnerNotify(MRxSrvCallWinnerNotify call) {
        return NtStatus.STATUS_SUCCESS; // there is one mini-redirector, and it has won
    }

    @Override
    public void extractNetRootName(
            MRxExtractNetRootName call, MRxExtractNetRootName.Out.Builder out) {
        servers.extractNetRootName(call, out);
    }

    @Override
    public NtStatus createVNetRoot(MRxCreateVNetRoot call) {
        mappings.viewIsBuilt(call);
        return servers.createVNetRoot(call);
    }

    @Override
    public NtStatus finalizeVNetRoot(MRxFinalizeVNetRoot call) {
        return NtStatus.STATUS_SUCCESS; // a view has nothing of its own
    }

    @Override
    public NtStatus finalizeNetRoot(MRxFinalizeNetRoot call) {
        return servers.finalizeNetRoot(call);
    }

    @Override
    public NtStatus finalizeSrvCall(MRxFinalizeSrvCall call) {
        return servers.finalizeSrvCall(call);
    }

    @Override
    public NtStatus isValidDirectory(MRxIsValidDirectory call) {
        return NtStatus.STATUS_SUCCESS; // on our server every folder is there
    }

    // Each open has a handle of its own on the server, so that each can be opened again by itself.
    @Override
    public NtStatus shouldTryToCollapseThisOpen(MRxShouldTryToCollapseThisOpen call) {
        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
    }

    @Override
    public NtStatus create(MRxCreate call, MRxCreate.Out.Builder out) {
        return files.create(call, out);
    }

    @Override
    public NtStatus lowIoRead(LowIoOpRead call, LowIoOpRead.Out.Builder out) {
        return files.read(call);
    }

    @Override
    public NtStatus lowIoWrite(LowIoOpWrite call, LowIoOpWrite.Out.Builder out) {
        return files.write(call);
    }

    @Override
    public NtStatus flush(MRxFlush call) {
        return files.flush(call);
    }

    @Override
    public NtStatus queryFileInfo(MRxQueryFileInfo call, MRxQueryFileInfo.Out.Builder out) {
        return files.queryFileInfo(call, out);
    }

    @Override
    public NtStatus setFileInfo(MRxSetFileInfo call) {
        return files.setFileInfo(call);
    }

    @Override
    public NtStatus cleanupFobx(MRxCleanupFobx call) {
        return NtStatus.STATUS_SUCCESS; // nothing is kept for a handle of the application's
    }

    @Override
    public NtStatus closeSrvOpen(MRxCloseSrvOpen call) {
        return files.close(call.getSrvOpen());
    }

    @Override
    public NtStatus forceClosed(MRxForceClosed call) {
        return files.close(call.getSrvOpen());
    }

    @Override
    public NtStatus deallocateForFobx(MRxDeallocateForFobx call) {
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public NtStatus deallocateForFcb(MRxDeallocateForFcb call) {
        return NtStatus.STATUS_SUCCESS;
    }
}
