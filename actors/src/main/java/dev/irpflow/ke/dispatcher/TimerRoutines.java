package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.KernelTimer;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.kernel.KeCancelTimer;
import dev.irpflow.protocol.kernel.KeInitializeTimer;
import dev.irpflow.protocol.kernel.KeInitializeTimerEx;
import dev.irpflow.protocol.kernel.KeReadStateTimer;
import dev.irpflow.protocol.kernel.KeSetCoalescableTimer;
import dev.irpflow.protocol.kernel.KeSetTimer;
import dev.irpflow.protocol.kernel.KeSetTimerEx;
import dev.irpflow.protocol.kernel.TimerType;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KTIMER. */
public final class TimerRoutines implements Family {
    private static final long TIMER = Site.key("timer");

    @Override
    public void register(Routines table) {
        table.serve(KeSetTimer.class, this::set);
        table.serve(KeCancelTimer.class, this::cancel);
        table.serve(KeInitializeTimer.class, this::initialize);
        table.serve(KeInitializeTimerEx.class, this::initializeEx);
        table.serve(KeSetTimerEx.class, this::setEx);
        table.serve(KeSetCoalescableTimer.class, this::setCoalescable);
        table.serve(KeReadStateTimer.class, this::read);
    }

    void initialize(Call call, KeInitializeTimer request, Sink sink) {
        KernelTimer timer = timer(WaitObject.Type.NOTIFICATION, call, sink);
        Storage.keep(timer, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeTimer.Out.newBuilder().setTimer(timer.id()).build());
    }

    void initializeEx(Call call, KeInitializeTimerEx request, Sink sink) {
        WaitObject.Type type =
                request.getType() == TimerType.SynchronizationTimer
                        ? WaitObject.Type.SYNCHRONIZATION
                        : WaitObject.Type.NOTIFICATION;
        KernelTimer timer = timer(type, call, sink);
        Storage.keep(timer, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeTimerEx.Out.newBuilder().setTimer(timer.id()).build());
    }

    private static KernelTimer timer(WaitObject.Type type, Call call, Sink sink) {
        Machine machine = sink.machine();
        return new KernelTimer(machine, type, machine.stage().site(call.path(), TIMER));
    }

    void set(Call call, KeSetTimer request, Sink sink) {
        Long dpc = request.hasDpc() ? request.getDpc() : null;
        Boolean was = set(call, request.getTimer(), request.getDueTime(), 0, 0, dpc, sink);
        if (was != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeSetTimer.Out.newBuilder().setReturned(was).build());
        }
    }

    void setEx(Call call, KeSetTimerEx request, Sink sink) {
        Long dpc = request.hasDpc() ? request.getDpc() : null;
        int period = request.getPeriod();
        Boolean was = set(call, request.getTimer(), request.getDueTime(), period, 0, dpc, sink);
        if (was != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeSetTimerEx.Out.newBuilder().setReturned(was).build());
        }
    }

    void setCoalescable(Call call, KeSetCoalescableTimer request, Sink sink) {
        Long dpc = request.hasDpc() ? request.getDpc() : null;
        Boolean was =
                set(
                        call,
                        request.getTimer(),
                        request.getDueTime(),
                        request.getPeriod(),
                        Integer.toUnsignedLong(request.getTolerableDelay()),
                        dpc,
                        sink);
        if (was != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeSetCoalescableTimer.Out.newBuilder().setReturned(was).build());
        }
    }

    // Null: the caller was told against, and the call is returned.
    private static @Nullable Boolean set(
            Call call,
            long timerId,
            long dueTime,
            int period,
            long tolerable,
            @Nullable Long dpcId,
            Sink sink) {
        KernelTimer timer = Arguments.object(timerId, KernelTimer.class, call, sink);
        if (timer == null) {
            return null;
        }
        Dpc dpc = null;
        if (dpcId != null) {
            dpc = Arguments.object(dpcId, Dpc.class, call, sink);
            if (dpc == null) {
                return null;
            }
        }
        if (period < 0) {
            Broken.rule(
                    DispatcherRule.TIMER_PERIOD,
                    call,
                    "sets %s with a period of %d ms".formatted(timer, period),
                    sink);
        }
        int processor = call.strand().processorNumber();
        return timer.set(dueTime, Math.max(0, period), tolerable, dpc, processor);
    }

    void cancel(Call call, KeCancelTimer request, Sink sink) {
        KernelTimer timer = Arguments.object(request.getTimer(), KernelTimer.class, call, sink);
        if (timer == null) {
            return;
        }
        Choices choices = sink.machine().settings().choices();
        Dpc dpc = timer.dpc();
        boolean was = timer.cancel();
        if (was && dpc != null && !choices.isUsual(DispatcherChoice.CANCELLED_TIMER_DPC)) {
            dpc.remove();
        }
        boolean saysSo =
                timer.isPeriodic() && !choices.isUsual(DispatcherChoice.CANCEL_OF_UNSET_PERIODIC);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeCancelTimer.Out.newBuilder().setReturned(was || saysSo).build());
    }

    void read(Call call, KeReadStateTimer request, Sink sink) {
        KernelTimer timer = Arguments.object(request.getTimer(), KernelTimer.class, call, sink);
        if (timer == null) {
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeReadStateTimer.Out.newBuilder().setReturned(timer.isSignaled()).build());
    }
}
