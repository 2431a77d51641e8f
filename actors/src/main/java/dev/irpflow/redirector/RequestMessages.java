package dev.irpflow.redirector;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Mm;
import dev.irpflow.protocol.fileserver.Close;
import dev.irpflow.protocol.fileserver.CloseSession;
import dev.irpflow.protocol.fileserver.Disposition;
import dev.irpflow.protocol.fileserver.Flush;
import dev.irpflow.protocol.fileserver.Frames;
import dev.irpflow.protocol.fileserver.Negotiate;
import dev.irpflow.protocol.fileserver.Open;
import dev.irpflow.protocol.fileserver.OpenSession;
import dev.irpflow.protocol.fileserver.QuerySize;
import dev.irpflow.protocol.fileserver.Read;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.fileserver.SetSize;
import dev.irpflow.protocol.fileserver.Write;
import dev.irpflow.protocol.status.NtStatus;

/** Operations as requests of the protocol, and what their responses mean. */
final class RequestMessages {
    private RequestMessages() {}

    /** The first request of a connection. */
    static Request negotiate(long id, String client, long connection) {
        return request(id)
                .setNegotiate(
                        Negotiate.newBuilder()
                                .setVersion(Frames.VERSION)
                                .setClient(client)
                                .setConnection(connection))
                .build();
    }

    /**
     * Opens a file again that was open on an earlier connection: it is there, and stays as it is.
     */
    static Request reopen(long id, RemoteFile file) {
        return open(id, file, Disposition.DISPOSITION_OPEN, "");
    }

    /**
     * Why an operation need not be sent: STATUS_SUCCESS if it should be, else what it ends with. A
     * file that could not be opened again has no handle to name.
     */
    static NtStatus refusal(Operation operation) {
        return switch (operation) {
            case Operation.Connect() -> NtStatus.STATUS_SUCCESS;
            case Operation.OpenShare _ -> NtStatus.STATUS_SUCCESS;
            case Operation.CloseShare close -> close.share().state();
            case Operation.OpenFile open -> open.file().share().state();
            case Operation.CloseFile close -> close.file().state();
            case Operation.Read read -> read.file().state();
            case Operation.Write write -> write.file().state();
            case Operation.QuerySize query -> query.file().state();
            case Operation.SetSize set -> set.file().state();
            case Operation.Flush flush -> flush.file().state();
        };
    }

    /** The request of an operation, with the sessions and handles of the present connection. */
    static Request of(long id, Operation operation, Mm memory) {
        return switch (operation) {
            case Operation.Connect() ->
                    throw new IllegalArgumentException("a connection is no request");
            case Operation.OpenShare(RemoteShare share) -> session(id, share);
            case Operation.CloseShare(RemoteShare share) ->
                    request(id)
                            .setCloseSession(CloseSession.newBuilder().setSession(share.session()))
                            .build();
            case Operation.OpenFile open ->
                    open(id, open.file(), open.disposition(), open.openId());
            case Operation.CloseFile(RemoteFile file) ->
                    request(id).setClose(Close.newBuilder().setHandle(file.handle())).build();
            case Operation.Read read -> read(id, read);
            case Operation.Write write -> write(id, write, memory);
            case Operation.QuerySize(RemoteFile file) ->
                    request(id)
                            .setQuerySize(QuerySize.newBuilder().setHandle(file.handle()))
                            .build();
            case Operation.SetSize set ->
                    request(id)
                            .setSetSize(
                                    SetSize.newBuilder()
                                            .setHandle(set.file().handle())
                                            .setSize(set.size()))
                            .build();
            case Operation.Flush(RemoteFile file) ->
                    request(id).setFlush(Flush.newBuilder().setHandle(file.handle())).build();
        };
    }

    private static Request read(long id, Operation.Read read) {
        return request(id)
                .setRead(
                        Read.newBuilder()
                                .setHandle(read.file().handle())
                                .setOffset(read.offset())
                                .setLength((int) read.buffer().getLength()))
                .build();
    }

    private static Request write(long id, Operation.Write write, Mm memory) {
        return request(id)
                .setWrite(
                        Write.newBuilder()
                                .setHandle(write.file().handle())
                                .setOffset(write.offset())
                                .setBytes(ByteString.copyFrom(memory.read(write.buffer()))))
                .build();
    }

    /** A session for a share. */
    static Request session(long id, RemoteShare share) {
        return request(id).setOpenSession(OpenSession.newBuilder().setShare(share.name())).build();
    }

    /**
     * How an operation ended, by its response. A server that claims success and does not send what
     * belongs to it is not believed.
     */
    static NtStatus outcome(Operation operation, Response response) {
        NtStatus status = NtStatuses.of(response.getStatus());
        if (status == NtStatus.UNRECOGNIZED) {
            return NtStatus.STATUS_INVALID_NETWORK_RESPONSE;
        }
        if (status != NtStatus.STATUS_SUCCESS) {
            return NtStatuses.isSuccess(status) ? NtStatus.STATUS_INVALID_NETWORK_RESPONSE : status;
        }
        boolean complete =
                switch (operation) {
                    case Operation.OpenShare _ -> response.hasSessionOpened();
                    case Operation.OpenFile _ -> response.hasOpened();
                    case Operation.Read read ->
                            response.hasData()
                                    && response.getData().getBytes().size()
                                            <= read.buffer().getLength();
                    case Operation.Write write ->
                            response.hasWritten()
                                    && response.getWritten().getLength()
                                            == write.buffer().getLength();
                    case Operation.QuerySize _ -> response.hasSize();
                    case Operation.Connect _ -> true;
                    case Operation.CloseShare _ -> true;
                    case Operation.CloseFile _ -> true;
                    case Operation.SetSize _ -> true;
                    case Operation.Flush _ -> true;
                };
        return complete ? status : NtStatus.STATUS_INVALID_NETWORK_RESPONSE;
    }

    private static Request open(long id, RemoteFile file, Disposition disposition, String openId) {
        return request(id)
                .setOpen(
                        Open.newBuilder()
                                .setSession(file.share().session())
                                .setPath(file.path())
                                .setDisposition(disposition)
                                .setOpenId(openId))
                .build();
    }

    private static Request.Builder request(long id) {
        return Request.newBuilder().setId(id);
    }
}
