package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a connection begins: with its negotiation, and with the sessions and handles that were open
 * on the one before. Nothing else is under way meanwhile, so it asks one thing after the other. It
 * belongs to the thread of the connection.
 */
final class Recovery {
    /** Whom to connect to, asked each time that it is done. */
    interface Target {
        /** The captured WSK client; null after it was released. */
        @Nullable WskClientId client();

        /** Where the server is. */
        SocketAddress address();
    }

    private final Routines kernel;
    private final RedirectorSettings settings;
    private final Target target;
    private final Wire wire;
    private final Set<RemoteShare> shares = new LinkedHashSet<>();
    private final Set<RemoteFile> files = new LinkedHashSet<>();
    private long connection;
    private long patienceMs;

    Recovery(ServerConnection.Parts parts, Wire wire) {
        this.kernel = parts.kernel();
        this.settings = parts.settings();
        this.target = parts.target();
        this.wire = wire;
    }

    /** Notes what an operation has opened or closed. What was closed is not opened again. */
    void ended(Operation operation, NtStatus status, Response response) {
        boolean answered = status == NtStatus.STATUS_SUCCESS;
        switch (operation) {
            case Operation.OpenShare(RemoteShare share) when answered -> {
                share.opened(response.getSessionOpened().getSession());
                shares.add(share);
            }
            case Operation.OpenFile open when answered -> {
                RemoteFile file = open.file();
                file.opened(response.getOpened().getHandle(), response.getOpened().getDirectory());
                files.add(file);
            }
            case Operation.CloseShare(RemoteShare share) -> shares.remove(share);
            case Operation.CloseFile(RemoteFile file) -> files.remove(file);
            case Operation.OpenShare _,
                    Operation.OpenFile _,
                    Operation.Connect _,
                    Operation.Read _,
                    Operation.Write _,
                    Operation.QuerySize _,
                    Operation.SetSize _,
                    Operation.Flush _ -> {}
        }
    }

    /**
     * Connects, and opens again what was open. Success means that requests may be sent; a share or
     * file that is not there any more knows it itself.
     *
     * @param numbers gives each request its number
     * @param patience how many milliseconds each step may take
     */
    NtStatus connect(Outstanding numbers, long patience) {
        patienceMs = patience;
        WskClientId client = target.client();
        if (client == null) {
            return NtStatus.STATUS_DEVICE_NOT_READY;
        }
        NtStatus status = wire.connect(client, target.address(), patienceMs);
        if (!NtStatuses.isSuccess(status)) {
            return status;
        }
        // The clock makes the number greater than those of an earlier life of this machine, which
        // the
        // server may not know to have ended.
        connection = Math.max(connection + 1, kernel.ke().querySystemTime());
        Response greeting =
                ask(RequestMessages.negotiate(numbers.newId(), settings.client(), connection));
        if (greeting == null) {
            return wire.whyNoAnswer();
        }
        if (greeting.getStatus() != NtStatus.STATUS_SUCCESS_VALUE) {
            return NtStatus.STATUS_INVALID_NETWORK_RESPONSE;
        }
        return reopen(numbers);
    }

    private NtStatus reopen(Outstanding numbers) {
        for (RemoteShare share : shares) {
            Response opened = ask(RequestMessages.session(numbers.newId(), share));
            if (opened == null) {
                return wire.whyNoAnswer();
            }
            if (opened.hasSessionOpened()) {
                share.opened(opened.getSessionOpened().getSession());
            } else {
                share.lost(NtStatus.STATUS_NETWORK_NAME_DELETED);
            }
        }
        for (RemoteFile file : files) {
            NtStatus status = reopen(file, numbers);
            if (!NtStatuses.isSuccess(status)) {
                return status;
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    // Fails only if the connection does. Once a handle is lost it stays lost: the file of that name
    // may be another one by now.
    private NtStatus reopen(RemoteFile file, Outstanding numbers) {
        if (!NtStatuses.isSuccess(file.state())) {
            return NtStatus.STATUS_SUCCESS;
        }
        if (!NtStatuses.isSuccess(file.share().state())) {
            file.lost(NtStatus.STATUS_FILE_CLOSED);
            return NtStatus.STATUS_SUCCESS;
        }
        Response opened = ask(RequestMessages.reopen(numbers.newId(), file));
        if (opened == null) {
            return wire.whyNoAnswer();
        }
        if (opened.hasOpened()) {
            file.opened(opened.getOpened().getHandle(), opened.getOpened().getDirectory());
        } else {
            file.lost(NtStatus.STATUS_FILE_CLOSED);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    private @Nullable Response ask(Request request) {
        return wire.ask(request, patienceMs);
    }
}
