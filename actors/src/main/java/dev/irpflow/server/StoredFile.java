package dev.irpflow.server;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.fileserver.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file on a disk: its bytes, in blocks of which only those exist that were ever written. */
final class StoredFile {
    private static final int BLOCK = 64 * 1024;

    private final List<byte @Nullable []> blocks = new ArrayList<>();
    private long size;
    private String openId = "";
    private Action action = Action.ACTION_OPENED;

    /** Bytes from its start to its end. */
    long size() {
        return size;
    }

    /** The action of the open that last created or emptied it, if this is its id; else null. */
    @Nullable Action actionOf(String id) {
        return !id.isEmpty() && id.equals(openId) ? action : null;
    }

    /** Notes which open created or emptied it. */
    void opened(String id, Action by) {
        openId = id;
        action = by;
    }

    /** The bytes from an offset on, fewer than asked for at the end. */
    ByteString read(long offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size - offset));
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            int within = (int) ((offset + done) % BLOCK);
            int part = Math.min(BLOCK - within, count - done);
            byte[] block = block(offset + done);
            if (block != null) {
                System.arraycopy(block, within, bytes, done, part);
            }
            done += part;
        }
        return ByteString.copyFrom(bytes);
    }

    /** Puts bytes at an offset; the file grows as needed. */
    void write(long offset, ByteString bytes) {
        for (int done = 0; done < bytes.size(); ) {
            int within = (int) ((offset + done) % BLOCK);
            int part = Math.min(BLOCK - within, bytes.size() - done);
            bytes.substring(done, done + part).copyTo(blockToWrite(offset + done), within);
            done += part;
        }
        size = Math.max(size, offset + bytes.size());
    }

    /** Cuts it or lengthens it with zeros. */
    void resize(long newSize) {
        int kept = (int) ((newSize + BLOCK - 1) / BLOCK);
        if (kept < blocks.size()) {
            blocks.subList(kept, blocks.size()).clear();
        }
        byte[] last = block(newSize);
        if (last != null) { // what was cut must not come back when the file grows again
            Arrays.fill(last, (int) (newSize % BLOCK), BLOCK, (byte) 0);
        }
        size = newSize;
    }

    private byte @Nullable [] block(long offset) {
        int index = (int) (offset / BLOCK);
        return index < blocks.size() ? blocks.get(index) : null;
    }

    private byte[] blockToWrite(long offset) {
        int index = (int) (offset / BLOCK);
        while (blocks.size() <= index) {
            blocks.add(null);
        }
        byte[] block = blocks.get(index);
        if (block == null) {
            block = new byte[BLOCK];
            blocks.set(index, block);
        }
        return block;
    }
}
