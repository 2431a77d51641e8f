package dev.irpflow.sim.run;

import dev.irpflow.driver.Caller;
import dev.irpflow.kernel.Event;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.Moment;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.ArrayList;
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
    private int next;

    StepThread(ScenarioRun run, String name, List<Step> steps, Runnable atEnd) {
        this.run = run;
        this.name = name;
        this.steps = steps;
        this.atEnd = atEnd;
    }

    /** Goes on with the next step, on its machine. */
    void begin() {
        if (next == steps.size()) {
            atEnd.run();
            return;
        }
        run.onThread(machineOf(steps.get(next)), name, this::playHere);
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
        run.played(step);
        switch (step) {
            case Step.Call call -> new StepCalls(run, here).call(call);
            case Step.Begin begin -> new StepCalls(run, here).begin(begin);
            case Step.Await await -> new StepCalls(run, here).await(await);
            case Step.Cancel cancel -> new StepCalls(run, here).cancel(cancel);
            case Step.RunWorkload workload -> new StepCalls(run, here).workload(workload);
            case Step.Together together -> together(together, here);
            case Step.Do repeated -> repeat(repeated, here);
            case Step.Wait wait -> waitFor(wait, here);
            case Step.Signal signal -> run.signals().signal(signal.signal());
            case Step.Check check -> new StepCalls(run, here).check(check);
            case Step.Inject inject -> run.inject(inject.fault());
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

    private void together(Step.Together together, RunningMachine here) {
        Event joined = here.newEvent();
        List<Step.Strand> left = new ArrayList<>(together.strands());
        for (Step.Strand strand : together.strands()) {
            new StepThread(
                            run,
                            strand.name(),
                            strand.steps(),
                            () -> {
                                left.remove(strand);
                                if (left.isEmpty()) {
                                    joined.signal();
                                }
                            })
                    .begin();
        }
        waitOn(here, joined, null);
        here.machine().objects().remove(joined);
    }

    private void waitFor(Step.Wait wait, RunningMachine here) {
        switch (wait.what()) {
            case Step.WaitFor.Time time -> {
                long ns = run.lengthOf(time.length(), here.machine().key());
                KeDelayExecutionThread request =
                        KeDelayExecutionThread.newBuilder().setInterval(-ns / 100).build();
                here.caller().call(request);
            }
            case Step.WaitFor.Until until -> until(until.moment(), wait, here);
            case Step.WaitFor.Signalled signalled -> {
                Event event = here.newEvent();
                run.signals().whenSignalled(signalled.signal(), event::signal);
                inTime(wait, here, event);
            }
        }
    }

    private void until(Moment moment, Step.Wait wait, RunningMachine here) {
        Event event = here.newEvent();
        Moments.Watch watch = run.moments().watch(moment, (occurrence, at) -> event.signal());
        inTime(wait, here, event);
        watch.end();
    }

    private void inTime(Step.Wait wait, RunningMachine here, Event event) {
        TimeSpan within = wait.within();
        if (!waitOn(here, event, within)) {
            run.stepFailed(
                    ScenarioRule.STEP_IN_TIME,
                    wait.where(),
                    "what this step waits for did not come within "
                            + (within == null ? "the run" : within.written()),
                    here);
        }
        here.machine().objects().remove(event);
    }

    /** Waits for an event on the present strand; false if the time ran out first. */
    static boolean waitOn(RunningMachine here, Event event, @Nullable TimeSpan within) {
        KeWaitForSingleObject.Builder request =
                KeWaitForSingleObject.newBuilder().setObject(event.id());
        if (within != null) {
            request.setTimeout(-within.nanos() / 100); // units of 100 ns, negative from now
        }
        Caller caller = here.caller();
        return caller.call(request.build()).status() != NtStatus.STATUS_TIMEOUT;
    }

    private static String machineOf(Step step) {
        return step.adverbs().on().machine();
    }
}
