package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.WorkQueueType;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/**
 * IO_WORKITEM: it leaves its queue before its routine runs, and may then be queued again. From the
 * queueing to the return of the routine the device is referenced, and the image of its driver
 * stays. Page: windows-driver-docs-pr/kernel/releasing-driver-allocated-resources.md.
 */
public final class WorkItem extends KernelObject {
    private final DeviceObject device;
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
     * @param ownedByDriver whether it lies in memory of the driver: IoInitializeWorkItem
     * @param key what led to it, and which of those it is
     */
    public WorkItem(DeviceObject device, boolean ownedByDriver, long key) {
        this.key = key;
        this.ownedByDriver = ownedByDriver;
        this.device = device;
    }

    /** Whether it lies in memory of the driver. */
    public boolean isOwnedByDriver() {
        return ownedByDriver;
    }

    /** The device for which its routine works. */
    public DeviceObject device() {
        return device;
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
        device.countWorkItem(1);
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
        device.countWorkItem(-1);
        device.released(machine);
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("device", device).add("queued", isQueued() ? "yes" : null);
    }

    @Override
    protected String noun() {
        return "work-item";
    }
}
