package dev.irpflow.redirector;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.FcbId;
import dev.irpflow.driver.FobxId;
import dev.irpflow.driver.MiniRedirectorCancelRoutine;
import dev.irpflow.driver.Nt;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.RxContextId;
import dev.irpflow.driver.SrvOpenId;
import dev.irpflow.protocol.fileserver.Disposition;
import dev.irpflow.protocol.fileserver.Opened;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.rdbss.FcbInitPacket;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.MRxCreate;
import dev.irpflow.protocol.rdbss.MRxFlush;
import dev.irpflow.protocol.rdbss.MRxQueryFileInfo;
import dev.irpflow.protocol.rdbss.MRxSetFileInfo;
import dev.irpflow.protocol.rdbss.MrxCancelRoutine;
import dev.irpflow.protocol.rdbss.RxFileType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The redirector's SRV_OPENs: open files, and all that is asked of them. Pages: {@code
 * windows-driver-docs-pr/ifs/file-system-object-creation-and-deletion.md}, {@code
 * windows-driver-docs-pr/ifs/file-system-object-i-o-routines.md}.
 */
final class Files {
    private static final int UNSUPPORTED = Nt.FILE_DELETE_ON_CLOSE;

    // Sizes of FILE_BASIC_INFORMATION and FILE_STANDARD_INFORMATION.
    private static final int BASIC_LENGTH = 40;
    private static final int STANDARD_LENGTH = 24;

    private final Routines kernel;
    private final RedirectorSettings settings;
    private final Servers servers;
    private final MiniRedirectorCancelRoutine cancelRoutine = this::cancelled;

    // In C these are contexts in the SRV_OPEN and the RX_CONTEXT: see Servers.
    private final Map<Long, RemoteFile> bySrvOpen = new LinkedHashMap<>();
    private final Map<Long, UnderWay> lowIos = new LinkedHashMap<>();
    private final String idPrefix;
    private long opens;

    private record UnderWay(LowIo lowIo, ServerConnection server) {}

    Files(Routines kernel, RedirectorSettings settings, Servers servers) {
        this.kernel = kernel;
        this.settings = settings;
        this.servers = servers;
        // Opens of an earlier life of this machine had other times.
        this.idPrefix = settings.client() + "/" + kernel.ke().querySystemTime() + "/";
    }

    /** MRxCreate: opens a file on the server, and tells RDBSS what it found. */
    NtStatus create(MRxCreate call, MRxCreate.Out.Builder out) {
        RemoteShare share = servers.share(call.getNetRoot());
        if (share == null) {
            return NtStatus.STATUS_BAD_NETWORK_NAME;
        }
        NtStatus refused = refusal(call);
        if (!NtStatuses.isSuccess(refused)) {
            return refused;
        }
        RemoteFile file = new RemoteFile(share, call.getPath().isEmpty() ? "\\" : call.getPath());
        Waiter.Answer answer =
                servers.ask(
                        share.server(),
                        new Operation.OpenFile(
                                file,
                                Disposition.forNumber(call.getDisposition()),
                                idPrefix + ++opens));
        if (!NtStatuses.isSuccess(answer.status())) {
            return answer.status();
        }
        NtStatus status = finish(call, file, answer.response().getOpened());
        if (NtStatuses.isSuccess(status)) {
            bySrvOpen.put(call.getSrvOpen(), file);
            out.setReturnedCreateInformation(answer.response().getOpened().getActionValue());
        } else {
            servers.ask(share.server(), new Operation.CloseFile(file)); // else nobody closes it
        }
        return status;
    }

    private static NtStatus refusal(MRxCreate call) {
        boolean root = call.getPath().isEmpty() || call.getPath().equals("\\");
        boolean directory = (call.getCreateOptions() & Nt.FILE_DIRECTORY_FILE) != 0;
        boolean file = (call.getCreateOptions() & Nt.FILE_NON_DIRECTORY_FILE) != 0;
        if ((call.getCreateOptions() & UNSUPPORTED) != 0 || (directory && !root)) {
            return NtStatus.STATUS_NOT_SUPPORTED; // the protocol knows neither
        }
        if (Disposition.forNumber(call.getDisposition()) == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return file && root ? NtStatus.STATUS_FILE_IS_A_DIRECTORY : NtStatus.STATUS_SUCCESS;
    }

    // Before a create succeeds, RDBSS must know the file's type and size, and there must be a FOBX:
    // mrxcreate.md.
    private NtStatus finish(MRxCreate call, RemoteFile file, Opened opened) {
        RxFileType type =
                file.isDirectory()
                        ? RxFileType.RDBSS_NTC_STORAGE_TYPE_DIRECTORY
                        : RxFileType.RDBSS_NTC_STORAGE_TYPE_FILE;
        FcbInitPacket known =
                FcbInitPacket.newBuilder()
                        .setAttributes(attributes(file))
                        .setNumberOfLinks(1)
                        .setAllocationSize(opened.getSize())
                        .setFileSize(opened.getSize())
                        .setValidDataLength(opened.getSize())
                        .build();
        kernel.rdbss().finishFcbInitialization(new FcbId(call.getFcb()), type, known);
        FobxId fobx =
                kernel.rdbss()
                        .createNetFobx(
                                new RxContextId(call.getRxContext()),
                                new SrvOpenId(call.getSrvOpen()));
        return fobx == null ? NtStatus.STATUS_INSUFFICIENT_RESOURCES : NtStatus.STATUS_SUCCESS;
    }

    private static int attributes(RemoteFile file) {
        return file.isDirectory() ? Nt.FILE_ATTRIBUTE_DIRECTORY : Nt.FILE_ATTRIBUTE_NORMAL;
    }

    /** MRxCloseSrvOpen and MRxForceClosed: the file is used no more. */
    NtStatus close(long srvOpen) {
        RemoteFile file = bySrvOpen.remove(srvOpen);
        if (file != null) {
            servers.ask(file.share().server(), new Operation.CloseFile(file));
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** LOWIO_OP_READ: pends, and is completed by the thread of the connection. */
    NtStatus read(LowIoOpRead call) {
        RemoteFile file = bySrvOpen.get(call.getSrvOpen());
        if (file == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        return transfer(
                call.getRxContext(),
                file,
                call.getBuffer(),
                (offset, part) -> new Operation.Read(file, call.getByteOffset() + offset, part));
    }

    /** LOWIO_OP_WRITE: pends, and is completed by the thread of the connection. */
    NtStatus write(LowIoOpWrite call) {
        RemoteFile file = bySrvOpen.get(call.getSrvOpen());
        if (file == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        return transfer(
                call.getRxContext(),
                file,
                call.getBuffer(),
                (offset, part) -> new Operation.Write(file, call.getByteOffset() + offset, part));
    }

    @FunctionalInterface
    private interface Cutter {
        Operation part(long offset, BufferRef buffer);
    }

    // Cuts a read or write into requests of legal size, all of which are under way together.
    private NtStatus transfer(long rxContext, RemoteFile file, BufferRef buffer, Cutter cutter) {
        int parts = (int) ((buffer.getLength() + settings.transfer() - 1) / settings.transfer());
        if (parts == 0) {
            return NtStatus.STATUS_SUCCESS;
        }
        long[] lengths = new long[parts];
        for (int i = 0; i < parts; i++) {
            long offset = (long) i * settings.transfer();
            lengths[i] = Math.min(settings.transfer(), buffer.getLength() - offset);
        }
        ServerConnection server = file.share().server();
        RxContextId context = new RxContextId(rxContext);
        LowIo lowIo = new LowIo(kernel, context, lengths, () -> lowIos.remove(rxContext));
        // Before anything is under way: afterwards the RX_CONTEXT may be gone at any moment.
        lowIos.put(rxContext, new UnderWay(lowIo, server));
        if (kernel.rdbss().setMinirdrCancelRoutine(context, cancelRoutine)
                == NtStatus.STATUS_CANCELLED) {
            lowIos.remove(rxContext);
            return NtStatus.STATUS_CANCELLED;
        }
        for (int i = 0; i < parts; i++) {
            int part = i;
            long offset = (long) i * settings.transfer();
            BufferRef piece =
                    buffer.toBuilder()
                            .setOffset(buffer.getOffset() + offset)
                            .setLength(lengths[i])
                            .build();
            server.submit(
                    new PendingRequest(
                            cutter.part(offset, piece),
                            lowIo,
                            server.giveUpAfter(settings.giveUpMs()),
                            (status, response) ->
                                    lowIo.ended(
                                            part, status, transferred(piece, status, response))));
        }
        return NtStatus.STATUS_PENDING;
    }

    // How many bytes a response has moved; those of a read are put into the requester's buffer.
    private long transferred(BufferRef buffer, NtStatus status, @Nullable Response response) {
        if (!NtStatuses.isSuccess(status) || response == null) {
            return 0;
        }
        if (response.hasWritten()) {
            return response.getWritten().getLength();
        }
        byte[] bytes = response.getData().getBytes().toByteArray();
        kernel.mm().write(buffer.toBuilder().setLength(bytes.length).build(), bytes);
        return bytes.length;
    }

    private NtStatus cancelled(MrxCancelRoutine call) {
        UnderWay underWay = lowIos.get(call.getRxContext());
        if (underWay != null) { // else its completion came first
            underWay.server().cancel(underWay.lowIo());
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** MRxFlush. */
    NtStatus flush(MRxFlush call) {
        RemoteFile file = bySrvOpen.get(call.getSrvOpen());
        return file == null
                ? NtStatus.STATUS_FILE_CLOSED
                : servers.ask(file.share().server(), new Operation.Flush(file)).status();
    }

    /** MRxQueryFileInfo. */
    NtStatus queryFileInfo(MRxQueryFileInfo call, MRxQueryFileInfo.Out.Builder out) {
        RemoteFile file = bySrvOpen.get(call.getSrvOpen());
        if (file == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        return switch (call.getFileInformationClass()) {
            case FileBasicInformation -> {
                FileInformation.Basic basic =
                        FileInformation.Basic.newBuilder()
                                .setFileAttributes(attributes(file))
                                .build();
                FileInformation found = FileInformation.newBuilder().setBasic(basic).build();
                yield answer(call, found, BASIC_LENGTH, out);
            }
            case FileStandardInformation -> queryStandard(call, file, out);
            case FileInformationClassNone,
                    FileRenameInformation,
                    FileDispositionInformation,
                    FilePositionInformation,
                    FileAllocationInformation,
                    FileEndOfFileInformation,
                    UNRECOGNIZED ->
                    NtStatus.STATUS_INVALID_PARAMETER;
        };
    }

    private NtStatus queryStandard(
            MRxQueryFileInfo call, RemoteFile file, MRxQueryFileInfo.Out.Builder out) {
        Waiter.Answer answer = servers.ask(file.share().server(), new Operation.QuerySize(file));
        if (!NtStatuses.isSuccess(answer.status())) {
            return answer.status();
        }
        long size = answer.response().getSize().getSize();
        FileInformation.Standard standard =
                FileInformation.Standard.newBuilder()
                        .setAllocationSize(size)
                        .setEndOfFile(size)
                        .setNumberOfLinks(1)
                        .setDirectory(file.isDirectory())
                        .build();
        FileInformation found = FileInformation.newBuilder().setStandard(standard).build();
        return answer(call, found, STANDARD_LENGTH, out);
    }

    private static NtStatus answer(
            MRxQueryFileInfo call,
            FileInformation found,
            int length,
            MRxQueryFileInfo.Out.Builder out) {
        if (Integer.compareUnsigned(call.getLengthRemaining(), length) < 0) {
            out.setInformationToReturn(length); // what is needed
            return NtStatus.STATUS_BUFFER_TOO_SMALL;
        }
        out.setFileInformation(found).setLengthRemaining(call.getLengthRemaining() - length);
        return NtStatus.STATUS_SUCCESS;
    }

    /** MRxSetFileInfo: sizes only; the protocol has no names to change and keeps no times. */
    NtStatus setFileInfo(MRxSetFileInfo call) {
        RemoteFile file = bySrvOpen.get(call.getSrvOpen());
        if (file == null) {
            return NtStatus.STATUS_FILE_CLOSED;
        }
        return switch (call.getFileInformationClass()) {
            case FileEndOfFileInformation ->
                    setSize(file, call.getFileInformation().getEndOfFile());
            case FileAllocationInformation ->
                    setAllocation(file, call.getFileInformation().getAllocationSize());
            case FileInformationClassNone,
                    FileBasicInformation,
                    FileStandardInformation,
                    FileRenameInformation,
                    FileDispositionInformation,
                    FilePositionInformation,
                    UNRECOGNIZED ->
                    NtStatus.STATUS_NOT_IMPLEMENTED;
        };
    }

    private NtStatus setSize(RemoteFile file, long size) {
        return servers.ask(file.share().server(), new Operation.SetSize(file, size)).status();
    }

    // Less room than the file has bytes cuts it; more room is the server's own affair.
    private NtStatus setAllocation(RemoteFile file, long allocation) {
        Waiter.Answer size = servers.ask(file.share().server(), new Operation.QuerySize(file));
        if (!NtStatuses.isSuccess(size.status())
                || size.response().getSize().getSize() <= allocation) {
            return size.status();
        }
        return setSize(file, allocation);
    }
}
