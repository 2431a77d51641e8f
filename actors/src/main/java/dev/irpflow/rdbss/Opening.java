package dev.irpflow.rdbss;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.rdbss.MRxIsValidDirectory;
import dev.irpflow.protocol.rdbss.MRxPreparseName;
import dev.irpflow.protocol.status.NtStatus;

/**
 * IRP_MJ_CREATE: from the name to a handle on the device, on a tree connection or on a file. Page:
 * windows-driver-docs-pr/ifs/mrxcreate.md.
 */
final class Opening {
    /** IoStatus.Information of a device or connection that was opened. */
    private static final long FILE_OPENED = 1;

    private static final int DISPOSITION_SHIFT = 24;
    private static final int OPTIONS_MASK = 0xFFFFFF;

    /** Where an open goes on. */
    sealed interface OpenStep extends Step {}

    /** MRxPreparseName has returned; its answer is ignored. */
    record Preparsed(RxContext rx) implements OpenStep {}

    /** MRxIsValidDirectory has returned. */
    record DirectoryAsked(RxContext rx) implements OpenStep {}

    /** All that a failed attempt has made below the connection is undone. */
    record Undone(RxContext rx, Step then) implements OpenStep {}

    /** The open ends with this. */
    record Failed(RxContext rx, NtStatus status) implements OpenStep {}

    /** The open begins again. */
    record Retry(RxContext rx) implements OpenStep {}

    private final Rdbss rdbss;

    Opening(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** An IRP_MJ_CREATE, for the first time or from a worker. */
    void begin(RxContext rx, Sink sink) {
        IoStackLocation.Create asked = rx.asked().getCreate();
        if (asked.getFileName().isEmpty()) {
            rx.theFile().contexts(rx.minirdr(), null);
            rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, FILE_OPENED, sink);
            return;
        }
        OpenRequest request = requestOf(asked);
        if (request.has(
                OpenRequest.FILE_DIRECTORY_FILE
                        | OpenRequest.FILE_NON_DIRECTORY_FILE
                        | OpenRequest.FILE_OPEN_REMOTE_INSTANCE)) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_INVALID_PARAMETER, 0, sink);
            return;
        }
        RemoteName.TrailingBackslash trailing =
                request.has(OpenRequest.FILE_NON_DIRECTORY_FILE)
                        ? RemoteName.TrailingBackslash.REFUSED
                        : RemoteName.TrailingBackslash.STRIPPED;
        switch (RemoteName.parse(asked.getFileName(), trailing)) {
            case RemoteName.Refused refused ->
                    rdbss.dispatching().complete(rx, refused.status(), 0, sink);
            case RemoteName.Valid valid -> {
                Create.Purpose purpose =
                        request.has(OpenRequest.FILE_CREATE_TREE_CONNECTION)
                                ? Create.Purpose.TREE_CONNECTION
                                : Create.Purpose.FILE;
                rx.payload(new Create(purpose, valid.name(), request));
                preparse(rx, sink);
            }
        }
    }

    private void preparse(RxContext rx, Sink sink) {
        rdbss.callbacks()
                .call(
                        rx,
                        MRxPreparseName.newBuilder()
                                .setRxContext(rx.id())
                                .setName(rx.create().name().path())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new Preparsed(rx),
                        sink);
    }

    void resume(OpenStep step, Answer answer, Sink sink) {
        switch (step) {
            case Preparsed preparsed -> rdbss.connecting().connect(preparsed.rx(), sink);
            case DirectoryAsked asked -> directoryAsked(asked.rx(), answer, sink);
            case Undone undone -> {
                dropConnection(undone.rx(), sink);
                rdbss.resume(undone.then(), Answer.GO_ON, sink);
            }
            case Failed failed -> end(failed.rx(), failed.status(), sink);
            case Retry retry -> retry(retry.rx(), sink);
        }
    }

    /** The connection is there, and referenced by the open. */
    void connected(RxContext rx, Sink sink) {
        Create create = rx.create();
        switch (create.purpose()) {
            case FILE -> rdbss.fileOpening().open(rx, sink);
            case TREE_CONNECTION -> {
                if (create.rest().equals("\\")) {
                    connectionOpened(rx, sink);
                } else {
                    askDirectory(rx, sink);
                }
            }
            case PREFIX_CLAIM -> rdbss.claiming().claimed(rx, create.theVNetRoot(), sink);
        }
    }

    /** There is no connection, and nothing to undo. */
    void failed(RxContext rx, NtStatus status, Sink sink) {
        if (status == NtStatus.STATUS_RETRY) {
            retry(rx, sink);
        } else {
            end(rx, status, sink);
        }
    }

    private void askDirectory(RxContext rx, Sink sink) {
        rdbss.callbacks()
                .call(
                        rx,
                        MRxIsValidDirectory.newBuilder()
                                .setRxContext(rx.id())
                                .setVNetRoot(rx.create().theVNetRoot().id())
                                .setDirectoryName(rx.create().rest())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new DirectoryAsked(rx),
                        sink);
    }

    private void directoryAsked(RxContext rx, Answer answer, Sink sink) {
        if (answer.isSuccess()) {
            connectionOpened(rx, sink);
        } else {
            dropConnection(rx, sink);
            end(rx, answer.status(), sink);
        }
    }

    // The handle keeps the reference that the open has; so the connection lives as long as the
    // handle.
    private void connectionOpened(RxContext rx, Sink sink) {
        VNetRoot vNetRoot = rx.create().theVNetRoot();
        vNetRoot.countTreeHandle(1);
        rx.theFile().contexts(rx.minirdr(), vNetRoot);
        rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, FILE_OPENED, sink);
    }

    /** The open does not need its connection any more. */
    void dropConnection(RxContext rx, Sink sink) {
        VNetRoot vNetRoot = rx.create().vNetRoot();
        if (vNetRoot != null) {
            rx.create().vNetRoot(null);
            rdbss.scavenging().dereference(vNetRoot, sink);
        }
    }

    private void retry(RxContext rx, Sink sink) {
        Create tried = rx.create();
        Create again = new Create(tried.purpose(), tried.name(), tried.request());
        if (tried.isPurged()) {
            again.purge();
        }
        rx.payload(again);
        rdbss.connecting().connect(rx, sink);
    }

    private void end(RxContext rx, NtStatus status, Sink sink) {
        if (rx.create().purpose() == Create.Purpose.PREFIX_CLAIM) {
            rdbss.claiming().declined(rx, status, sink);
        } else {
            rdbss.dispatching().complete(rx, status, 0, sink);
        }
    }

    /** Begins the search of the connection for a prefix claim. */
    void claim(RxContext rx, RemoteName name, Sink sink) {
        rx.payload(new Create(Create.Purpose.PREFIX_CLAIM, name, new OpenRequest(0, 0, 0, 0, 0)));
        rdbss.connecting().connect(rx, sink);
    }

    private static OpenRequest requestOf(IoStackLocation.Create asked) {
        return new OpenRequest(
                asked.getDesiredAccess(),
                asked.getShareAccess(),
                asked.getOptions() >>> DISPOSITION_SHIFT,
                asked.getOptions() & OPTIONS_MASK,
                asked.getFileAttributes());
    }
}
