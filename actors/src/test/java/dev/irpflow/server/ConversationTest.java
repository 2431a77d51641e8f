package dev.irpflow.server;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BAD_NETWORK_NAME;
import static dev.irpflow.protocol.status.NtStatus.STATUS_END_OF_FILE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_CLOSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_IS_A_DIRECTORY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_OBJECT_NAME_COLLISION;
import static dev.irpflow.protocol.status.NtStatus.STATUS_OBJECT_NAME_INVALID;
import static dev.irpflow.protocol.status.NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_USER_SESSION_DELETED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.protocol.fileserver.Action;
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
import org.junit.jupiter.api.Test;

/** What the server answers, and what of it survives a lost connection and a restart. */
final class ConversationTest {
    private final Disk disk = new Disk(1 << 20);
    private Clients clients = new Clients(1000);

    ConversationTest() {
        disk.share("public");
    }

    @Test
    void nothingIsServedBeforeTheClientHasSaidWhoItIs() {
        Conversation conversation = new Conversation(disk, clients);

        assertThat(status(conversation.answer(session("public"))))
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    @Test
    void anotherVersionIsNotSpoken() {
        Conversation conversation = new Conversation(disk, clients);
        Negotiate.Builder other = Negotiate.newBuilder().setVersion(2).setClient("client");

        assertThat(status(conversation.answer(request().setNegotiate(other).build())))
                .isEqualTo(STATUS_NOT_SUPPORTED);
    }

    @Test
    void aResponseNamesItsRequest() {
        Response response = new Conversation(disk, clients).answer(negotiate("client", 1));

        assertThat(response.getId()).isEqualTo(17);
        assertThat(response.getNegotiated().getMaxTransfer()).isEqualTo(Frames.MAX_TRANSFER);
    }

    @Test
    void aShareThatIsNotOfferedIsABadNetworkName() {
        assertThat(status(conversation(1).answer(session("private"))))
                .isEqualTo(STATUS_BAD_NETWORK_NAME);
    }

    @Test
    void whatIsWrittenIsRead() {
        Conversation conversation = conversation(1);
        long handle = create(conversation, "\\a");

        assertThat(status(conversation.answer(write(handle, 3, "hello"))))
                .isEqualTo(STATUS_SUCCESS);

        Response read = conversation.answer(read(handle, 0, 100));
        assertThat(read.getData().getBytes()).isEqualTo(ByteString.copyFromUtf8("\0\0\0hello"));
        assertThat(status(conversation.answer(read(handle, 8, 1)))).isEqualTo(STATUS_END_OF_FILE);
    }

    @Test
    void filesSurviveARestartAndHandlesDoNot() {
        Conversation before = conversation(1);
        long session = openSession(before);
        long handle = create(before, "\\a");
        before.answer(write(handle, 0, "hello"));

        clients = new Clients(2000);
        Conversation after = conversation(2);

        assertThat(status(after.answer(read(handle, 0, 5)))).isEqualTo(STATUS_FILE_CLOSED);
        assertThat(status(after.answer(open(session, "\\a", Disposition.DISPOSITION_OPEN, "o2"))))
                .isEqualTo(STATUS_USER_SESSION_DELETED);
        long again = handleOf(after, "\\a", Disposition.DISPOSITION_OPEN, "o2");
        assertThat(after.answer(read(again, 0, 5)).getData().getBytes())
                .isEqualTo(ByteString.copyFromUtf8("hello"));
    }

    @Test
    void aLaterConversationOfTheSameClientEndsTheEarlierOne() {
        Conversation earlier = conversation(1);
        long handle = create(earlier, "\\a");

        conversation(2);

        assertThat(earlier.isForgotten()).isTrue();
        assertThat(status(earlier.answer(write(handle, 0, "late"))))
                .isEqualTo(STATUS_USER_SESSION_DELETED);
        assertThat(disk.contents("public", "\\a")).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void anEarlierConversationThatArrivesLateIsRefused() {
        conversation(2);

        assertThat(status(new Conversation(disk, clients).answer(negotiate("client", 1))))
                .isEqualTo(STATUS_USER_SESSION_DELETED);
    }

    @Test
    void theEndOfAnEarlierConversationLeavesTheLaterOneAlone() {
        Conversation earlier = conversation(1);
        Conversation later = conversation(2);

        earlier.end();

        assertThat(later.isForgotten()).isFalse();
        assertThat(status(new Conversation(disk, clients).answer(negotiate("client", 2))))
                .isEqualTo(STATUS_USER_SESSION_DELETED);
    }

    @Test
    void otherClientsAreNotConcerned() {
        Conversation mine = conversation(7);

        new Conversation(disk, clients).answer(negotiate("other", 8));

        assertThat(mine.isForgotten()).isFalse();
    }

    @Test
    void aFileIsCreatedOnceThoughItsOpenIsRepeated() {
        Conversation before = conversation(1);
        Response first = createResponse(before, "\\a", "open-1");
        before.answer(write(first.getOpened().getHandle(), 0, "x"));

        Response again = createResponse(conversation(2), "\\a", "open-1");

        assertThat(status(again)).isEqualTo(STATUS_SUCCESS);
        assertThat(again.getOpened().getAction()).isEqualTo(Action.ACTION_CREATED);
        assertThat(again.getOpened().getSize()).isEqualTo(1);
        assertThat(status(createResponse(conversation(3), "\\a", "open-2")))
                .isEqualTo(STATUS_OBJECT_NAME_COLLISION);
    }

    @Test
    void aFileIsEmptiedOnceThoughItsOpenIsRepeated() {
        Conversation conversation = conversation(1);
        conversation.answer(write(create(conversation, "\\a"), 0, "old"));
        long session = openSession(conversation);
        Request overwrite = open(session, "\\a", Disposition.DISPOSITION_OVERWRITE_IF, "open-2");

        Response first = conversation.answer(overwrite);
        conversation.answer(write(first.getOpened().getHandle(), 0, "new"));
        Response again = conversation.answer(overwrite);

        assertThat(first.getOpened().getAction()).isEqualTo(Action.ACTION_OVERWRITTEN);
        assertThat(again.getOpened().getAction()).isEqualTo(Action.ACTION_OVERWRITTEN);
        assertThat(disk.contents("public", "\\a")).isEqualTo(ByteString.copyFromUtf8("new"));
    }

    @Test
    void whatDoesNotExistIsNotOpened() {
        Conversation conversation = conversation(1);
        long session = openSession(conversation);

        assertThat(
                        status(
                                conversation.answer(
                                        open(session, "\\a", Disposition.DISPOSITION_OPEN, "o"))))
                .isEqualTo(STATUS_OBJECT_NAME_NOT_FOUND);
        assertThat(
                        status(
                                conversation.answer(
                                        open(session, "a", Disposition.DISPOSITION_OPEN, "o"))))
                .isEqualTo(STATUS_OBJECT_NAME_INVALID);
    }

    @Test
    void theRootIsADirectory() {
        Conversation conversation = conversation(1);
        long session = openSession(conversation);
        Response root =
                conversation.answer(open(session, "\\", Disposition.DISPOSITION_OPEN, "open-1"));
        long handle = root.getOpened().getHandle();

        assertThat(root.getOpened().getDirectory()).isTrue();
        assertThat(status(conversation.answer(read(handle, 0, 1))))
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(status(conversation.answer(write(handle, 0, "x"))))
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(
                        status(
                                conversation.answer(
                                        open(
                                                session,
                                                "\\",
                                                Disposition.DISPOSITION_OVERWRITE,
                                                "o"))))
                .isEqualTo(STATUS_FILE_IS_A_DIRECTORY);
    }

    @Test
    void lengthsThatNobodyMayAskForAreRefused() {
        Conversation conversation = conversation(1);
        long handle = create(conversation, "\\a");

        assertThat(status(conversation.answer(read(handle, 0, Frames.MAX_TRANSFER + 1))))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(status(conversation.answer(read(handle, 0, -1))))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(status(conversation.answer(read(handle, -1, 1))))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(status(conversation.answer(write(handle, -1, "x"))))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void sizesAreAskedAndSet() {
        Conversation conversation = conversation(1);
        long handle = create(conversation, "\\a");

        Response set =
                conversation.answer(
                        request()
                                .setSetSize(SetSize.newBuilder().setHandle(handle).setSize(9))
                                .build());
        Response asked =
                conversation.answer(
                        request().setQuerySize(QuerySize.newBuilder().setHandle(handle)).build());

        assertThat(status(set)).isEqualTo(STATUS_SUCCESS);
        assertThat(asked.getSize().getSize()).isEqualTo(9);
    }

    @Test
    void aHandleIsClosedAsOftenAsOneLikes() {
        Conversation conversation = conversation(1);
        long handle = create(conversation, "\\a");
        Request close = request().setClose(Close.newBuilder().setHandle(handle)).build();
        Request flush = request().setFlush(Flush.newBuilder().setHandle(handle)).build();

        assertThat(status(conversation.answer(flush))).isEqualTo(STATUS_SUCCESS);
        assertThat(status(conversation.answer(close))).isEqualTo(STATUS_SUCCESS);
        assertThat(status(conversation.answer(close))).isEqualTo(STATUS_SUCCESS);
        assertThat(status(conversation.answer(flush))).isEqualTo(STATUS_FILE_CLOSED);
    }

    @Test
    void theHandlesOfASessionAreClosedWithIt() {
        Conversation conversation = conversation(1);
        long session = openSession(conversation);
        Request create = open(session, "\\a", Disposition.DISPOSITION_CREATE, "open-1");
        long handle = conversation.answer(create).getOpened().getHandle();
        long other = handleOf(conversation, "\\a", Disposition.DISPOSITION_OPEN, "open-2");

        conversation.answer(
                request().setCloseSession(CloseSession.newBuilder().setSession(session)).build());

        assertThat(status(conversation.answer(write(handle, 0, "x"))))
                .isEqualTo(STATUS_FILE_CLOSED);
        assertThat(status(conversation.answer(write(other, 0, "x")))).isEqualTo(STATUS_SUCCESS);
        assertThat(status(conversation.answer(create))).isEqualTo(STATUS_USER_SESSION_DELETED);
    }

    @Test
    void aRequestOfALaterVersionIsNotSupported() {
        assertThat(status(conversation(1).answer(request().build())))
                .isEqualTo(STATUS_NOT_SUPPORTED);
    }

    private Conversation conversation(long connection) {
        Conversation conversation = new Conversation(disk, clients);
        assertThat(status(conversation.answer(negotiate("client", connection))))
                .isEqualTo(STATUS_SUCCESS);
        return conversation;
    }

    private static long openSession(Conversation conversation) {
        return conversation.answer(session("Public")).getSessionOpened().getSession();
    }

    private static long create(Conversation conversation, String path) {
        return handleOf(conversation, path, Disposition.DISPOSITION_CREATE, "open-1");
    }

    private static Response createResponse(Conversation conversation, String path, String openId) {
        return conversation.answer(
                open(openSession(conversation), path, Disposition.DISPOSITION_CREATE, openId));
    }

    private static long handleOf(
            Conversation conversation, String path, Disposition disposition, String openId) {
        long session = openSession(conversation);
        return conversation
                .answer(open(session, path, disposition, openId))
                .getOpened()
                .getHandle();
    }

    private static NtStatus status(Response response) {
        return NtStatuses.of(response.getStatus());
    }

    private static Request.Builder request() {
        return Request.newBuilder().setId(17);
    }

    private static Request negotiate(String client, long connection) {
        return request()
                .setNegotiate(
                        Negotiate.newBuilder()
                                .setVersion(Frames.VERSION)
                                .setClient(client)
                                .setConnection(connection))
                .build();
    }

    private static Request session(String share) {
        return request().setOpenSession(OpenSession.newBuilder().setShare(share)).build();
    }

    private static Request open(long session, String path, Disposition disposition, String id) {
        return request()
                .setOpen(
                        Open.newBuilder()
                                .setSession(session)
                                .setPath(path)
                                .setDisposition(disposition)
                                .setOpenId(id))
                .build();
    }

    private static Request read(long handle, long offset, int length) {
        return request()
                .setRead(Read.newBuilder().setHandle(handle).setOffset(offset).setLength(length))
                .build();
    }

    private static Request write(long handle, long offset, String text) {
        return request()
                .setWrite(
                        Write.newBuilder()
                                .setHandle(handle)
                                .setOffset(offset)
                                .setBytes(ByteString.copyFromUtf8(text)))
                .build();
    }
}
