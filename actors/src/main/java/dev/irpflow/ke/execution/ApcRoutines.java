package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Apc;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.ThreadApcs;
import dev.irpflow.kernel.ThreadObject;
import dev.irpflow.protocol.kernel.NtAlertThread;
import dev.irpflow.protocol.kernel.NtResumeThread;
import dev.irpflow.protocol.kernel.NtSuspendThread;
import dev.irpflow.protocol.kernel.PApcFunc;
import dev.irpflow.protocol.kernel.QueueUserAPC;
import dev.irpflow.protocol.kernel.QueueUserAPC2;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** What a thread does to another: user APCs, alerts, suspension. */
public final class ApcRoutines implements Family {
    private static final int SPECIAL_USER_APC = 1; // QUEUE_USER_APC_FLAGS_SPECIAL_USER_APC

    @Override
    public void register(Routines table) {
        table.serve(QueueUserAPC.class, this::queue);
        table.serve(QueueUserAPC2.class, this::queueAny);
        table.serve(NtAlertThread.class, this::alert);
        table.serve(NtSuspendThread.class, this::suspend);
        table.serve(NtResumeThread.class, this::resume);
    }

    void queue(Call call, QueueUserAPC request, Sink sink) {
        PApcFunc.Builder routine = PApcFunc.newBuilder().setRoutine(request.getPfnApc());
        if (request.hasDwData()) {
            routine.setParameter(request.getDwData());
        }
        Strand thread = thread(request.getHThread(), sink);
        boolean queued = queue(thread, Apc.Mode.USER, call, routine.build(), sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                QueueUserAPC.Out.newBuilder().setReturned(queued).build());
    }

    void queueAny(Call call, QueueUserAPC2 request, Sink sink) {
        PApcFunc.Builder routine = PApcFunc.newBuilder().setRoutine(request.getApcRoutine());
        if (request.hasData()) {
            routine.setParameter(request.getData());
        }
        boolean special = (request.getFlags() & SPECIAL_USER_APC) != 0;
        Apc.Mode mode = special ? Apc.Mode.SPECIAL_USER : Apc.Mode.USER;
        Strand thread = thread(request.getThread(), sink);
        boolean queued = queue(thread, mode, call, routine.build(), sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                QueueUserAPC2.Out.newBuilder().setReturned(queued).build());
    }

    private static boolean queue(
            @Nullable Strand thread, Apc.Mode mode, Call call, PApcFunc routine, Sink sink) {
        if (thread == null || !thread.isOfUserMode() || thread.apcQueueOrNew().isEnding()) {
            return false;
        }
        long cause = sink.machine().causes().cause();
        thread.apcQueueOrNew().queue(new Apc(mode, call.from(), routine, cause));
        return true;
    }

    void alert(Call call, NtAlertThread request, Sink sink) {
        Strand thread = thread(request.getThreadHandle(), sink);
        if (thread == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        thread.apcQueueOrNew().alert();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void suspend(Call call, NtSuspendThread request, Sink sink) {
        Strand thread = thread(request.getThreadHandle(), sink);
        ThreadApcs apcs = thread == null ? null : thread.apcQueueOrNew();
        if (apcs == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
        } else if (apcs.isEnding()) {
            sink.returns(call, NtStatus.STATUS_THREAD_IS_TERMINATING);
        } else if (apcs.suspensions() >= ThreadApcs.MOST_SUSPENSIONS) {
            sink.returns(call, NtStatus.STATUS_SUSPEND_COUNT_EXCEEDED);
        } else {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    NtSuspendThread.Out.newBuilder()
                            .setPreviousSuspendCount(apcs.suspend())
                            .build());
        }
    }

    void resume(Call call, NtResumeThread request, Sink sink) {
        Strand thread = thread(request.getThreadHandle(), sink);
        if (thread == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_HANDLE);
            return;
        }
        ThreadApcs apcs = thread.apcQueue();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                NtResumeThread.Out.newBuilder()
                        .setPreviousSuspendCount(apcs == null ? 0 : apcs.resume())
                        .build());
    }

    // A thread's object stands for its handle where the scenario names the thread.
    private static @Nullable Strand thread(long handle, Sink sink) {
        KernelObject object = sink.machine().objects().find(handle);
        if (object instanceof Handle opened) {
            object = opened.object();
        }
        return object instanceof ThreadObject thread && !thread.strand().isEnded()
                ? thread.strand()
                : null;
    }
}
