package dev.irpflow.server;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a file server. It outlives the machine: whoever builds the machine again gives it the
 * same disk, and what was written is there, because a write is on the disk when it has been
 * answered.
 */
public final class Disk {
    private static final int LOOKED_AT = 1 << 20;

    private final long capacity;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private long used;

    /** An empty disk of this many bytes. */
    public Disk(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Offers a share of this name, empty at first; a share that is there already stays as it is.
     */
    public void share(String name) {
        shares.computeIfAbsent(key(name), key -> new Share(this));
    }

    /** The bytes of a file, null if there is no such file: for whoever looks at the disk itself. */
    public @Nullable ByteString contents(String share, String path) {
        Share at = find(share);
        PathName name = PathName.of(path);
        StoredFile file = at == null || name == null ? null : at.find(name);
        if (file == null) {
            return null;
        }
        List<ByteString> parts = new ArrayList<>();
        for (long offset = 0; offset < file.size(); offset += LOOKED_AT) {
            parts.add(file.read(offset, LOOKED_AT));
        }
        return ByteString.copyFrom(parts);
    }

    /** Bytes that all files have together. */
    public long used() {
        return used;
    }

    /** The share of this name, null if none is offered. */
    @Nullable Share find(String share) {
        return shares.get(key(share));
    }

    /** Writes all of the bytes or none. */
    NtStatus write(StoredFile file, long offset, ByteString bytes) {
        if (offset < 0 || offset > Long.MAX_VALUE - bytes.size()) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        long end = bytes.isEmpty() ? 0 : offset + bytes.size();
        NtStatus status = take(end - file.size());
        if (status == NtStatus.STATUS_SUCCESS) {
            file.write(offset, bytes);
        }
        return status;
    }

    /** Cuts a file or lengthens it with zeros. */
    NtStatus resize(StoredFile file, long size) {
        if (size < 0) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        NtStatus status = take(size - file.size());
        if (status == NtStatus.STATUS_SUCCESS) {
            used += Math.min(0, size - file.size());
            file.resize(size);
        }
        return status;
    }

    // Simplified: a hole counts as if it were written; NTFS counts it only in files that are not
    // sparse.
    private NtStatus take(long more) {
        if (more > capacity - used) {
            return NtStatus.STATUS_DISK_FULL;
        }
        used += Math.max(0, more);
        return NtStatus.STATUS_SUCCESS;
    }

    private static String key(String share) {
        return share.toUpperCase(Locale.ROOT);
    }
}
