package dev.irpflow.server;

import dev.irpflow.protocol.fileserver.Action;
import dev.irpflow.protocol.fileserver.Close;
import dev.irpflow.protocol.fileserver.CloseSession;
import dev.irpflow.protocol.fileserver.Data;
import dev.irpflow.protocol.fileserver.Frames;
import dev.irpflow.protocol.fileserver.Negotiate;
import dev.irpflow.protocol.fileserver.Negotiated;
import dev.irpflow.protocol.fileserver.Open;
import dev.irpflow.protocol.fileserver.OpenSession;
import dev.irpflow.protocol.fileserver.Opened;
import dev.irpflow.protocol.fileserver.Read;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.fileserver.SessionOpened;
import dev.irpflow.protocol.fileserver.SetSize;
import dev.irpflow.protocol.fileserver.Size;
import dev.irpflow.protocol.fileserver.Write;
import dev.irpflow.protocol.fileserver.Written;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client and the server say to each other over one connection: from each request its
 * response. Sessions and handles live and die with it; files are the disk's. It knows nothing of
 * sockets.
 */
final class Conversation {
    /** An open handle; the root of a share has no file. */
    private record Handle(long session, @Nullable StoredFile file) {}

    private enum Phase {
        /** Nobody has said who is there. */
        NEW,
        /** The client is known. */
        NEGOTIATED,
        /**
         * The client has begun another conversation, this one's connection is gone, or its sessions
         * were ended.
         */
        FORGOTTEN
    }

    // More than an honest client needs; a hostile one gets no further.
    private static final int MAX_SESSIONS = 256;
    private static final int MAX_HANDLES = 16 * 1024;

    private final Disk disk;
    private final Clients clients;
    private final Map<Long, Share> sessions = new LinkedHashMap<>();
    private final Map<Long, Handle> handles = new LinkedHashMap<>();
    private Phase phase = Phase.NEW;
    private @Nullable String client;
    private @Nullable Runnable whenForgotten;

    Conversation(Disk disk, Clients clients) {
        this.disk = disk;
        this.clients = clients;
    }

    /** Runs this when the client has begun another one: the connection serves nobody any more. */
    void whenForgotten(Runnable tell) {
        whenForgotten = tell;
    }

    /** Whether the client has begun another one, or the connection is gone. */
    boolean isForgotten() {
        return phase == Phase.FORGOTTEN;
    }

    /** The client has begun another one: drops all sessions and handles. */
    void forget() {
        clear();
        if (whenForgotten != null) {
            whenForgotten.run();
        }
    }

    /**
     * Its sessions are ended here, and the client hears of it when it asks for something; false if
     * it has none.
     */
    boolean endSessions() {
        boolean some = !sessions.isEmpty();
        if (some) {
            clear();
        }
        return some;
    }

    /** The connection is gone. */
    void end() {
        clients.end(client, this);
        clear();
    }

    private void clear() {
        phase = Phase.FORGOTTEN;
        sessions.clear();
        handles.clear();
    }

    /** Does what is asked and tells what came of it. */
    Response answer(Request request) {
        Response.Builder response = Response.newBuilder().setId(request.getId());
        NtStatus status =
                switch (phase) {
                    case NEW ->
                            request.hasNegotiate()
                                    ? negotiate(request.getNegotiate(), response)
                                    : NtStatus.STATUS_INVALID_DEVICE_REQUEST;
                    case NEGOTIATED -> serve(request, response);
                    case FORGOTTEN -> NtStatus.STATUS_USER_SESSION_DELETED;
                };
        return response.setStatus(status.getNumber()).build();
    }

    private NtStatus serve(Request request, Response.Builder response) {
        return switch (request.getOperationCase()) {
            case NEGOTIATE -> NtStatus.STATUS_INVALID_DEVICE_REQUEST;
            case OPEN_SESSION -> openSession(request.getOpenSession(), response);
            case OPEN -> open(request.getOpen(), response);
            case READ -> read(request.getRead(), response);
            case WRITE -> write(request.getWrite(), response);
            case QUERY_SIZE -> querySize(request.getQuerySize().getHandle(), response);
            case SET_SIZE -> setSize(request.getSetSize(), response);
            case FLUSH -> flush(request.getFlush().getHandle());
            case CLOSE -> close(request.getClose());
            case CLOSE_SESSION -> closeSession(request.getCloseSession());
            case OPERATION_NOT_SET -> NtStatus.STATUS_NOT_SUPPORTED; // of a later version perhaps
        };
    }

    private NtStatus negotiate(Negotiate request, Response.Builder response) {
        if (request.getVersion() != Frames.VERSION) {
            return NtStatus.STATUS_NOT_SUPPORTED;
        }
        if (request.getClient().isEmpty()) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (!clients.begin(request.getClient(), request.getConnection(), this)) {
            return NtStatus.STATUS_USER_SESSION_DELETED;
        }
        client = request.getClient();
        phase = Phase.NEGOTIATED;
        response.setNegotiated(
                Negotiated.newBuilder()
                        .setVersion(Frames.VERSION)
                        .setMaxTransfer(Frames.MAX_TRANSFER));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus openSession(OpenSession request, Response.Builder response) {
        Share share = disk.find(request.getShare());
        if (share == null) {
            return NtStatus.STATUS_BAD_NETWORK_NAME;
        }
        if (sessions.size() == MAX_SESSIONS) {
            return NtStatus.STATUS_TOO_MANY_SESSIONS;
        }
        long number = clients.newNumber();
        sessions.put(number, share);
        response.setSessionOpened(SessionOpened.newBuilder().setSession(number));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus open(Open request, Response.Builder response) {
        Share share = sessions.get(request.getSession());
        if (share == null) {
            return NtStatus.STATUS_USER_SESSION_DELETED;
        }
        PathName name = PathName.of(request.getPath());
        if (name == null) {
            return NtStatus.STATUS_OBJECT_NAME_INVALID;
        }
        if (handles.size() == MAX_HANDLES) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        if (name.isRoot()) {
            return openRoot(request, response);
        }
        Share.Outcome outcome = share.open(name, request.getDisposition(), request.getOpenId());
        StoredFile file = outcome.file();
        if (file == null) {
            return outcome.status();
        }
        response.setOpened(
                Opened.newBuilder()
                        .setHandle(newHandle(request.getSession(), file))
                        .setAction(outcome.action())
                        .setSize(file.size()));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus openRoot(Open request, Response.Builder response) {
        return switch (request.getDisposition()) {
            case DISPOSITION_OPEN, DISPOSITION_OPEN_IF -> {
                response.setOpened(
                        Opened.newBuilder()
                                .setHandle(newHandle(request.getSession(), null))
                                .setDirectory(true)
                                .setAction(Action.ACTION_OPENED));
                yield NtStatus.STATUS_SUCCESS;
            }
            case DISPOSITION_CREATE -> NtStatus.STATUS_OBJECT_NAME_COLLISION;
            case DISPOSITION_SUPERSEDE, DISPOSITION_OVERWRITE, DISPOSITION_OVERWRITE_IF ->
                    NtStatus.STATUS_FILE_IS_A_DIRECTORY;
            case UNRECOGNIZED -> NtStatus.STATUS_INVALID_PARAMETER;
        };
    }

    private long newHandle(long session, @Nullable StoredFile file) {
        long number = clients.newNumber();
        handles.put(number, new Handle(session, file));
        return number;
    }

    private NtStatus read(Read request, Response.Builder response) {
        Handle handle = handles.get(request.getHandle());
        if (handle == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        StoredFile file = handle.file();
        if (file == null) {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        // An unsigned length above the limit is negative or too great here; both are refused.
        int length = request.getLength();
        if (request.getOffset() < 0 || length < 0 || length > Frames.MAX_TRANSFER) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (length > 0 && request.getOffset() >= file.size()) {
            return NtStatus.STATUS_END_OF_FILE;
        }
        response.setData(Data.newBuilder().setBytes(file.read(request.getOffset(), length)));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus write(Write request, Response.Builder response) {
        Handle handle = handles.get(request.getHandle());
        if (handle == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        StoredFile file = handle.file();
        if (file == null) {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        if (request.getBytes().size() > Frames.MAX_TRANSFER) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        NtStatus status = disk.write(file, request.getOffset(), request.getBytes());
        if (status == NtStatus.STATUS_SUCCESS) {
            response.setWritten(Written.newBuilder().setLength(request.getBytes().size()));
        }
        return status;
    }

    private NtStatus querySize(long number, Response.Builder response) {
        Handle handle = handles.get(number);
        if (handle == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        StoredFile file = handle.file();
        response.setSize(Size.newBuilder().setSize(file == null ? 0 : file.size()));
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus setSize(SetSize request, Response.Builder response) {
        Handle handle = handles.get(request.getHandle());
        if (handle == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        StoredFile file = handle.file();
        if (file == null) {
            return NtStatus.STATUS_FILE_IS_A_DIRECTORY;
        }
        NtStatus status = disk.resize(file, request.getSize());
        if (status == NtStatus.STATUS_SUCCESS) {
            response.setSize(Size.newBuilder().setSize(file.size()));
        }
        return status;
    }

    // What was answered is on the disk: there is nothing to wait for.
    private NtStatus flush(long number) {
        return handles.containsKey(number) ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_FILE_CLOSED;
    }

    private NtStatus close(Close request) {
        handles.remove(request.getHandle());
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus closeSession(CloseSession request) {
        long session = request.getSession();
        sessions.remove(session);
        handles.values().removeIf(handle -> handle.session() == session);
        return NtStatus.STATUS_SUCCESS;
    }
}
