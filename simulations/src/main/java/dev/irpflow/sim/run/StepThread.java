package dev.irpflow.sim.run;

import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.sim.rule.ScenarioRule;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a scenario: runs its steps one after the other, each on its machine. Steps in a row
 * on one machine run on one strand; where the machine changes, the thread goes on there.
 */
final class StepThread implements StepSite {
    private final ScenarioRun run;
    private final String name;
    private final List<Step> steps;
    private final Consumer<StepThread> atEnd;
    private final @Nullable Integer processor;
    private String machine;
    private int next;
    private @Nullable Step current;
    private final Deque<List<Step>> enclosing = new ArrayDeque<>();
    private final List<StepThread> children = new ArrayList<>();
    private @Nullable ExpectedBreach expected;
    private @Nullable Deadline deadline;
    private Step.@Nullable Wait waitsIn;
    private @Nullable StepThread whole; // of which it plays one step elsewhere
    private boolean orphaned;
    private boolean asked;

    /**
     * A thread that has not begun.
     *
     * @param machine where steps run that do not say where
     */
    StepThread(ScenarioRun run, String name, String machine, List<Step> steps, Runnable atEnd) {
        this(run, name, machine, null, steps, ended -> atEnd.run());
    }

    private StepThread(
            ScenarioRun run,
            String name,
            String machine,
            @Nullable Integer processor,
            List<Step> steps,
            Consumer<StepThread> atEnd) {
        this.run = run;
        this.name = name;
        this.machine = machine;
        this.processor = processor;
        this.steps = steps;
        this.atEnd = atEnd;
    }

    @Override
    public ScenarioRun scenarioRun() {
        return run;
    }

    @Override
    public StepSite thread() {
        return whole == null ? this : whole.thread();
    }

    @Override
    public StepNames names() {
        return run.state().names();
    }

    @Override
    public Values values() {
        return run.state().names().values();
    }

    @Override
    public StepResolver resolver(RunningMachine here, List<Region> lent) {
        return new StepResolver(run, here, Application.PLACE, values(), lent);
    }

    String name() {
        return name;
    }

    /** The thread is to end: none of its steps runs after the present one. */
    void askToEnd() {
        asked = true;
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

    /** The step in which it waits for a signal or a moment, null while it does not. */
    Step.@Nullable Wait waitsIn() {
        return waitsIn;
    }

    /** The threads whose end it waits for. */
    List<StepThread> children() {
        return children;
    }

    /** The steps that it comes to when its present one has ended. */
    List<Step> later() {
        List<Step> later = new ArrayList<>();
        enclosing.forEach(later::addAll);
        later.addAll(steps.subList(next, steps.size()));
        return later;
    }

    /**
     * The present step has this long from now on; {@link Deadline#cancel} when it has ended.
     *
     * @param what and what it lacks say, for the violation, what did not come
     */
    @Override
    public Deadline deadline(TimeSpan within, Where where, String what, String lacks) {
        String on = machine;
        deadline =
                new Deadline(
                        run.threads(),
                        name,
                        within,
                        words -> {
                            String told = what + " " + lacks + " within " + words;
                            run.stepFailed(ScenarioRule.STEP_IN_TIME, where, told, on);
                        });
        return deadline;
    }

    /** Goes on with the next step, on its machine. */
    void begin() {
        expected = null;
        if (next == steps.size()) {
            run.threads().ended(this);
            atEnd.accept(this);
            return;
        }
        current = steps.get(next);
        machine = machineOf(steps.get(next));
        run.threads().play(this, this::playHere);
    }

    /**
     * Its machine is gone, and its strand with it: fatal unless its step was to bring that about,
     * or a line of a script within it.
     */
    void machineGone() {
        ExpectedBreach breach = expected;
        waitsIn = null;
        if (deadline != null) {
            deadline.cancel();
        }
        if (breach == null
                ? children.isEmpty() && run.breaches().hasAnnouncedDeathOf(machine)
                : breach.isMet()) {
            run.checked();
            run.later(name, this::begin);
        } else if (!children.isEmpty()) {
            orphaned = true; // it goes on when they have ended
        } else {
            machineIsDown("was in");
        }
    }

    /** Its next step is on a machine that is down. */
    void beginsTooLate() {
        machineIsDown("comes to");
    }

    private void machineIsDown(String how) {
        run.stepFailed(
                ScenarioRule.STEP_AS_EXPECTED,
                current().where(),
                "thread %s %s this step on %s, which is down".formatted(name, how, machine),
                machine);
        run.cannotGoOn();
    }

    private void playHere(RunningMachine here) {
        while (next < steps.size() && machineOf(steps.get(next)).equals(here.name())) {
            Step step = steps.get(next++);
            play(step, here);
            if (run.isOver()) {
                return;
            }
            if (asked) {
                next = steps.size();
            }
        }
        if (next == steps.size()) {
            // A thread that ends takes the requests that it has begun with it.
            names().openOf(this).forEach(service -> service.threadEnds(here));
        }
        begin();
    }

    private void play(Step step, RunningMachine here) {
        Integer on = step.adverbs().processor();
        if (!machineOf(step).equals(here.name()) || (on != null && !on.equals(processor))) {
            elsewhere(step, here);
            return;
        }
        run.playedByApplication();
        current = step;
        ExpectedBreach outer = expected;
        ExpectedBreach breach = run.breaches().expect(step.adverbs(), here.name());
        expected = breach == null ? outer : breach;
        try {
            playOne(step, here);
        } catch (UnresolvedException e) {
            if (!run.mayLack()) {
                throw e;
            }
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

    private void playOne(Step step, RunningMachine here) {
        switch (step) {
            case Step.Call call -> new StepCalls(this, here).call(call);
            case Step.Begin begin -> new StepCalls(this, here).begin(begin);
            case Step.RunWorkload workload -> new StepCalls(this, here).workload(workload);
            case Step.BeginWorkload workload -> new StepCalls(this, here).beginWorkload(workload);
            case Step.Do repeated ->
                    StepLevel.of(run, here, repeated, () -> repeat(repeated, here));
            case Step.Together _, Step.Simple _ ->
                    StepLevel.at(here, step.adverbs().irql(), () -> other(step, here));
        }
    }

    private void other(Step step, RunningMachine here) {
        switch (step) {
            case Step.OfRoutine _, Step.OfWorkload _, Step.Do _ ->
                    throw new IllegalStateException();
            case Step.Await await -> new StepCalls(this, here).await(await);
            case Step.Cancel cancel -> new StepCalls(this, here).cancel(cancel);
            case Step.Together together -> together(together, here);
            case Step.Wait wait -> waitFor(wait, here);
            case Step.Signal signal -> run.state().signals().signal(signal.signal());
            case Step.Check check -> new StepCalls(this, here).check(check);
            case Step.Inject inject -> run.faults().inject(inject.fault());
            case Step.End end -> run.endFault(end.fault());
            case Step.Note note -> here.machine().log().note(note.text());
            case Step.Return _, Step.Complete _ ->
                    throw new IllegalStateException("the loader let a line of a script through");
        }
    }

    private void repeat(Step.Do repeated, RunningMachine here) {
        Step.Condition when = repeated.when();
        if (when != null && !values().holds(when, run)) {
            return;
        }
        List<Step> block = repeated.steps();
        for (long i = 1; i <= repeated.repeat() && !run.isOver(); i++) {
            for (int at = 0; at < block.size(); at++) {
                boolean again = i < repeated.repeat();
                enclosing.push(again ? block : block.subList(at + 1, block.size()));
                play(block.get(at), here);
                enclosing.pop();
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
        StepThread child =
                new StepThread(
                        run,
                        name,
                        machineOf(step),
                        on,
                        List.of(step),
                        ended -> childEnded(ended, done));
        child.whole = this;
        children.add(child);
        child.begin();
        join(here, done);
    }

    private void together(Step.Together together, RunningMachine here) {
        Event joined = here.newEvent();
        for (Step.Strand strand : together.strands()) {
            children.add(
                    new StepThread(
                            run,
                            strand.name(),
                            here.name(),
                            null,
                            strand.steps(),
                            ended -> childEnded(ended, joined)));
        }
        List.copyOf(children).forEach(StepThread::begin);
        join(here, joined);
    }

    private void childEnded(StepThread child, Event joined) {
        children.remove(child);
        if (children.isEmpty()) {
            if (orphaned) {
                orphaned = false;
                run.later(name, this::begin);
            } else {
                joined.signal();
            }
        }
    }

    private static void join(RunningMachine here, Event joined) {
        waitOn(here, joined);
        here.machine().objects().remove(joined);
    }

    private void waitFor(Step.Wait wait, RunningMachine here) {
        switch (wait.what()) {
            case Step.WaitFor.Time time -> {
                // Exactly this long: the kernel's own delays end with a tick of its clock.
                Event event = here.newEvent();
                run.after(
                        run.lengthOf(time.length(), wait.where(), here.machine().key()),
                        name,
                        event::signal);
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
        run.checked();
        TimeSpan within = Objects.requireNonNull(wait.within());
        Deadline time = deadline(within, wait.where(), "what this step waits for", "did not come");
        if (!event.isSignaled()) {
            waitsIn = wait;
            run.threads().lookForCircle();
        }
        if (!run.isOver()) {
            time.await(here, event);
        }
        waitsIn = null;
        time.cancel();
        here.machine().objects().remove(event);
    }

    /** Waits for an event on the present strand. */
    static void waitOn(RunningMachine here, Event event) {
        here.caller().call(KeWaitForSingleObject.newBuilder().setObject(event.id()).build());
    }

    private String machineOf(Step step) {
        Place on = step.adverbs().on();
        return on == null ? machine : on.machine();
    }
}
