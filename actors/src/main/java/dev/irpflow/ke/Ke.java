package dev.irpflow.ke;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverObjectSetDispatch;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IoCopyCurrentIrpStackLocationToNext;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoFreeWorkItem;
import dev.irpflow.protocol.kernel.IoGetCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoGetNextIrpStackLocation;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoQueueWorkItem;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReuseIrp;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoSkipCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IoStatusBlockRead;
import dev.irpflow.protocol.kernel.IrpGetBuffers;
import dev.irpflow.protocol.kernel.IrpGetCancel;
import dev.irpflow.protocol.kernel.IrpGetCancelIrql;
import dev.irpflow.protocol.kernel.IrpGetIoStatus;
import dev.irpflow.protocol.kernel.IrpGetOut;
import dev.irpflow.protocol.kernel.IrpGetPendingReturned;
import dev.irpflow.protocol.kernel.IrpSetBuffers;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeBugCheckEx;
import dev.irpflow.protocol.kernel.KeCancelTimer;
import dev.irpflow.protocol.kernel.KeClearEvent;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInitializeEvent;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import dev.irpflow.protocol.kernel.KeRemoveQueueDpc;
import dev.irpflow.protocol.kernel.KeResetEvent;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.MemoryRead;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import dev.irpflow.protocol.kernel.PsCreateSystemThread;
import dev.irpflow.protocol.kernel.PsTerminateSystemThread;
import dev.irpflow.protocol.kernel.RtlCopyMemory;
import dev.irpflow.protocol.kernel.RtlZeroMemory;

/**
 * The component {@code ke}: every routine here works on the machine's state at once and returns, or
 * holds its call until a wait or a spin ends. It calls nobody; DPCs, work items and threads of
 * drivers begin strands of their own.
 */
public final class Ke implements Component {
    private final IrpFields irpFields = new IrpFields();
    private final IrpRoutines irps = new IrpRoutines();
    private final DeviceControlRequests requests = new DeviceControlRequests();
    private final MemoryRoutines memory = new MemoryRoutines();
    private final PoolRoutines pool = new PoolRoutines();
    private final SpinLockRoutines locks = new SpinLockRoutines();
    private final EventRoutines events = new EventRoutines();
    private final WaitRoutines waits = new WaitRoutines();
    private final IrqlRoutines irql = new IrqlRoutines();
    private final DpcRoutines dpcs = new DpcRoutines();
    private final TimerRoutines timers = new TimerRoutines();
    private final WorkItemRoutines workItems = new WorkItemRoutines();
    private final ThreadRoutines threads = new ThreadRoutines();
    private final DeviceRoutines devices = new DeviceRoutines();

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                if (call.strand().promisesWait()) {
                    promisedWait(call, sink);
                }
                irp(call, sink);
            }
            case Return answer ->
                    throw new IllegalStateException("ke calls nobody, yet got " + answer);
        }
    }

    // One line for each routine, in three tables: what is asked most comes first.
    private void irp(Call call, Sink sink) {
        switch (call.request()) {
            case IrpGetIoStatus request -> irpFields.ioStatus(call, request, sink);
            case IrpSetIoStatus request -> irpFields.setIoStatus(call, request, sink);
            case IrpGetOut request -> irpFields.out(call, request, sink);
            case IrpGetBuffers request -> irpFields.buffers(call, request, sink);
            case IrpSetBuffers request -> irpFields.setBuffers(call, request, sink);
            case IrpGetPendingReturned request -> irpFields.pendingReturned(call, request, sink);
            case IrpGetCancel request -> irpFields.cancel(call, request, sink);
            case IrpGetCancelIrql request -> irpFields.cancelIrql(call, request, sink);
            case IrpSetNextStackLocation request -> irpFields.setNextLocation(call, request, sink);
            case IoGetCurrentIrpStackLocation request ->
                    irpFields.currentLocation(call, request, sink);
            case IoGetNextIrpStackLocation request -> irpFields.nextLocation(call, request, sink);
            case IoReuseIrp request -> irps.reuse(call, request, sink);
            case IoSetCompletionRoutine request -> irps.setCompletionRoutine(call, request, sink);
            case IoMarkIrpPending request -> irps.markPending(call, request, sink);
            case IoSetCancelRoutine request -> irps.setCancelRoutine(call, request, sink);
            case IoCopyCurrentIrpStackLocationToNext request ->
                    irps.copyToNext(call, request, sink);
            case IoSkipCurrentIrpStackLocation request -> irps.skip(call, request, sink);
            case IoAllocateIrp request -> irps.allocate(call, request, sink);
            case IoFreeIrp request -> irps.free(call, request, sink);
            case IoBuildDeviceIoControlRequest request -> requests.build(call, request, sink);
            case MemoryRead request -> memory.read(call, request, sink);
            case MemoryWrite request -> memory.write(call, request, sink);
            case IoStatusBlockRead request -> memory.readStatusBlock(call, request, sink);
            default -> synchronisation(call, sink);
        }
    }

    private void synchronisation(Call call, Sink sink) {
        switch (call.request()) {
            case KeSetEvent request -> events.set(call, request, sink);
            case KeClearEvent request -> events.clear(call, request, sink);
            case KeResetEvent request -> events.reset(call, request, sink);
            case KeInitializeEvent request -> events.initialize(call, request, sink);
            case KeWaitForSingleObject request -> waits.single(call, request, sink);
            case KeWaitForMultipleObjects request -> waits.multiple(call, request, sink);
            case KeDelayExecutionThread request -> waits.delay(call, request, sink);
            case KeAcquireSpinLock request -> locks.acquire(call, request, sink);
            case KeReleaseSpinLock request -> locks.release(call, request, sink);
            case KeAcquireSpinLockAtDpcLevel request ->
                    locks.acquireAtDpcLevel(call, request, sink);
            case KeReleaseSpinLockFromDpcLevel request ->
                    locks.releaseFromDpcLevel(call, request, sink);
            case IoAcquireCancelSpinLock request -> locks.acquireCancel(call, sink);
            case IoReleaseCancelSpinLock request -> locks.releaseCancel(call, request, sink);
            case KeInitializeSpinLock request -> locks.initialize(call, request, sink);
            case KeGetCurrentIrql request -> irql.current(call, sink);
            case KeRaiseIrql request -> irql.raise(call, request, sink);
            case KeLowerIrql request -> irql.lower(call, request, sink);
            case KeSetTimer request -> timers.set(call, request, sink);
            case KeCancelTimer request -> timers.cancel(call, request, sink);
            case KeInitializeTimer request -> timers.initialize(call, request, sink);
            case KeQuerySystemTime request -> timers.systemTime(call, sink);
            default -> execution(call, sink);
        }
    }

    private void execution(Call call, Sink sink) {
        switch (call.request()) {
            case KeInsertQueueDpc request -> dpcs.insert(call, request, sink);
            case KeRemoveQueueDpc request -> dpcs.remove(call, request, sink);
            case KeInitializeDpc request -> dpcs.initialize(call, request, sink);
            case IoQueueWorkItem request -> workItems.queue(call, request, sink);
            case IoAllocateWorkItem request -> workItems.allocate(call, request, sink);
            case IoFreeWorkItem request -> workItems.free(call, request, sink);
            case ExAllocatePool2 request -> pool.allocate(call, request, sink);
            case ExFreePool request -> pool.free(call, request, sink);
            case MmProbeAndLockPages request -> memory.probeAndLock(call, request, sink);
            case MmUnlockPages request -> memory.unlock(call, request, sink);
            case RtlCopyMemory request -> memory.copy(call, request, sink);
            case RtlZeroMemory request -> memory.zero(call, request, sink);
            case PsCreateSystemThread request -> threads.create(call, request, sink);
            case PsTerminateSystemThread request -> threads.terminate(call, sink);
            case KeBugCheckEx request -> threads.bugCheck(request, sink);
            case IoCreateDevice request -> devices.create(call, request, sink);
            case IoDeleteDevice request -> devices.delete(call, request, sink);
            case DriverObjectSetDispatch request -> devices.setDispatch(call, request, sink);
            default -> throw new IllegalStateException("ke does not serve " + call);
        }
    }

    private static void promisedWait(Call call, Sink sink) {
        boolean waits =
                call.request() instanceof KeWaitForSingleObject
                        || call.request() instanceof KeWaitForMultipleObjects;
        if (!waits) {
            call.strand().locks().waitsNow();
            Broken.rule(
                    KeRule.SET_EVENT_THEN_WAIT,
                    call,
                    "calls %s after KeSetEvent with Wait TRUE".formatted(call.contract().name()),
                    sink);
        }
    }
}
