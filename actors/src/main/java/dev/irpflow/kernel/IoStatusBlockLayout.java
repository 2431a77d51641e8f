package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.status.NtStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * IO_STATUS_BLOCK as it lies in memory on x64: the status in the first 4 bytes, Information in the
 * 8 bytes from the 8th on. Page: wdk-ddi-src/content/wdm/ns-wdm-_io_status_block.md.
 */
public final class IoStatusBlockLayout {
    /** How many bytes it takes. */
    public static final int BYTES = 16;

    private static final int INFORMATION = 8;

    private IoStatusBlockLayout() {}

    /** The bytes of a status block. */
    public static ByteString encode(NtStatus status, long information) {
        ByteBuffer block = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(0, status.getNumber());
        block.putLong(INFORMATION, information);
        return ByteString.copyFrom(block);
    }

    /** What a status block says; an empty one says 0 and 0. */
    public static IoStatusBlock decode(ByteString bytes) {
        if (bytes.size() < BYTES) {
            return IoStatusBlock.getDefaultInstance();
        }
        ByteBuffer block = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return IoStatusBlock.newBuilder()
                .setStatusValue(block.getInt(0)) // whatever lies there
                .setInformation(block.getLong(INFORMATION))
                .build();
    }
}
