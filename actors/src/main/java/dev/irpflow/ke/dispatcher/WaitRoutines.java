package dev.irpflow.ke.dispatcher;

import static dev.irpflow.kernel.BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC;
import static dev.irpflow.kernel.BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED;

import dev.irpflow.ke.lock.LockOrders;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Interruptible;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Mutex;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackFrames;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.ThreadApcs;
import dev.irpflow.kernel.Wait;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.NtDelayExecution;
import dev.irpflow.protocol.kernel.NtWaitForSingleObject;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits of threads: a held call waits, its processor goes to others. */
public final class WaitRoutines implements Family {
    // THREAD_WAIT_OBJECTS and MAXIMUM_WAIT_OBJECTS of wdm.h.
    private static final int WITHOUT_BLOCKS = 3;
    private static final int WITH_BLOCKS = 64;

    @Override
    public void register(Routines table) {
        table.serve(KeWaitForSingleObject.class, this::single);
        table.serve(KeWaitForMultipleObjects.class, this::multiple);
        table.serve(KeDelayExecutionThread.class, this::delay);
        table.serve(NtWaitForSingleObject.class, this::handle);
        table.serve(NtDelayExecution.class, this::sleep);
    }

    void single(Call call, KeWaitForSingleObject request, Sink sink) {
        WaitObject object = Arguments.object(request.getObject(), WaitObject.class, call, sink);
        if (object != null) {
            Long timeout = request.hasTimeout() ? request.getTimeout() : null;
            Interruptible by = by(request.getAlertable(), request.getWaitMode());
            await(call, List.of(object), Wait.Type.ANY, by, timeout, sink);
        }
    }

    void handle(Call call, NtWaitForSingleObject request, Sink sink) {
        Handle handle = sink.machine().objects().find(request.getHandle(), Handle.class);
        if (handle == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
        } else if (handle.object() instanceof WaitObject object) {
            Interruptible by = Interruptible.of(request.getAlertable(), call.from().isOfUserMode());
            Long timeout = request.hasTimeout() ? request.getTimeout() : null;
            await(call, List.of(object), Wait.Type.ANY, by, timeout, sink);
        } else {
            sink.returns(call, NtStatus.STATUS_OBJECT_TYPE_MISMATCH);
        }
    }

    void multiple(Call call, KeWaitForMultipleObjects request, Sink sink) {
        int count = request.getObjectsCount();
        int most = request.hasWaitBlockArray() ? WITH_BLOCKS : WITHOUT_BLOCKS;
        if (count == 0 || count > most) {
            Broken.rule(
                    KeRule.WAIT_OBJECTS,
                    call,
                    "waits for %d objects %s a wait block array"
                            .formatted(count, request.hasWaitBlockArray() ? "with" : "without"),
                    MAXIMUM_WAIT_OBJECTS_EXCEEDED.with(0, 0, 0, 0),
                    sink);
            return;
        }
        List<WaitObject> objects = new ArrayList<>(count);
        for (long id : request.getObjectsList()) {
            WaitObject object = Arguments.object(id, WaitObject.class, call, sink);
            if (object == null) {
                return;
            }
            objects.add(object);
        }
        Wait.Type type = request.getWaitType() == WaitType.WaitAll ? Wait.Type.ALL : Wait.Type.ANY;
        Interruptible by = by(request.getAlertable(), request.getWaitMode());
        await(call, objects, type, by, request.hasTimeout() ? request.getTimeout() : null, sink);
    }

    void delay(Call call, KeDelayExecutionThread request, Sink sink) {
        delay(call, by(request.getAlertable(), request.getWaitMode()), request.getInterval(), sink);
    }

    void sleep(Call call, NtDelayExecution request, Sink sink) {
        Interruptible by = Interruptible.of(request.getAlertable(), call.from().isOfUserMode());
        delay(call, by, request.getDelayInterval(), sink);
    }

    private static void delay(Call call, Interruptible by, long interval, Sink sink) {
        boolean told = call.strand().isAtDispatch(); // by the contract: it is a breach
        NtStatus broken = interruption(call.strand(), by);
        if (broken != null) {
            sink.returns(call, broken);
        } else if (told || sink.machine().time().hasCome(interval)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else if (ThreadedDpc.blocks(call, "sleeps", sink)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            Wait.delay(call, by, interval);
        }
    }

    private static @Nullable NtStatus interruption(Strand strand, Interruptible by) {
        ThreadApcs apcs = strand.apcQueue();
        return apcs == null || strand.isAtDispatch() ? null : apcs.interrupts(by);
    }

    private static Interruptible by(boolean alertable, KProcessorMode mode) {
        return Interruptible.of(alertable, mode == KProcessorMode.UserMode);
    }

    // While a thread waits in user mode, its kernel stack may be paged out.
    private static void judgeStack(Call call, List<WaitObject> objects, Sink sink) {
        StackFrames locals = call.strand().locals();
        for (WaitObject object : objects) {
            if (locals != null && locals.hold(object)) {
                Broken.rule(
                        KeRule.USER_WAIT_ON_STACK,
                        call,
                        "waits in user mode for %s, which lies on its stack".formatted(object),
                        Broken.verifier(0x123, object.id(), 0, 0),
                        sink);
            }
        }
    }

    private static void await(
            Call call,
            List<WaitObject> objects,
            Wait.Type type,
            Interruptible by,
            @Nullable Long timeout,
            Sink sink) {
        Strand strand = call.strand();
        Irql promised = strand.promisesWait() ? strand.locks().promisedWait() : null;
        if (promised != null) {
            strand.locks().waitsNow();
            strand.changeIrql(promised);
        }
        if (by.isUserMode()) {
            judgeStack(call, objects, sink);
        }
        if (timeout == null || timeout != 0) {
            judgeOrder(call, objects, sink);
        }
        if (isAtLimit(strand, objects)) {
            sink.returns(call, NtStatus.STATUS_MUTANT_LIMIT_EXCEEDED);
            return;
        }
        NtStatus ended = Wait.attempt(strand, objects, type);
        if (ended == null) {
            ended = interruption(strand, by);
        }
        if (ended != null) {
            sink.returns(call, ended);
        } else if (timeout != null && sink.machine().time().hasCome(timeout)) {
            sink.returns(call, NtStatus.STATUS_TIMEOUT);
        } else if (strand.isAtDispatch()) {
            blocked(call, sink);
        } else if (ThreadedDpc.blocks(call, "would have to wait", sink)) {
            sink.returns(call, NtStatus.STATUS_TIMEOUT);
        } else {
            Wait.begin(call, objects, type, by, timeout);
        }
    }

    private static boolean isAtLimit(Strand strand, List<WaitObject> objects) {
        for (WaitObject object : objects) {
            if (object instanceof Mutex mutex && mutex.isAtLimitFor(strand)) {
                return true;
            }
        }
        return false;
    }

    // A poll waits for nothing, so that it closes no circle.
    private static void judgeOrder(Call call, List<WaitObject> objects, Sink sink) {
        for (WaitObject object : objects) {
            if (object instanceof Mutex mutex && !mutex.isOwnedBy(call.strand())) {
                LockOrders.judge(call, mutex, sink);
            }
        }
    }

    // Without Driver Verifier only: with it the contract judges by IRQL and time-out alone.
    private static void blocked(Call call, Sink sink) {
        Broken.rule(
                KernelRule.WAIT_AT_DISPATCH,
                call,
                "would have to wait at " + call.strand().irql(),
                ATTEMPTED_SWITCH_FROM_DPC.with(call.strand().id(), 0, 0, 0),
                sink);
        sink.returns(call, NtStatus.STATUS_TIMEOUT);
    }
}
