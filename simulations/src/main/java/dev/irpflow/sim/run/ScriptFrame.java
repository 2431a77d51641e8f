package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.driver.CallbackCode.Answer;
import dev.irpflow.driver.Caller;
import dev.irpflow.driver.Reply;
import dev.irpflow.driver.StatusRaised;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Endings;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of a script: its lines, one after the other, and those after its return. */
final class ScriptFrame implements StepSite {
    private final ScriptedDriver driver;
    private final ScenarioRun run;
    private final Script script;
    private final ScriptValues values;
    private final RunningMachine here;
    private final ScriptStrands strands;
    private Step current;
    private @Nullable NtStatus returned;
    private Message.@Nullable Builder out;

    /**
     * A call that has begun.
     *
     * @param inHand the Call in hand, whose objects the lines need not name
     */
    ScriptFrame(ScriptedDriver driver, Script script, Call inHand) {
        this.driver = driver;
        this.run = driver.scenarioRun();
        this.script = script;
        this.values = new ScriptValues(driver, inHand);
        this.here = driver.machine().as(new Speaking());
        this.strands = new ScriptStrands(driver, here, inHand);
        this.current = script.steps().getFirst();
        driver.began(this, script, inHand);
    }

    /**
     * Plays the lines up to the return; those after it follow on a strand of their own.
     *
     * @param into receives a value that is no NTSTATUS; null if the routine has none
     */
    Answer run(Message.@Nullable Builder into) {
        out = into;
        List<Step> lines = script.steps();
        for (int i = 0; i < lines.size() && !run.isOver(); i++) {
            play(lines.get(i), false);
            NtStatus status = returned;
            if (status != null) {
                boolean ends = !(lines.get(i) instanceof Step.Return) || i + 1 == lines.size();
                List<Step> rest = lines.subList(i + 1, lines.size());
                return new Answer(status, ends ? null : () -> strands.later(() -> after(rest)));
            }
        }
        return new Answer(NtStatus.STATUS_SUCCESS, null);
    }

    private void after(List<Step> lines) {
        driver.goesOn(this);
        returned = null;
        for (int i = 0; i < lines.size() && returned == null && !run.isOver(); i++) {
            play(lines.get(i), true);
        }
    }

    /** Where it is, as a report says it. */
    String line() {
        Where where = current.where();
        return "%s.%s(%s:%d)".formatted(driver.name(), script.name(), where.file(), where.line());
    }

    /**
     * Plays one line, on the processor and at the level that it wants.
     *
     * @param returned whether the routine has returned, so that the strand is the script's own
     */
    private void play(Step step, boolean returned) {
        Integer processor = step.adverbs().processor();
        boolean dispatch = step.adverbs().irql() == Irql.DISPATCH_LEVEL;
        current = step;
        if (processor == null && !(returned && dispatch)) {
            playHere(step);
            return;
        }
        Event done = here.newEvent();
        Runnable there =
                () -> {
                    driver.goesOn(this);
                    playHere(step);
                    done.signal();
                };
        if (strands.irql().getNumber() >= Irql.DISPATCH_LEVEL.getNumber()) {
            run.stepFailed(
                    ScenarioRule.STEP_AS_EXPECTED,
                    step.where(),
                    "this line has a processor of its own, which the line before it cannot wait"
                            + " for at DISPATCH_LEVEL",
                    here.name());
            return;
        }
        if (dispatch) {
            strands.dpc(processor, there);
        } else {
            strands.thread(Objects.requireNonNull(processor), there);
        }
        StepThread.waitOn(here, done);
        here.machine().objects().remove(done);
    }

    private void playHere(Step step) {
        try {
            playAt(step);
        } catch (StatusRaised e) {
            throw e; // which no line handles
        } catch (RuntimeException e) {
            run.broke(e); // our own code, no driver's
        }
    }

    private void playAt(Step step) {
        run.played();
        current = step;
        ExpectedBreach breach = run.breaches().expect(step.adverbs(), here.name());
        switch (step) {
            case Step.Call call -> new StepCalls(this, here).call(call);
            case Step.Begin begin -> new StepCalls(this, here).begin(begin);
            case Step.Do block -> StepLevel.of(run, here, block, () -> repeat(block));
            case Step.OfWorkload _, Step.Together _, Step.Simple _ ->
                    StepLevel.at(here, step.adverbs().irql(), () -> other(step));
        }
        current = step;
        if (breach != null) {
            String missing = run.breaches().end(breach);
            run.checked();
            if (!missing.isEmpty()) {
                fail(step, missing);
            }
        }
    }

    private void other(Step step) {
        switch (step) {
            case Step.OfRoutine _, Step.OfWorkload _, Step.Around _ ->
                    throw new IllegalStateException("no line of a script: " + step);
            case Step.Await await -> new StepCalls(this, here).await(await);
            case Step.Cancel cancel -> new StepCalls(this, here).cancel(cancel);
            case Step.Check check -> new StepCalls(this, here).check(check);
            case Step.Wait wait -> waitFor(wait);
            case Step.Signal signal -> run.state().signals().signal(signal.signal());
            case Step.Inject inject -> run.faults().inject(inject.fault());
            case Step.End end -> run.endFault(end.fault());
            case Step.Note note -> here.machine().log().note(note.text());
            case Step.Return answer -> returned = answered(answer);
            case Step.Complete complete -> complete(complete);
        }
    }

    private void repeat(Step.Do block) {
        Step.Condition when = block.when();
        if (when != null && !values.holds(when, run)) {
            return;
        }
        for (long i = 0; i < block.repeat() && !run.isOver(); i++) {
            for (Step line : block.steps()) {
                play(line, false);
                if (returned != null || run.isOver()) {
                    return;
                }
            }
        }
    }

    private void complete(Step.Complete step) {
        if (step.irp() == null) {
            end(status(Objects.requireNonNull(step.status()), step));
            return;
        }
        long irp = number(step.irp(), step);
        NtStatus status = step.status() == null ? null : status(step.status(), step);
        if (run.isOver()) {
            return;
        }
        if (status != null) {
            long information = step.information() == null ? 0 : number(step.information(), step);
            here.caller()
                    .call(
                            IrpSetIoStatus.newBuilder()
                                    .setIrp(irp)
                                    .setStatus(status)
                                    .setInformation(information)
                                    .build());
        }
        here.caller().call(IoCompleteRequest.newBuilder().setIrp(irp).build());
    }

    // What is no NTSTATUS is a value beside it, like WN_SUCCESS of a network provider, or the
    // action of WskInspectEvent.
    private NtStatus answered(Step.Return step) {
        Message.Builder into = out;
        if (into != null) {
            write(step, into);
        }
        FieldDescriptor value =
                into == null ? null : into.getDescriptorForType().findFieldByName("returned");
        boolean isNumber = script.routine().action() != null;
        boolean isCode = value != null && value.getJavaType() == FieldDescriptor.JavaType.ENUM;
        if (into == null || value == null || !(isNumber || isCode)) {
            return status(step.status(), step);
        }
        int number = (int) number(step.status(), step);
        into.setField(
                value,
                isCode
                        ? value.getEnumType().findValueByNumberCreatingIfUnknown(number)
                        : (Object) number);
        return NtStatus.STATUS_SUCCESS;
    }

    private void write(Step.Return step, Message.Builder into) {
        try {
            RequestTemplate.set(into, step.gives(), resolver(here, new ArrayList<>()));
        } catch (UnresolvedException e) {
            fail(step, String.valueOf(e.getMessage()));
        }
    }

    private void end(NtStatus status) {
        GeneratedMessage ending = Endings.of(values.inHand(), status);
        if (ending != null && !run.isOver()) {
            here.caller().call(ending);
        }
    }

    private void waitFor(Step.Wait wait) {
        Event event = here.newEvent();
        switch (wait.what()) {
            case Step.WaitFor.Time time ->
                    run.after(
                            run.lengthOf(time.length(), wait.where(), here.machine().key()),
                            driver.name(),
                            event::signal);
            case Step.WaitFor.Until _ -> run.state().awaited().whenCome(wait, event::signal);
            case Step.WaitFor.Signalled signalled ->
                    run.state().signals().whenSignalled(signalled.signal(), event::signal);
        }
        if (wait.within() == null) {
            StepThread.waitOn(here, event);
        } else {
            run.checked();
            Deadline time =
                    deadline(
                            wait.within(),
                            wait.where(),
                            "what this line waits for",
                            "did not come");
            time.await(here, event);
            time.cancel();
        }
        here.machine().objects().remove(event);
    }

    private NtStatus status(Value value, Step step) {
        int number = (int) number(value, step);
        NtStatus status = NtStatus.forNumber(number);
        if (status != null) {
            return status;
        }
        fail(step, "0x%08X is no status that this version knows".formatted(number));
        return NtStatus.STATUS_UNSUCCESSFUL;
    }

    private long number(Value value, Step step) {
        Object resolved =
                switch (value) {
                    case Status status -> (long) status.code();
                    case Count count -> count.number();
                    case Constant constant -> constant.number();
                    case Size size -> size.bytes();
                    case Reference reference -> resolved(reference, step);
                    default -> throw new IllegalStateException("no number: " + value);
                };
        return switch (resolved) {
            case Number number -> number.longValue();
            case com.google.protobuf.Descriptors.EnumValueDescriptor constant ->
                    constant.getNumber();
            case Boolean truth -> truth ? 1 : 0;
            default -> 0;
        };
    }

    private Object resolved(Reference reference, Step step) {
        try {
            return values.resolve(reference);
        } catch (UnresolvedException e) {
            fail(step, String.valueOf(e.getMessage()));
            return 0L;
        }
    }

    private void fail(Step step, String what) {
        run.stepFailed(ScenarioRule.STEP_AS_EXPECTED, step.where(), what, here.name());
    }

    @Override
    public ScenarioRun scenarioRun() {
        return run;
    }

    @Override
    public StepNames names() {
        return driver.names();
    }

    @Override
    public Values values() {
        return values;
    }

    @Override
    public StepResolver resolver(RunningMachine machine, List<Region> lent) {
        return new ScriptResolver(driver, machine, values, lent);
    }

    @Override
    public void unhandled(NtStatus raised) {
        throw new StatusRaised(raised);
    }

    @Override
    public Deadline deadline(TimeSpan within, Where where, String what, String lacks) {
        Deadline deadline =
                new Deadline(
                        run.threads(),
                        driver.name(),
                        within,
                        words ->
                                run.stepFailed(
                                        ScenarioRule.STEP_IN_TIME,
                                        where,
                                        what + " " + lacks + " within " + words,
                                        here.name()));
        driver.began(deadline);
        return deadline;
    }

    /** Calls as the driver, at the present line. */
    private final class Speaking implements Caller {
        @Override
        public Reply call(Message request) {
            driver.comesTo(line());
            return driver.context().call(request);
        }

        @Override
        public long addressOf(Object routineOrTable) {
            return driver.context().addressOf(routineOrTable);
        }

        @Override
        public Object codeAt(long address) {
            return driver.context().codeAt(address);
        }
    }
}
