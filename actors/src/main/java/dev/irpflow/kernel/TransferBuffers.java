package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import org.jspecify.annotations.Nullable;

/**
 * The memory that drivers work on in a request, as the I/O manager prepares it and gives it back:
 * by the flags of the device for reads and writes, by the transfer method for controls. Page:
 * windows-driver-docs-pr/kernel/methods-for-accessing-data-buffers.md.
 *
 * @param systemBuffer the copy of the data that the driver works on, null for none
 * @param output where a buffered transfer's output goes, null for none
 * @param locked whose pages are locked for a direct transfer, null for none
 * @param capacity how many bytes Information may count; null if it counts none
 */
public record TransferBuffers(
        @Nullable Region systemBuffer,
        @Nullable BufferRef output,
        @Nullable BufferRef locked,
        @Nullable Long capacity) {
    /** No memory that anything is done with at the end. */
    public static final TransferBuffers NONE = new TransferBuffers(null, null, null, null);

    private static final int METHOD = 3; // the low two bits of a control code
    private static final int METHOD_BUFFERED = 0;
    private static final int METHOD_NEITHER = 3;
    private static final String TAG = "IoSB";

    /**
     * Who asks.
     *
     * @param irql the level at which it does
     */
    public record Requester(Place place, Irql irql) {}

    /** Whether the drivers of a control get the addresses as the requester gave them. */
    public static boolean isNeither(int controlCode) {
        return (controlCode & METHOD) == METHOD_NEITHER;
    }

    /**
     * A buffered control works on one copy of both buffers, a direct one on a copy of the input and
     * on the locked pages of the output.
     *
     * @param keeper the component whose system buffer it is
     * @return null without memory
     */
    public static @Nullable TransferBuffers ofControl(
            Irp irp,
            int controlCode,
            @Nullable BufferRef input,
            @Nullable BufferRef output,
            Requester requester,
            Place keeper) {
        Long capacity = output == null ? null : output.getLength();
        if (isNeither(controlCode)) {
            if (output != null) {
                irp.buffers(IrpBuffers.newBuilder().setUserBuffer(output).build());
            }
            return new TransferBuffers(null, null, null, capacity);
        }
        boolean direct = (controlCode & METHOD) != METHOD_BUFFERED;
        int bytes = direct ? length(input) : Math.max(length(input), length(output));
        IrpBuffers.Builder buffers = IrpBuffers.newBuilder();
        Region copy = null;
        if (bytes > 0) {
            copy = copy(input, bytes, requester, keeper);
            if (copy == null) {
                return null;
            }
            buffers.setSystemBuffer(Memory.all(copy));
        }
        if (direct && output != null) {
            lock(output, requester, keeper);
            buffers.setMdl(output);
        }
        irp.buffers(buffers.build());
        return direct
                ? new TransferBuffers(copy, null, output, capacity)
                : new TransferBuffers(copy, output, null, capacity);
    }

    /**
     * A device that does buffered I/O works on a copy, one that does direct I/O on locked pages,
     * any other on the requester's own buffer.
     *
     * @param keeper the component whose system buffer it is
     * @return null without memory
     */
    public static @Nullable TransferBuffers ofTransfer(
            Irp irp,
            DeviceObject device,
            IrpMajor major,
            @Nullable BufferRef buffer,
            Requester requester,
            Place keeper) {
        if (buffer == null || buffer.getLength() == 0) {
            return NONE;
        }
        boolean writes = major == IrpMajor.IRP_MJ_WRITE;
        IrpBuffers.Builder buffers = IrpBuffers.newBuilder().setUserBuffer(buffer);
        Region copy = null;
        BufferRef locked = null;
        if (device.isBuffered()) {
            copy = copy(writes ? buffer : null, length(buffer), requester, keeper);
            if (copy == null) {
                return null;
            }
            buffers.setSystemBuffer(Memory.all(copy));
        } else if (device.isDirect()) {
            lock(buffer, requester, keeper);
            locked = buffer;
            buffers.setMdl(buffer);
        }
        irp.buffers(buffers.build());
        BufferRef output = copy == null || writes ? null : buffer;
        return new TransferBuffers(copy, output, locked, buffer.getLength());
    }

    /** A system buffer without a requester's own; null without memory. */
    public static @Nullable TransferBuffers ofSystem(Irp irp, int bytes, Place keeper) {
        Region copy = allocate(bytes, keeper);
        if (copy == null) {
            return null;
        }
        irp.buffers(IrpBuffers.newBuilder().setSystemBuffer(Memory.all(copy)).build());
        return new TransferBuffers(copy, null, null, (long) bytes);
    }

    /** Unlocks what was locked. */
    public void unlock(Place keeper) {
        if (locked != null) {
            keeper.machine().memory().unlock(locked, Irql.PASSIVE_LEVEL, keeper);
        }
    }

    /** What the driver has left in the system buffer is there: it succeeded and did not free it. */
    public boolean hasAnswer(boolean failed) {
        return systemBuffer != null && !systemBuffer.isGone() && !failed;
    }

    /**
     * The first bytes of the system buffer, which must be there.
     *
     * @param bytes how many
     */
    public ByteString answer(long bytes, Place keeper) {
        if (systemBuffer == null) {
            throw new IllegalStateException("there is no system buffer");
        }
        BufferRef from = Memory.ref(systemBuffer, 0, bytes);
        return keeper.machine().memory().read(from, Irql.PASSIVE_LEVEL, keeper);
    }

    /** The requester gets as many bytes of a buffered transfer as Information counts. */
    public void copyBack(long information, Place keeper, Place writer) {
        if (output != null && information > 0) {
            long bytes = Math.min(information, output.getLength());
            keeper.machine()
                    .memory()
                    .write(output, 0, answer(bytes, keeper), Irql.PASSIVE_LEVEL, writer);
        }
    }

    /** Frees the system buffer, unless a driver has, and was told against. */
    public void free(Place keeper) {
        if (systemBuffer != null && !systemBuffer.isGone()) {
            keeper.machine().memory().free(systemBuffer);
        }
    }

    private static void lock(BufferRef buffer, Requester requester, Place keeper) {
        keeper.machine().memory().lock(buffer, requester.irql(), requester.place());
    }

    private static @Nullable Region copy(
            @Nullable BufferRef from, int bytes, Requester requester, Place keeper) {
        Region copy = allocate(bytes, keeper);
        if (copy != null && from != null) {
            Memory memory = keeper.machine().memory();
            ByteString data = memory.read(from, requester.irql(), requester.place());
            memory.write(Memory.all(copy), 0, data, requester.irql(), keeper);
        }
        return copy;
    }

    private static @Nullable Region allocate(int bytes, Place keeper) {
        return keeper.machine()
                .memory()
                .allocate(Region.Kind.NONPAGED_POOL, TAG, bytes, keeper.toString());
    }

    private static int length(@Nullable BufferRef buffer) {
        return buffer == null ? 0 : (int) buffer.getLength();
    }
}
