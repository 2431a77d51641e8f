package dev.irpflow.sim.run;

import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.Expectation;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Result;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The steps that call: they build the request, wait for the end, and compare what came. */
final class StepCalls {
    private final ScenarioRun run;
    private final StepSite site;
    private final RunningMachine here;
    private final Machine machine;

    StepCalls(StepSite site, RunningMachine here) {
        this.run = site.scenarioRun();
        this.site = site;
        this.here = here;
        this.machine = here.machine();
    }

    void call(Step.Call step) {
        Expectation expects = expectations(step.expects(), step.adverbs());
        Deadline time = deadline(expects, step.where(), step.request().routine().name());
        PendingCall pending = send(step.request(), step.adverbs(), step.where());
        if (pending != null) {
            handle(step.expects(), pending);
            checkReturn(expects, pending, step.where());
            if (pending.awaitEnd(time)) {
                finish(pending, expects, step.adverbs().as(), step.where());
            } else {
                giveUp(pending);
            }
        }
        time.cancel();
    }

    void begin(Step.Begin step) {
        Expectation expects = expectations(step.expects(), step.adverbs());
        Deadline time = deadline(expects, step.where(), step.request().routine().name());
        PendingCall pending = send(step.request(), step.adverbs(), step.where());
        time.cancel();
        if (pending != null) {
            handle(step.expects(), pending);
            checkReturn(expects, pending, step.where());
            site.names().begun(new StepNames.Begun(step, site.thread(), here, pending));
        }
    }

    void await(Step.Await step) {
        String what = String.join(", ", step.operations());
        Deadline time = deadline(step.expects(), step.where(), what);
        for (String operation : step.operations()) {
            Pending pending = site.names().takeBegun(operation);
            if (pending != null && pending.awaitEnd(time)) {
                finish(pending, step.expects(), operation, step.where());
            } else if (pending != null) {
                giveUp(pending);
            }
        }
        time.cancel();
    }

    // It did not end in time: where that is forgiven, it is cancelled.
    private void giveUp(Pending pending) {
        ServiceEnd service = pending.service();
        Irp irp = pending.irp();
        if (run.isOver()) {
            return;
        }
        if (service != null) {
            service.threadEnds(here);
        } else if (irp != null && !irp.isGone()) {
            here.caller().call(IoCancelIrp.newBuilder().setIrp(irp.id()).build());
        }
    }

    void cancel(Step.Cancel step) {
        Pending pending = site.names().findBegun(step.operation());
        ServiceEnd service = pending == null ? null : pending.service();
        if (service != null) {
            checkCancelled(step, service.cancel());
            return;
        }
        Irp irp = pending == null ? null : pending.irp();
        if (irp == null || irp.isGone()) {
            checkCancelled(step, false);
            return;
        }
        Reply reply = here.caller().call(IoCancelIrp.newBuilder().setIrp(irp.id()).build());
        IoCancelIrp.Out out = (IoCancelIrp.Out) reply.out();
        checkCancelled(step, out != null && out.getReturned());
    }

    private void checkCancelled(Step.Cancel step, boolean found) {
        Result result =
                new Result(found ? 1 : 0, found ? Result.Meaning.SUCCESS : Result.Meaning.FAILURE);
        if (step.returns() != null && !step.returns().accepts(result, r -> 0)) {
            unexpected(step.where(), "the cancel returned " + found, step.returns().written());
        }
    }

    void workload(Step.RunWorkload step) {
        Workload workload = Workloads.known(step.workload());
        if (workload.spec().mayBegin()) {
            Expectation expects = expectations(step.expects(), step.adverbs());
            Deadline time = deadline(expects, step.where(), step.workload());
            Pending pending = begin(workload, step.with(), step.adverbs(), step.where());
            checkReturn(expects, pending, step.where());
            if (pending.awaitEnd(time)) {
                finish(pending, expects, step.adverbs().as(), step.where());
            } else {
                giveUp(pending);
            }
            time.cancel();
        } else {
            StepLevel.at(here, step.adverbs().irql(), () -> whole(step, workload));
        }
    }

    void beginWorkload(Step.BeginWorkload step) {
        Expectation expects = expectations(step.expects(), step.adverbs());
        Deadline time = deadline(expects, step.where(), step.workload());
        Workload workload = Workloads.known(step.workload());
        Pending pending = begin(workload, step.with(), step.adverbs(), step.where());
        time.cancel();
        checkReturn(expects, pending, step.where());
        site.names().begun(new StepNames.Begun(step, site.thread(), here, pending));
    }

    private Pending begin(Workload workload, List<Setting> with, Adverbs adverbs, Where where) {
        AtomicReference<@Nullable Pending> begun = new AtomicReference<>();
        WorkloadContext context = new WorkloadContext(run, here, with, where);
        StepLevel.at(here, adverbs.irql(), () -> begun.set(workload.begin(context)));
        return Objects.requireNonNull(begun.get());
    }

    private void whole(Step.RunWorkload step, Workload workload) {
        long began = machine.stage().now();
        Deadline time = deadline(step.expects(), step.where(), step.workload());
        Workload.Outputs outputs =
                workload.run(new WorkloadContext(run, here, step.with(), step.where()));
        time.cancel();
        Outcome outcome =
                new Outcome(
                        outputs.result(),
                        null,
                        outputs.values()::get,
                        machine.stage().now() - began);
        Expectation expects = step.expects();
        checkEnd(step, expects.expectedReturn(), outputs);
        checkEnd(step, expects.expectedCompletion(), outputs);
        checkGives(expects, outcome);
        checkTakes(expects, outcome, step.where());
        keep(step.adverbs().as(), outcome);
    }

    // It returns when it has ended: what is said of either is said of its one result.
    private void checkEnd(Step.RunWorkload step, ResultMatcher expected, Workload.Outputs outputs) {
        if (!expected.accepts(outputs.result(), this::earlier)) {
            unexpected(
                    step.where(),
                    "%s ended with %s%s"
                            .formatted(step.workload(), name(outputs.result()), outputs.why()),
                    expected.written());
        }
    }

    void check(Step.Check step) {
        Object value;
        try {
            value = site.values().resolve(step.subject());
        } catch (UnresolvedException e) {
            value = null;
        }
        run.checked();
        if (!step.is().accepts(new Actuals(value, site.values(), run))) {
            unexpected(step.where(), step.subject().written() + " is " + value, "what `is` says");
        }
    }

    private @Nullable PendingCall send(RequestTemplate template, Adverbs adverbs, Where where) {
        List<Region> lent = new ArrayList<>(1);
        Message.Builder request;
        try {
            request = template.build(site.resolver(here, lent));
        } catch (UnresolvedException e) {
            String why = String.valueOf(e.getMessage());
            run.stepFailed(ScenarioRule.STEP_AS_EXPECTED, where, why, here.name());
            return null;
        }
        PendingCall pending = PendingCall.prepare(here, template, request, lent);
        Message built = request.build();
        StepLevel.at(here, adverbs.irql(), () -> pending.send(built));
        return pending;
    }

    // Of a step that is to break a rule, only what it says is compared.
    private static Expectation expectations(Expectation said, Adverbs adverbs) {
        if (adverbs.violates() == null && adverbs.bugChecks() == null) {
            return said;
        }
        ResultMatcher any = new ResultMatcher.Any();
        return new Expectation(
                said.returns() == null ? any : said.returns(),
                said.completes() == null ? any : said.completes(),
                said.gives(),
                said.takes(),
                said.within());
    }

    private Deadline deadline(Expectation expects, Where where, String what) {
        return site.deadline(expects.within(), where, what, "did not end");
    }

    // What has ended is compared, kept and given back.
    private void finish(Pending pending, Expectation expects, @Nullable String as, Where where) {
        Outcome outcome = pending.outcome();
        Result completed = outcome.completed();
        if (completed != null && !expects.expectedCompletion().accepts(completed, this::earlier)) {
            unexpected(
                    where,
                    pending.routine() + " completed with " + name(completed),
                    expects.expectedCompletion().written());
        }
        checkGives(expects, outcome);
        checkTakes(expects, outcome, where);
        keep(as, outcome);
        pending.release();
    }

    // Who says what a routine returns handles what it raises, as __try and __except do.
    private void handle(Expectation said, PendingCall pending) {
        NtStatus raised = pending.raised();
        if (raised != null && said.returns() == null) {
            site.unhandled(raised);
        }
    }

    private void checkReturn(Expectation expects, Pending pending, Where where) {
        run.checked();
        if (!expects.expectedReturn().accepts(pending.returned(), this::earlier)) {
            unexpected(
                    where,
                    pending.routine() + " returned " + name(pending.returned()),
                    expects.expectedReturn().written());
        }
    }

    private void checkGives(Expectation expects, Outcome outcome) {
        run.checked();
        for (Expectation.Given given : expects.gives()) {
            Object value = outcome.values().get(given.field());
            if (!given.matcher().accepts(new Actuals(value, site.values(), run))) {
                unexpected(
                        given.where(),
                        given.field() + " is " + (value == null ? "not written" : value),
                        "what `gives` says");
            }
        }
    }

    private void checkTakes(Expectation expects, Outcome outcome, Where where) {
        if (expects.takes() != null && !expects.takes().includes(outcome.tookNs())) {
            unexpected(
                    where,
                    "it took " + outcome.tookNs() + " ns",
                    "takes " + expects.takes().written());
        }
    }

    private void keep(@Nullable String as, Outcome outcome) {
        if (as != null) {
            site.values().put(as, outcome);
        }
    }

    private long earlier(dev.irpflow.sim.scenario.value.Reference reference) {
        return site.values().resolve(reference) instanceof Number number ? number.longValue() : 0;
    }

    private void unexpected(Where where, String found, String expected) {
        run.stepFailed(
                ScenarioRule.STEP_AS_EXPECTED,
                where,
                found + "; expected " + expected,
                here.name());
    }

    private static String name(Result result) {
        NtStatus status = NtStatus.forNumber((int) result.value());
        return status == null ? Long.toString(result.value()) : status.name();
    }

    /** What a return means by its contract. */
    static Result resultOf(RoutineContract contract, Reply reply) {
        if (hasRaised(contract, reply)) {
            return new Result(reply.status().getNumber(), Result.Meaning.FAILURE);
        }
        boolean failed = contract.failed(reply.status().getNumber(), reply.out());
        long number = contract.resultOf(reply.status().getNumber(), reply.out());
        return new Result(number, failed ? Result.Meaning.FAILURE : Result.Meaning.SUCCESS);
    }

    /** Whether a routine has raised its status instead of returning. */
    static boolean hasRaised(RoutineContract contract, Reply reply) {
        return contract.returns() != Returns.NTSTATUS
                && contract.raises().contains(reply.status().getNumber());
    }
}
