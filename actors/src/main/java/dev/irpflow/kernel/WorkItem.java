package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import org.jspecify.annotations.Nullable;

/** IO_WORKITEM: it leaves its queue before its routine runs, and may then be queued again. */
public final class WorkItem extends KernelObject {
    private final DeviceObject device;
    private Workers.@Nullable Queued queued;

    /** A new one; its maker adds it to the machine's objects. */
    public WorkItem(DeviceObject device) {
        this.device = device;
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

    /** IoQueueWorkItem: the request is delivered to a system worker thread. */
    public void queue(Place owner, String name, GeneratedMessage request, long origin) {
        writes();
        queued = owner.machine().workers().queue(owner, name, request, this, origin);
    }

    @Override
    protected String noun() {
        return "work-item";
    }
}
