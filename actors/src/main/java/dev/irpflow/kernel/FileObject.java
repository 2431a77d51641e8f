package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * FILE_OBJECT: one open of a device or of a file behind it. Its own event is signaled when a
 * request without another one has ended; a synchronous one has a lock, so that it serves one
 * request at a time. Pages: wdk-ddi-src/content/wdm/ns-wdm-_file_object.md,
 * ntifs/nf-ntifs-ntfscontrolfile.md.
 */
public final class FileObject extends WaitObject {
    private final DeviceObject device;
    private final String fileName;
    private @Nullable Object fsContext;
    private @Nullable Object fsContext2;
    private long position;
    private boolean synchronous;
    private boolean alertable;
    private boolean busy;
    private @Nullable Event lock;
    private int handles;
    private int references;
    private boolean cleanedUp;

    /** An open that is under way; the I/O manager adds it to the machine's objects. */
    public FileObject(DeviceObject device, String fileName) {
        super(Type.NOTIFICATION);
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

    /** FO_ALERTABLE_IO: an alert ends the wait for a request, which is cancelled then. */
    public boolean isAlertable() {
        reads();
        return alertable;
    }

    /**
     * Sets {@link #isSynchronous} and {@link #isAlertable}.
     *
     * @param byAlerts whether alerts end its waits
     */
    public void synchronous(boolean yes, boolean byAlerts) {
        writes();
        this.synchronous = yes;
        this.alertable = byAlerts;
    }

    /** Takes the lock of a synchronous file object; false if somebody has it. */
    public boolean tryLock() {
        writes();
        boolean free = !busy;
        busy = true;
        return free;
    }

    /** What a thread waits for that is to be given the lock. */
    public Event lockEvent(Machine machine) {
        writes();
        if (lock == null) {
            lock = machine.objects().add(new Event(Type.SYNCHRONIZATION));
        }
        return lock;
    }

    /** Gives the lock back, or to one that waits for it. */
    public void unlock() {
        writes();
        if (lock != null && lock.isWaitedFor()) {
            lock.signal(); // one of them goes on, and it stays locked
        } else {
            busy = false;
        }
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

    /** A request or a driver's pointer refers to it from now on. */
    public void reference() {
        writes();
        references++;
    }

    /**
     * One refers to it no longer; after the last handle and the last reference the drivers are told
     * by IRP_MJ_CLOSE, in a thread of the system.
     */
    public void dereference(Machine machine) {
        writes();
        references = Math.max(0, references - 1);
        if (cleanedUp && references == 0) {
            new LastReference(this).begin(machine);
        }
    }

    /** The cleanup has ended; whether nobody refers to it any more. */
    public boolean cleanedUp() {
        writes();
        cleanedUp = true;
        return references == 0;
    }

    /** The close has ended: it is gone. */
    public void closed(Machine machine) {
        machine.ioManagerWork().ended(this);
        if (lock != null) {
            machine.objects().remove(lock);
        }
        machine.objects().remove(this);
    }

    @Override
    protected void tell(Facts facts) {
        super.tell(facts);
        facts.add("name", fileName.isEmpty() ? null : fileName)
                .add("device", device)
                .add("handles", handles)
                .add("references", references == 0 ? null : references)
                .add("position", position)
                .add("synchronous", synchronous ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "file";
    }
}
