package dev.irpflow.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** DEVICE_OBJECT: where IRPs are sent; its driver is a component or a driver of the user's. */
public final class DeviceObject extends KernelObject {
    private static final int DO_BUFFERED_IO = 0x4;
    private static final int DO_DIRECT_IO = 0x10;

    private final String name;
    private final Place driver;
    private int stackSize = 1;
    private @Nullable DeviceObject lower;
    private @Nullable DeviceObject upper;
    private int flags;
    private @Nullable DriverObject driverObject;
    private long bytes;
    private boolean deletePending;
    private int references;
    private int workItems;
    private @Nullable StartIo startIo;
    private @Nullable IrpLog log; // most machines keep none

    /** A new one; its maker adds it to the machine's objects. */
    public DeviceObject(String name, Place driver) {
        this.name = name;
        this.driver = driver;
    }

    /** Its name in the object namespace, such as {@code \Device\Mup}; "" for an unnamed one. */
    public String name() {
        return name;
    }

    /** Who gets its IRPs. */
    public Place driver() {
        return driver;
    }

    /** The driver object whose dispatch table serves it; null for a device of a component. */
    public @Nullable DriverObject driverObject() {
        reads();
        return driverObject;
    }

    /** Sets {@link #driverObject}. */
    public void driverObject(DriverObject of) {
        writes();
        this.driverObject = of;
    }

    /** How many stack locations an IRP needs that is sent to it. */
    public int stackSize() {
        reads();
        return stackSize;
    }

    /** Sets {@link #stackSize}. */
    public void stackSize(int locations) {
        writes();
        this.stackSize = locations;
    }

    /** The device it is attached above, null for none. */
    public @Nullable DeviceObject lower() {
        reads();
        return lower;
    }

    /** Attaches it above another device: its IRPs need one more stack location. */
    public void attachAbove(DeviceObject device) {
        writes();
        device.writes();
        this.lower = device;
        device.upper = this;
        this.stackSize = device.stackSize + 1;
    }

    /** AttachedDevice: the device right above it, null for none. */
    public @Nullable DeviceObject upper() {
        reads();
        return upper;
    }

    /** IoDetachDevice: what is attached above it is no longer. */
    public void detachUpper() {
        writes();
        if (upper != null) {
            upper.writes();
            upper.lower = null;
            upper = null;
        }
    }

    /** IoGetAttachedDevice: the top of its stack, to which requests are sent. */
    public DeviceObject top() {
        DeviceObject top = this;
        for (DeviceObject next = upper(); next != null; next = next.upper()) {
            top = next;
        }
        return top;
    }

    /** Flags: the DO_ constants. */
    public int flags() {
        reads();
        return flags;
    }

    /** Sets {@link #flags}. */
    public void flags(int bits) {
        writes();
        this.flags = bits;
    }

    /** DO_BUFFERED_IO: reads and writes go through a system buffer. */
    public boolean isBuffered() {
        return (flags() & DO_BUFFERED_IO) != 0;
    }

    /** DO_DIRECT_IO: reads and writes have an MDL. */
    public boolean isDirect() {
        return (flags() & DO_DIRECT_IO) != 0;
    }

    /** Whether a device lies further down its stack than right below it. */
    public boolean isAboveMoreThanOne(DeviceObject device) {
        DeviceObject next = lower();
        if (next == null || next == device) {
            return false;
        }
        for (next = next.lower(); next != null; next = next.lower()) {
            if (next == device) {
                return true;
            }
        }
        return false;
    }

    /** It is sent an IRP, which Driver Verifier logs. */
    public void logs(Irp irp) {
        writes();
        if (log == null) {
            log = new IrpLog();
        }
        log.add(irp.id(), irp.currentStack());
    }

    /** What it keeps for StartIo; null if nobody has asked for it. */
    public @Nullable StartIo startIoOrNull() {
        reads();
        return startIo;
    }

    /** What it keeps for StartIo. */
    public StartIo startIo(Machine machine) {
        StartIo kept = startIoOrNull();
        if (kept == null) {
            writes();
            kept = new StartIo(machine.objects().add(new DeviceQueue()));
            startIo = kept;
        }
        return kept;
    }

    /** Says how many bytes of nonpaged pool it takes, its extension included. */
    public void takes(long poolBytes) {
        this.bytes = poolBytes;
    }

    /** Whether its driver has deleted it while files are open on it. */
    public boolean isDeletePending() {
        reads();
        return deletePending;
    }

    /** IoDeleteDevice: it goes now, or with the last file, work item or reference to it. */
    public void delete(Machine machine) {
        writes();
        deletePending = true;
        machine.namespace().remove(this);
        released(machine);
    }

    /** Whether somebody has a pointer to it that he has not given back. */
    public boolean isReferenced() {
        reads();
        return references > 0;
    }

    /** Counts a pointer to it given out (+1) or given back (-1). */
    public void countReference(int change) {
        writes();
        references += change;
    }

    /** Counts a work item of it that is queued (+1) or whose routine has returned (-1). */
    void countWorkItem(int change) {
        writes();
        workItems += change;
    }

    /** Whether a file is open on it. */
    public boolean isOpen(Machine machine) {
        for (FileObject file : machine.objects().all(FileObject.class)) {
            if (file.device() == this) {
                return true;
            }
        }
        return false;
    }

    /** A file on it was closed, or a reference given back: if it was deleted before, it may go. */
    public void released(Machine machine) {
        reads();
        if (!deletePending || isGone() || references + workItems > 0 || isOpen(machine)) {
            return;
        }
        machine.memory().refund(Region.Kind.NONPAGED_POOL, bytes);
        if (startIo != null) {
            machine.objects().remove(startIo.queue());
        }
        machine.objects().remove(this);
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("name", name.isEmpty() ? null : name)
                .add("driver", driver)
                .add("driver object", driverObject)
                .add("stack size", stackSize)
                .add("attached above", lower)
                .add("current irp", startIo == null ? null : startIo.current())
                .add("device queue", startIo == null ? null : startIo.queue())
                .add("references", references == 0 ? null : references)
                .add("work items under way", workItems == 0 ? null : workItems)
                .add("delete pending", deletePending ? "yes" : null)
                .addAll("logged irp", log == null ? List.of() : log.words());
    }

    @Override
    protected String noun() {
        return "device";
    }
}
