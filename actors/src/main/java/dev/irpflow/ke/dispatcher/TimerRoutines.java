package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.KernelTimer;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.protocol.kernel.KeCancelTimer;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;

/** KTIMER and the system time. */
public final class TimerRoutines implements Family {
    private static final long TIMER = Site.key("timer");

    @Override
    public void register(Routines table) {
        table.serve(KeSetTimer.class, this::set);
        table.serve(KeCancelTimer.class, this::cancel);
        table.serve(KeInitializeTimer.class, this::initialize);
        table.serve(KeQuerySystemTime.class, (call, request, sink) -> systemTime(call, sink));
    }

    void initialize(Call call, KeInitializeTimer request, Sink sink) {
        Machine machine = sink.machine();
        long key = machine.stage().site(call.path(), TIMER);
        KernelTimer timer = new KernelTimer(machine, WaitObject.Type.NOTIFICATION, key);
        Storage.keep(timer, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeTimer.Out.newBuilder().setTimer(timer.id()).build());
    }

    void set(Call call, KeSetTimer request, Sink sink) {
        KernelTimer timer = Arguments.object(request.getTimer(), KernelTimer.class, call, sink);
        if (timer == null) {
            return;
        }
        Dpc dpc = null;
        if (request.hasDpc()) {
            dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
            if (dpc == null) {
                return;
            }
        }
        boolean was = timer.set(request.getDueTime(), 0, dpc, call.strand().processorNumber());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeSetTimer.Out.newBuilder().setReturned(was).build());
    }

    void cancel(Call call, KeCancelTimer request, Sink sink) {
        KernelTimer timer = Arguments.object(request.getTimer(), KernelTimer.class, call, sink);
        if (timer == null) {
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeCancelTimer.Out.newBuilder().setReturned(timer.cancel()).build());
    }

    void systemTime(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQuerySystemTime.Out.newBuilder()
                        .setCurrentTime(sink.machine().time().now())
                        .build());
    }
}
