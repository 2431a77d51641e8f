package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.WorkQueueType;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * IO_WORKITEM: it leaves its queue before its routine runs, and may then be queued again. From the
 * queueing to the return of the routine its device or driver object is referenced, and the image of
 * the driver stays. Page: windows-driver-docs-pr/kernel/releasing-driver-allocated-resources.md.
 */
public final class WorkItem extends KernelObject {
    private final KernelObject of;
    private final boolean ownedByDriver;
    private final long key;
    private Workers.@Nullable Queued queued;

    /** One of the I/O manager's memory; its maker adds it to the machine's objects. */
    public WorkItem(DeviceObject device, long key) {
        this(device, false, key);
    }

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param of the device for which its routine works, or the driver object
     * @param ownedByDriver whether it lies in memory of the driver: IoInitializeWorkItem
     * @param key what led to it, and which of those it is
     */
    public WorkItem(KernelObject of, boolean ownedByDriver, long key) {
        this.key = key;
        this.ownedByDriver = ownedByDriver;
        this.of = of;
    }

    /** Whether it lies in memory of the driver. */
    public boolean isOwnedByDriver() {
        return ownedByDriver;
    }

    /** The device for which its routine works, or the driver object. */
    public KernelObject ioObject() {
        return of;
    }

    /** Whether it works for a driver, and not for one of its devices. */
    public boolean isOfDriver() {
        return of instanceof DriverObject;
    }

    /** The driver that stays while it is queued or its routine runs. */
    public Place driver() {
        return of instanceof DriverObject object ? object.driver() : ((DeviceObject) of).driver();
    }

    /** Whether it waits in a queue. */
    public boolean isQueued() {
        reads();
        return queued != null && queued.isWaiting();
    }

    /** Queues it to DelayedWorkQueue. */
    public void queue(Place owner, long routine, GeneratedMessage request, long origin) {
        queue(WorkQueueType.DelayedWorkQueue, owner, routine, request, origin);
    }

    /** IoQueueWorkItem: the request is delivered to a system worker thread. */
    public void queue(
            WorkQueueType type, Place owner, long routine, GeneratedMessage request, long origin) {
        writes();
        if (of instanceof DeviceObject device) {
            device.countWorkItem(1);
        }
        String name = owner.component() + " work item";
        Workers.Queued item =
                owner.machine()
                        .workers()
                        .queue(type, owner, name, request, this, Site.join(origin, key));
        item.isCalled(name + " " + routine);
        queued = item;
    }

    /** Its routine has returned, for one of the times that it was queued. */
    void returned(Machine machine) {
        if (of instanceof DeviceObject device) {
            device.countWorkItem(-1);
            device.released(machine);
        }
    }

    @Override
    protected void tell(Facts facts) {
        facts.add(isOfDriver() ? "driver object" : "device", of)
                .add("queued", isQueued() ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "work-item";
    }
}
