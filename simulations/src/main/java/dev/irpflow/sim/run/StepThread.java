package dev.irpflow.sim.run;

import dev.irpflow.driver.Caller;
import dev.irpflow.kernel.Event;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a scenario: runs its steps one after the other, each on its machine. Steps in a row
 * on one machine run on one strand; where the machine changes, the thread goes on there.
 */
final class StepThread {
    private final ScenarioRun run;
    private final String name;
    private final List<Step> steps;
    private final Runnable atEnd;
    private final @Nullable Integer processor;
    private String machine;
    private int next;
    private @Nullable Step current;
    private @Nullable ExpectedBreach expected;
    private int children;
    private boolean orphaned;

    /**
     * A thread that has not begun.
     *
     * @param machine where steps run that do not say where
     */
    StepThread(ScenarioRun run, String name, String machine, List<Step> steps, Runnable atEnd) {
        this(run, name, machine, null, steps, atEnd);
    }

    private StepThread(
            ScenarioRun run,
            String name,
            String machine,
            @Nullable Integer processor,
            List<Step> steps,
            Runnable atEnd) {
        this.run = run;
        this.name = name;
        this.machine = machine;
        this.processor = processor;
        this.steps = steps;
        this.atEnd = atEnd;
    }

    String name() {
        return name;
    }

    /** The machine that it is on, or on its way to. */
    String machine() {
        return machine;
    }

    @Nullable Integer processor() {
        return processor;
    }

    /** The step that it is in, or comes to. */
    Step current() {
        Step step = current;
        return step == null ? steps.get(Math.min(next, steps.size() - 1)) : step;
    }

    /** Goes on with the next step, on its machine. */
    void begin() {
        expected = null;
        if (next == steps.size()) {
            run.threads().ended(this);
            atEnd.run();
            return;
        }
        current = steps.get(next);
        machine = machineOf(steps.get(next));
        run.threads().play(this, this::playHere);
    }

    /**
     * Its machine is gone, and its strand with it: fatal unless its step was to bring that about.
     */
    void machineGone() {
        ExpectedBreach breach = expected;
        if (breach != null && breach.isMet()) {
            run.checked();
            run.later(name, this::begin);
        } else if (children > 0) {
            orphaned = true; // it goes on when they have ended
        } else {
            run.stepFailed(
                    ScenarioRule.STEP_AS_EXPECTED,
                    current().where(),
                    "thread %s was in this step on %s, which is down".formatted(name, machine),
                    machine);
        }
    }

    private void playHere(RunningMachine here) {
        while (next < steps.size() && machineOf(steps.get(next)).equals(here.name())) {
            Step step = steps.get(next++);
            play(step, here);
            if (run.isOver()) {
                return;
            }
        }
        begin();
    }

    private void play(Step step, RunningMachine here) {
        Integer on = step.adverbs().processor();
        if (!machineOf(step).equals(here.name()) || (on != null && !on.equals(processor))) {
            elsewhere(step, here);
            return;
        }
        run.played();
        current = step;
        ExpectedBreach outer = expected;
        ExpectedBreach breach = run.breaches().expect(step.adverbs(), here.name());
        expected = breach == null ? outer : breach;
        switch (step) {
            case Step.Call call -> new StepCalls(run, here).call(call);
            case Step.Begin begin -> new StepCalls(run, here).begin(begin);
            case Step.Do repeated ->
                    StepLevel.of(run, here, repeated, () -> repeat(repeated, here));
            default -> StepLevel.at(here, step.adverbs().irql(), () -> other(step, here));
        }
        expected = outer;
        if (breach != null) {
            String missing = run.breaches().end(breach);
            run.checked();
            if (!missing.isEmpty()) {
                run.stepFailed(ScenarioRule.STEP_AS_EXPECTED, step.where(), missing, here.name());
            }
        }
    }

    private void other(Step step, RunningMachine here) {
        switch (step) {
            case Step.Call _, Step.Begin _, Step.Do _ -> throw new IllegalStateException();
            case Step.Await await -> new StepCalls(run, here).await(await);
            case Step.Cancel cancel -> new StepCalls(run, here).cancel(cancel);
            case Step.RunWorkload workload -> new StepCalls(run, here).workload(workload);
            case Step.Together together -> together(together, here);
            case Step.Wait wait -> waitFor(wait, here);
            case Step.Signal signal -> run.state().signals().signal(signal.signal());
            case Step.Check check -> new StepCalls(run, here).check(check);
            case Step.Inject inject -> run.faults().inject(inject.fault());
            case Step.End end -> run.endFault(end.fault());
            case Step.Note note -> here.machine().log().note(note.text());
        }
    }

    private void repeat(Step.Do repeated, RunningMachine here) {
        for (long i = 0; i < repeated.repeat() && !run.isOver(); i++) {
            for (Step inner : repeated.steps()) {
                play(inner, here);
                if (run.isOver()) {
                    return;
                }
            }
        }
    }

    // One step on another machine, or on a processor of its own choice: a strand of its own runs
    // it.
    private void elsewhere(Step step, RunningMachine here) {
        Event done = here.newEvent();
        Integer on = step.adverbs().processor();
        children = 1;
        new StepThread(run, name, machineOf(step), on, List.of(step), () -> childEnded(done))
                .begin();
        join(here, done);
    }

    private void together(Step.Together together, RunningMachine here) {
        Event joined = here.newEvent();
        children = together.strands().size();
        for (Step.Strand strand : together.strands()) {
            new StepThread(
                            run,
                            strand.name(),
                            here.name(),
                            strand.steps(),
                            () -> childEnded(joined))
                    .begin();
        }
        join(here, joined);
    }

    private void childEnded(Event joined) {
        children--;
        if (children == 0) {
            if (orphaned) {
                orphaned = false;
                run.later(name, this::begin);
            } else {
                joined.signal();
            }
        }
    }

    private static void join(RunningMachine here, Event joined) {
        waitOn(here, joined, null);
        here.machine().objects().remove(joined);
    }

    private void waitFor(Step.Wait wait, RunningMachine here) {
        switch (wait.what()) {
            case Step.WaitFor.Time time -> {
                // Exactly this long: the kernel's own delays end with a tick of its clock.
                Event event = here.newEvent();
                run.after(run.lengthOf(time.length(), here.machine().key()), name, event::signal);
                join(here, event);
            }
            case Step.WaitFor.Until _ -> {
                Event event = here.newEvent();
                run.state().awaited().whenCome(wait, event::signal);
                inTime(wait, here, event);
            }
            case Step.WaitFor.Signalled signalled -> {
                Event event = here.newEvent();
                run.state().signals().whenSignalled(signalled.signal(), event::signal);
                inTime(wait, here, event);
            }
        }
    }

    private void inTime(Step.Wait wait, RunningMachine here, Event event) {
        TimeSpan within = wait.within();
        run.checked();
        if (!waitOn(here, event, within)) {
            run.stepFailed(
                    ScenarioRule.STEP_IN_TIME,
                    wait.where(),
                    "what this step waits for did not come within "
                            + (within == null ? "the run" : within.written()),
                    here.name());
        }
        here.machine().objects().remove(event);
    }

    /** Waits for an event on the present strand; false if the time ran out first. */
    static boolean waitOn(RunningMachine here, Event event, @Nullable TimeSpan within) {
        KeWaitForSingleObject.Builder request =
                KeWaitForSingleObject.newBuilder().setObject(event.id());
        if (within != null) {
            request.setTimeout(-inUnits(within.nanos())); // negative: from now
        }
        Caller caller = here.caller();
        return caller.call(request.build()).status() != NtStatus.STATUS_TIMEOUT;
    }

    // The kernel counts units of 100 ns; a wait is never shorter than asked for.
    private static long inUnits(long ns) {
        return (ns + 99) / 100;
    }

    private String machineOf(Step step) {
        Place on = step.adverbs().on();
        return on == null ? machine : on.machine();
    }
}
