package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** FILE_OBJECT: one open of a device or of a file behind it. */
public final class FileObject extends KernelObject {
    private final DeviceObject device;
    private final String fileName;
    private @Nullable Object fsContext;
    private @Nullable Object fsContext2;
    private long position;
    private boolean synchronous;
    private int handles;

    /** An open that is under way; the I/O manager adds it to the machine's objects. */
    public FileObject(DeviceObject device, String fileName) {
        this.device = device;
        this.fileName = fileName;
    }

    /** The device that the open went to. */
    public DeviceObject device() {
        return device;
    }

    /** The name behind the device, such as {@code \files\public\copy.bin}; "" for the device. */
    public String fileName() {
        return fileName;
    }

    /** The file system's per-file context (the FCB of a redirector). */
    public @Nullable Object fsContext() {
        reads();
        return fsContext;
    }

    /** The file system's per-open context (the FOBX of a redirector). */
    public @Nullable Object fsContext2() {
        reads();
        return fsContext2;
    }

    /** Sets both contexts. */
    public void contexts(@Nullable Object file, @Nullable Object open) {
        writes();
        this.fsContext = file;
        this.fsContext2 = open;
    }

    /** The current byte offset of a synchronous open. */
    public long position() {
        reads();
        return position;
    }

    /** Sets {@link #position}. */
    public void position(long bytes) {
        writes();
        this.position = bytes;
    }

    /** FO_SYNCHRONOUS_IO: requests are waited for by the I/O manager. */
    public boolean isSynchronous() {
        reads();
        return synchronous;
    }

    /** Sets {@link #isSynchronous}. */
    public void synchronous(boolean yes) {
        writes();
        this.synchronous = yes;
    }

    /** How many handles there are to it. */
    public int handles() {
        reads();
        return handles;
    }

    /** Counts a handle opened (+1) or closed (-1). */
    public void countHandle(int change) {
        writes();
        handles += change;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("name", fileName.isEmpty() ? null : fileName)
                .add("device", device)
                .add("handles", handles)
                .add("position", position)
                .add("synchronous", synchronous ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "file";
    }
}
