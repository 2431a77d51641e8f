package dev.irpflow.redirector;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Cell;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.MrxCreatenetrootContextId;
import dev.irpflow.driver.MrxSrvcallCallbackContextId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MRxExtractNetRootName;
import dev.irpflow.protocol.rdbss.MRxFinalizeNetRoot;
import dev.irpflow.protocol.rdbss.MRxFinalizeSrvCall;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The redirector's SRV_CALLs and NET_ROOTs: the servers it is connected to, and their shares. Page:
 * {@code windows-driver-docs-pr/ifs/connection-and-name-resolution.md}.
 */
final class Servers {
    private final Routines kernel;
    private final RedirectorSettings settings;
    private final CompletionRoutine signal;
    private final DriverContext context;
    private final Supplier<Outstanding> outstanding;
    private final Waiter.Idle waiters;

    // In C these are the contexts in the structures of RDBSS, and no tables. Here they are touched
    // between two calls only, where nothing else runs.
    private final Map<Long, ServerConnection> bySrvCall = new LinkedHashMap<>();
    private final Map<Long, RemoteShare> byNetRoot = new LinkedHashMap<>();

    // Connections that became no SRV_CALL: nobody finalises them, and their threads may still run.
    private final List<ServerConnection> failed = new ArrayList<>();

    // Every connection asks for it while the driver may be about to release it.
    private final Cell<@Nullable WskClientId> client;

    Servers(
            Routines kernel,
            RedirectorSettings settings,
            CompletionRoutine signal,
            DriverContext context,
            Supplier<Outstanding> outstanding) {
        this.kernel = kernel;
        this.settings = settings;
        this.signal = signal;
        this.context = context;
        this.client = context.cell("WSK client", null);
        this.outstanding = outstanding;
        this.waiters = new Waiter.Idle(kernel);
    }

    /** WSK is there. */
    void started(WskClientId wskClient) {
        client.set(wskClient);
    }

    /** WSK is to be left alone: no connection begins from now on. */
    void stopped() {
        client.set(null);
    }

    /** The share of a NET_ROOT, null if the redirector has none for it. */
    @Nullable RemoteShare share(long netRoot) {
        return byNetRoot.get(netRoot);
    }

    /** Asks a server for something and waits for the end. */
    Waiter.Answer ask(ServerConnection server, Operation operation) {
        return waiters.ask(server, operation, settings.giveUpMs());
    }

    /**
     * MRxCreateSrvCall. The answer is always STATUS_PENDING; how it ended, the callback says, which
     * here comes from the thread of the new connection.
     */
    NtStatus createSrvCall(MRxCreateSrvCall call) {
        failed.removeIf(ServerConnection::hasEnded);
        var context = new MrxSrvcallCallbackContextId(call.getCallbackContext());
        String name = call.getSrvCallName().substring(1); // behind its backslash
        ByteString address = settings.host(name);
        if (address == null) {
            kernel.rdbss().srvCallCallback(context, NtStatus.STATUS_BAD_NETWORK_PATH, null);
            return NtStatus.STATUS_PENDING;
        }
        ServerConnection server = ServerConnection.begin(parts(address));
        if (server == null) {
            kernel.rdbss().srvCallCallback(context, NtStatus.STATUS_INSUFFICIENT_RESOURCES, null);
            return NtStatus.STATUS_PENDING;
        }
        bySrvCall.put(call.getSrvCall(), server);
        server.submit(
                new PendingRequest(
                        new Operation.Connect(),
                        null,
                        server.giveUpAfter(settings.connectMs()),
                        (status, response) -> connected(call, context, status)));
        return NtStatus.STATUS_PENDING;
    }

    private ServerConnection.Parts parts(ByteString address) {
        SocketAddress remote =
                SocketAddress.newBuilder()
                        .setFamily(Wsk.AF_INET)
                        .setAddress(address)
                        .setPort(settings.port())
                        .build();
        Recovery.Target target =
                new Recovery.Target() {
                    @Override
                    public @Nullable WskClientId client() {
                        return client.get();
                    }

                    @Override
                    public SocketAddress address() {
                        return remote;
                    }
                };
        return new ServerConnection.Parts(
                kernel, settings, signal, context, outstanding.get(), target);
    }

    // A server that does not answer is a path that is not there, for whoever looks for its owner:
    // the
    // pages of the prefix query let no error of the transport through.
    private void connected(
            MRxCreateSrvCall call, MrxSrvcallCallbackContextId context, NtStatus status) {
        if (NtStatuses.isSuccess(status)) {
            kernel.rdbss().srvCallCallback(context, status, call.getSrvCall());
        } else {
            ServerConnection server = bySrvCall.remove(call.getSrvCall());
            if (server != null) {
                failed.add(server);
                server.leave(); // this is its thread: it ends when the callback has returned
            }
            kernel.rdbss().srvCallCallback(context, NtStatus.STATUS_BAD_NETWORK_PATH, null);
        }
    }

    /** MRxExtractNetRootName: {@code \server\share\rest}. */
    void extractNetRootName(MRxExtractNetRootName call, MRxExtractNetRootName.Out.Builder out) {
        String path = call.getFilePathName();
        int share = path.indexOf('\\', 1);
        int rest = share < 0 ? -1 : path.indexOf('\\', share + 1);
        out.setNetRootName(rest < 0 ? path : path.substring(0, rest));
        if (rest >= 0) {
            out.setRestOfName(path.substring(rest));
        }
    }

    /**
     * MRxCreateVNetRoot: opens a session for a share that is new. As with servers, the answer is
     * always STATUS_PENDING.
     */
    NtStatus createVNetRoot(MRxCreateVNetRoot call) {
        var context = new MrxCreatenetrootContextId(call.getContext());
        ServerConnection server = bySrvCall.get(call.getSrvCall());
        if (!call.getNetRootIsNew() && byNetRoot.containsKey(call.getNetRoot())) {
            built(context, NtStatus.STATUS_SUCCESS); // another view of a share that is open already
            return NtStatus.STATUS_PENDING;
        }
        String path = call.getNetRootName();
        int share = path.indexOf('\\', 1);
        if (server == null || share < 0 || share == path.length() - 1) {
            built(context, NtStatus.STATUS_BAD_NETWORK_NAME);
            return NtStatus.STATUS_PENDING;
        }
        RemoteShare remote = new RemoteShare(server, path.substring(share + 1));
        byNetRoot.put(call.getNetRoot(), remote);
        server.submit(
                new PendingRequest(
                        new Operation.OpenShare(remote),
                        null,
                        server.giveUpAfter(settings.giveUpMs()),
                        (status, response) -> built(context, status)));
        return NtStatus.STATUS_PENDING;
    }

    private void built(MrxCreatenetrootContextId context, NtStatus status) {
        kernel.rdbss().netRootCallback(context, status, status);
    }

    /** MRxFinalizeNetRoot: nobody uses the share any more. */
    NtStatus finalizeNetRoot(MRxFinalizeNetRoot call) {
        RemoteShare share = byNetRoot.remove(call.getNetRoot());
        if (share != null && NtStatuses.isSuccess(share.state())) {
            ask(share.server(), new Operation.CloseShare(share));
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** MRxFinalizeSrvCall: nobody uses the server any more. */
    NtStatus finalizeSrvCall(MRxFinalizeSrvCall call) {
        ServerConnection server = bySrvCall.remove(call.getSrvCall());
        if (server != null) {
            server.stop();
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** Waits for the threads of connections that became no SRV_CALL. */
    void awaitFailed() {
        while (!failed.isEmpty()) {
            failed.removeLast().stop();
        }
    }

    /** The servers that the redirector is connected to. */
    List<ServerConnection> all() {
        return new ArrayList<>(bySrvCall.values());
    }
}
