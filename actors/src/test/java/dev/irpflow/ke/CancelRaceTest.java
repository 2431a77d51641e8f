package dev.irpflow.ke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.io.Io;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoMarkIrpPending;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IoSetCancelRoutine;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpGetCancel;
import dev.irpflow.protocol.kernel.IrpGetIoStatus;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.kernel.IrpSetNextStackLocation;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A queue with a lock of its own, a cancel that may come at any moment, and a completion that may
 * too: windows-driver-docs-pr/kernel/using-a-driver-supplied-spin-lock.md.
 */
class CancelRaceTest {
    @Test
    void inEveryOrderTheIrpIsCompletedExactlyOnce() {
        Set<String> outcomes = new TreeSet<>();

        for (long seed = 1; seed <= 400; seed++) {
            Queue queue = new Queue(seed);
            queue.bench.run(queue::send);

            assertThat(queue.bench.host.details()).as("seed %d", seed).isEmpty();
            assertThat(queue.bench.host.isWell()).isTrue();
            assertThat(queue.bench.notes).as("seed %d", seed).hasSize(1);
            outcomes.add(queue.bench.notes.getFirst());
        }

        assertThat(outcomes).containsExactly("STATUS_CANCELLED 0", "STATUS_SUCCESS 7");
    }

    /** The driver: one device whose reads wait in a queue. */
    private static final class Queue {
        final KeBench bench = KeBench.withProcessors(2);
        private final Deque<Long> waiting = new ArrayDeque<>();
        private final DeviceObject device;
        private final long cancelRoutine = bench.driver.addressOf(this::cancel);
        private long lock;

        Queue(long seed) {
            bench.host.bind(bench.machine, "io", new Io());
            bench.host.stage().chooser().seed(seed);
            bench.driver.slot(IrpMjRead.class, this::read);
            device = bench.machine.objects().add(new DeviceObject("", bench.driver.place()));
        }

        void send(Running me) {
            lock = KeBench.lock(me);
            long done = KeBench.event(me, EventType.NotificationEvent);
            long irp =
                    me.call(
                                    IoAllocateIrp.newBuilder().setStackSize(1).build(),
                                    IoAllocateIrp.Out.class)
                            .getReturned();
            me.call(
                    IrpSetNextStackLocation.newBuilder()
                            .setIrp(irp)
                            .setLocation(
                                    IoStackLocation.newBuilder()
                                            .setMajorFunction(IrpMajor.IRP_MJ_READ))
                            .build());
            long routine =
                    bench.driver.address(completion -> {
                        note(completion, irp);
                        KeBench.set(completion, done);
                        return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                    });
            me.call(
                    IoSetCompletionRoutine.newBuilder()
                            .setIrp(irp)
                            .setCompletionRoutine(routine)
                            .setInvokeOnSuccess(true)
                            .setInvokeOnError(true)
                            .setInvokeOnCancel(true)
                            .build());
            bench.driver.thread(
                    "canceller", other -> other.call(IoCancelIrp.newBuilder().setIrp(irp).build()));
            bench.driver.dpc("completer", 1, this::complete);
            me.call(IoCallDriver.newBuilder().setDeviceObject(device.id()).setIrp(irp).build());
            bench.driver.dpc("completer", 0, this::complete);
            KeBench.await(me, done);
        }

        private NtStatus read(Running me) {
            long irp = me.request(IrpMjRead.class).getIrp();
            Irql old = KeBench.acquire(me, lock);
            me.call(IoMarkIrpPending.newBuilder().setIrp(irp).build());
            waiting.addLast(irp);
            exchange(me, irp, cancelRoutine);
            boolean cancelled =
                    me.call(IrpGetCancel.newBuilder().setIrp(irp).build(), IrpGetCancel.Out.class)
                            .getReturned();
            boolean mine = cancelled && exchange(me, irp, 0) != 0;
            if (mine) {
                waiting.remove(irp);
            }
            KeBench.release(me, lock, old);
            if (mine) {
                complete(me, irp, NtStatus.STATUS_CANCELLED, 0);
            }
            return NtStatus.STATUS_PENDING;
        }

        private void cancel(Running me) {
            DriverCancel request = me.request(DriverCancel.class);
            me.call(IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build());
            Irql old = KeBench.acquire(me, lock);
            waiting.remove(request.getIrp());
            KeBench.release(me, lock, old);
            complete(me, request.getIrp(), NtStatus.STATUS_CANCELLED, 0);
        }

        private void complete(Running me) {
            Irql old = KeBench.acquire(me, lock);
            Long irp = waiting.pollFirst();
            boolean mine = irp != null && exchange(me, irp, 0) != 0;
            KeBench.release(me, lock, old);
            if (irp != null && mine) {
                complete(me, irp, NtStatus.STATUS_SUCCESS, 7);
            }
        }

        private static void complete(Running me, long irp, NtStatus status, long information) {
            me.call(
                    IrpSetIoStatus.newBuilder()
                            .setIrp(irp)
                            .setStatus(status)
                            .setInformation(information)
                            .build());
            me.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
        }

        private static long exchange(Running me, long irp, long routine) {
            IoSetCancelRoutine.Builder request = IoSetCancelRoutine.newBuilder().setIrp(irp);
            if (routine != 0) {
                request.setCancelRoutine(routine);
            }
            return me.call(request.build(), IoSetCancelRoutine.Out.class).getReturned();
        }

        private void note(Running completion, long irp) {
            var block =
                    completion
                            .call(
                                    IrpGetIoStatus.newBuilder().setIrp(irp).build(),
                                    IrpGetIoStatus.Out.class)
                            .getIoStatus();
            bench.notes.add(block.getStatus() + " " + block.getInformation());
        }
    }
}
