package dev.irpflow.server;

import dev.irpflow.protocol.fileserver.Action;
import dev.irpflow.protocol.fileserver.Disposition;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one share.
 *
 * <p>Simplified: a folder needs no making; every path that could be one is there. A Windows server
 * answers STATUS_OBJECT_PATH_NOT_FOUND where a folder is missing.
 */
final class Share {
    /**
     * What came of an open.
     *
     * @param status whether it succeeded
     * @param file the file, null if it did not
     * @param action what it did, if it did
     */
    record Outcome(NtStatus status, @Nullable StoredFile file, Action action) {
        static Outcome failed(NtStatus status) {
            return new Outcome(status, null, Action.ACTION_OPENED);
        }
    }

    private final Disk disk;
    private final Map<PathName, StoredFile> files = new LinkedHashMap<>();

    Share(Disk disk) {
        this.disk = disk;
    }

    /** The disk that it lies on. */
    Disk disk() {
        return disk;
    }

    @Nullable StoredFile find(PathName name) {
        return files.get(name);
    }

    /** Opens, creates or empties a file, or finds that this open has done so before. */
    Outcome open(PathName name, Disposition disposition, String openId) {
        StoredFile file = files.get(name);
        if (file == null) {
            return create(name, disposition, openId);
        }
        Action before = file.actionOf(openId);
        if (before != null) { // the client asks again because our answer was lost
            return new Outcome(NtStatus.STATUS_SUCCESS, file, before);
        }
        return switch (disposition) {
            case DISPOSITION_OPEN, DISPOSITION_OPEN_IF ->
                    new Outcome(NtStatus.STATUS_SUCCESS, file, Action.ACTION_OPENED);
            case DISPOSITION_CREATE -> Outcome.failed(NtStatus.STATUS_OBJECT_NAME_COLLISION);
            case DISPOSITION_SUPERSEDE -> empty(file, Action.ACTION_SUPERSEDED, openId);
            case DISPOSITION_OVERWRITE, DISPOSITION_OVERWRITE_IF ->
                    empty(file, Action.ACTION_OVERWRITTEN, openId);
            case UNRECOGNIZED -> Outcome.failed(NtStatus.STATUS_INVALID_PARAMETER);
        };
    }

    private Outcome create(PathName name, Disposition disposition, String openId) {
        return switch (disposition) {
            case DISPOSITION_OPEN, DISPOSITION_OVERWRITE ->
                    Outcome.failed(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
            case DISPOSITION_CREATE,
                    DISPOSITION_OPEN_IF,
                    DISPOSITION_OVERWRITE_IF,
                    DISPOSITION_SUPERSEDE -> {
                StoredFile file = new StoredFile();
                files.put(name, file);
                file.opened(openId, Action.ACTION_CREATED);
                yield new Outcome(NtStatus.STATUS_SUCCESS, file, Action.ACTION_CREATED);
            }
            case UNRECOGNIZED -> Outcome.failed(NtStatus.STATUS_INVALID_PARAMETER);
        };
    }

    private Outcome empty(StoredFile file, Action action, String openId) {
        disk.resize(file, 0);
        file.opened(openId, action);
        return new Outcome(NtStatus.STATUS_SUCCESS, file, action);
    }
}
