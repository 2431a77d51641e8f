package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoFreeIrp;
import dev.irpflow.protocol.kernel.IoSetCompletionRoutine;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.value.Result;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a step, from its request to the end of its operation. Where the contract wants an IRP,
 * the step brings one with a completion routine that keeps it, as a driver would.
 */
final class PendingCall implements Pending {
    private final RunningMachine here;
    private final RoutineContract contract;
    private final List<Region> lent;
    private @Nullable Irp irp;
    private @Nullable ServiceEnd service; // after STATUS_PENDING of a system service
    private @Nullable Event ended;
    private @Nullable Reply reply;
    private @Nullable NtStatus completion;
    private long completedInformation;
    private @Nullable Message completedOut;
    private long beganNs;
    private long endedNs;

    private PendingCall(RunningMachine here, RoutineContract contract, List<Region> lent) {
        this.here = here;
        this.contract = contract;
        this.lent = lent;
    }

    /** Fills in what the runner has to give: an IRP of its own. */
    static PendingCall prepare(
            RunningMachine here,
            RequestTemplate template,
            Message.Builder request,
            List<Region> lent) {
        RoutineContract contract = RoutineContract.of(template.routine().prototype());
        PendingCall call = new PendingCall(here, contract, lent);
        for (FieldSpec missing : template.missing()) {
            if (missing.object().equals("IRP")) {
                request.setField(missing.descriptor(), call.allocateIrp());
            }
        }
        call.service = ServiceEnd.prepare(here, contract, request, lent);
        return call;
    }

    @Override
    public @Nullable ServiceEnd service() {
        return service;
    }

    @Override
    public String routine() {
        return contract.name();
    }

    @Override
    public @Nullable Irp irp() {
        return irp;
    }

    void send(Message request) {
        beganNs = here.machine().stage().now();
        Reply answer = here.caller().call(request);
        reply = answer;
        endedNs = here.machine().stage().now();
        if (service != null) {
            if (answer.status() == NtStatus.STATUS_PENDING) {
                service.pends();
            } else {
                service = null;
            }
        }
    }

    @Override
    public Result returned() {
        return StepCalls.resultOf(contract, sent());
    }

    /** What the routine has raised; null if it has returned. */
    @Nullable NtStatus raised() {
        return StepCalls.hasRaised(contract, sent()) ? sent().status() : null;
    }

    @Override
    public boolean awaitEnd(Deadline time) {
        if (service != null) {
            boolean came = service.await(time);
            endedNs = here.machine().stage().now();
            return came;
        }
        Event event = ended;
        return event == null || completion != null || time.await(here, event);
    }

    @Override
    public Outcome outcome() {
        OutParameters atReturn = new OutParameters(sent().out());
        OutParameters atEnd = new OutParameters(completedOut);
        Outcome.Given written =
                field -> atReturn.get(field) == null ? atEnd.get(field) : atReturn.get(field);
        NtStatus status = completion;
        if (status != null) {
            return outcome(result(status), atCompletion(written), written);
        }
        if (service != null) {
            IoStatusBlock block = service.result();
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("information", block.getInformation());
            more.put("io_status_block", block);
            return outcome(result(block.getStatus()), more, written);
        }
        return new Outcome(returned(), null, written, endedNs - beganNs);
    }

    private Outcome outcome(Result completed, Map<String, Object> more, Outcome.Given written) {
        Outcome.Given values =
                field -> more.containsKey(field) ? more.get(field) : written.get(field);
        return new Outcome(returned(), completed, values, endedNs - beganNs);
    }

    private static Result result(NtStatus status) {
        return new Result(
                status.getNumber(),
                NtStatuses.isSuccess(status.getNumber())
                        ? Result.Meaning.SUCCESS
                        : Result.Meaning.FAILURE);
    }

    @Override
    public void release() {
        if (service != null) {
            service.release();
        }
        Irp own = irp;
        if (own != null && !own.isGone()) {
            here.caller().call(IoFreeIrp.newBuilder().setIrp(own.id()).build());
        }
        if (ended != null) {
            here.machine().objects().remove(ended);
            ended = null;
        }
        for (Region region : lent) {
            here.machine().memory().giveBack(region);
        }
        lent.clear();
    }

    private Reply sent() {
        Reply answer = reply;
        if (answer == null) {
            throw new IllegalStateException(contract.name() + " was not called yet");
        }
        return answer;
    }

    // What is written at the completion; a number that is no parameter is what Information holds,
    // where 0 is no object.
    private Map<String, Object> atCompletion(Outcome.Given written) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("information", completedInformation);
        contract.outParams().stream()
                .filter(out -> out.param().getAtCompletion() && out.param().getName().isEmpty())
                .filter(out -> out.field().getJavaType() == FieldDescriptor.JavaType.LONG)
                .filter(out -> completedInformation != 0 || out.param().getObject().isEmpty())
                .map(out -> out.field().getName())
                .filter(name -> written.get(name) == null)
                .forEach(name -> values.put(name, completedInformation));
        return values;
    }

    private long allocateIrp() {
        Reply allocated = here.caller().call(IoAllocateIrp.newBuilder().setStackSize(1).build());
        long id =
                ((IoAllocateIrp.Out) java.util.Objects.requireNonNull(allocated.out()))
                        .getReturned();
        irp = here.machine().objects().find(id, Irp.class);
        Event event = here.newEvent();
        ended = event;
        CompletionRoutine routine =
                (device, its, context) -> {
                    Irp completed = java.util.Objects.requireNonNull(irp);
                    completion = completed.status();
                    completedInformation = completed.information();
                    completedOut = completed.out();
                    endedNs = here.machine().stage().now();
                    event.signal();
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                };
        here.caller()
                .call(
                        IoSetCompletionRoutine.newBuilder()
                                .setIrp(id)
                                .setCompletionRoutine(here.caller().addressOf(routine))
                                .setInvokeOnSuccess(true)
                                .setInvokeOnError(true)
                                .setInvokeOnCancel(true)
                                .build());
        return id;
    }
}
