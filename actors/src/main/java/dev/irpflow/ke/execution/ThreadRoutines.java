package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.KernelStack;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.ThreadObject;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeBugCheckEx;
import dev.irpflow.protocol.kernel.PsCreateSystemThread;
import dev.irpflow.protocol.kernel.PsTerminateSystemThread;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;

/** System threads, and the end of the machine. */
public final class ThreadRoutines implements Family {
    private static final long THREAD = Site.key("thread");

    @Override
    public void register(Routines table) {
        table.serve(PsCreateSystemThread.class, this::create);
        table.serve(PsTerminateSystemThread.class, (call, request, sink) -> terminate(call, sink));
        table.serve(KeBugCheckEx.class, (call, request, sink) -> bugCheck(request, sink));
    }

    void create(Call call, PsCreateSystemThread request, Sink sink) {
        KStartRoutine.Builder start =
                KStartRoutine.newBuilder().setRoutine(request.getStartRoutine());
        if (request.hasStartContext()) {
            start.setStartContext(request.getStartContext());
        }
        Machine machine = sink.machine();
        String name = call.from().component() + " thread";
        Strand strand =
                machine.strands()
                        .beginThread(
                                StrandKind.THREAD,
                                call.from(),
                                name,
                                start.build(),
                                request,
                                machine.stage().site(call.path(), THREAD));
        strand.isCalled(name + " " + request.getStartRoutine());
        ThreadObject thread = machine.objects().add(new ThreadObject(strand));
        Handle handle = machine.objects().add(new Handle(thread, call.from().toString()));
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                PsCreateSystemThread.Out.newBuilder()
                        .setThreadHandle(handle.id())
                        .setThread(thread.id())
                        .build());
    }

    void terminate(Call call, Sink sink) {
        if (call.strand().thread() == null) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
            return;
        }
        Call caller = call.outer();
        if (caller != null && caller.outer() != null) {
            Broken.rule(
                    KeRule.TERMINATE_IN_CALLBACK,
                    call,
                    "ends %s from within %s%s"
                            .formatted(
                                    call.strand(),
                                    caller,
                                    KernelStack.isInCallout(call)
                                            ? ", whose stack was expanded for a callout: real"
                                                    + " Windows stops"
                                            : ""),
                    sink);
        }
        sink.machine().strands().terminate(call);
    }

    void bugCheck(KeBugCheckEx request, Sink sink) {
        int code = request.getBugCheckCode();
        sink.bugCheck(
                new BugCheck(
                        code,
                        BugCheckCode.nameOf(code),
                        request.getBugCheckParameter1(),
                        request.getBugCheckParameter2(),
                        request.getBugCheckParameter3(),
                        request.getBugCheckParameter4()));
    }
}
