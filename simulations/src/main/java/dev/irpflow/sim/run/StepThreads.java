package dev.irpflow.sim.run;

import dev.irpflow.sim.rule.ScenarioRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of a scenario that have not ended, and the strands on which they run. */
final class StepThreads {
    private final ScenarioRun run;
    private final Machines machines;
    private final Playhouse house;
    private final Set<StepThread> open = new LinkedHashSet<>();
    private final Set<String> ending = new LinkedHashSet<>(); // machines, of their applications
    private Runnable whenEnded = () -> {};
    private int deadlines;

    StepThreads(ScenarioRun run, Machines machines, Playhouse house) {
        this.house = house;
        this.run = run;
        this.machines = machines;
    }

    /** Runs the next part of a thread on its machine; a machine that boots is waited for. */
    void play(StepThread thread, Consumer<RunningMachine> part) {
        open.add(thread);
        RunningMachine here = machines.running(thread.machine());
        if (here == null) {
            thread.beginsTooLate();
        } else if (machines.isBooting(thread.machine())) {
            machines.whenAllUp(() -> play(thread, part));
        } else {
            Application.start(here, thread, () -> part.accept(here));
        }
    }

    /** Ends the threads of this name on a machine after their present step. */
    void askToEnd(String name, String machine) {
        for (StepThread thread : open) {
            if (thread.name().equals(name) && thread.machine().equals(machine)) {
                thread.askToEnd();
            }
        }
    }

    /** Ends somebody's patience later, unless it is taken back. */
    Runnable deadline(long delayNs, String what, Runnable action) {
        deadlines++;
        return house.deadline(delayNs, what, action);
    }

    /** A deadline has come, or was taken back. */
    void deadlineEnded() {
        deadlines--;
    }

    /**
     * Whether a step goes on waiting although its time is over: it is forgiven that it takes long,
     * and whether it ever ends shows in the end.
     *
     * @param inCall whether it is in a call that has not returned
     */
    boolean isToWaitOn(boolean inCall) {
        return run.isToWaitOn(inCall);
    }

    /** Ends all threads after their present step. */
    void askAllToEnd() {
        open.forEach(StepThread::askToEnd);
    }

    /** Ends the applications of all machines, as the system does; then this runs. */
    void endApplications(Runnable after) {
        List<RunningMachine> up =
                machines.all().stream().filter(one -> !machines.isBooting(one.name())).toList();
        if (up.isEmpty()) {
            after.run();
        }
        whenEnded = after;
        up.forEach(here -> ending.add(here.name()));
        for (StepThread thread : List.copyOf(open)) { // they are in calls that do not return
            RunningMachine here = machines.running(thread.machine());
            if (here != null) {
                here.machine().strands().askToEnd(thread.name());
            }
        }
        for (RunningMachine here : up) {
            Application.end(
                    here,
                    () -> {
                        EndProcess.end(run, here);
                        applicationEnded(here.name());
                    });
        }
    }

    private void applicationEnded(String machine) {
        if (ending.remove(machine) && ending.isEmpty()) {
            run.later("the applications have ended", whenEnded);
        }
    }

    /** Whether the time of some step is not over yet. */
    boolean haveTime() {
        return deadlines > 0;
    }

    /** A thread has begun to wait: a circle that this closes is told at once. */
    void lookForCircle() {
        tell(Circle.of(List.copyOf(open), false));
    }

    /** Nothing is under way any more: threads that wait in a circle may be the reason. */
    void lookForCircleInQuiet() {
        tell(Circle.of(List.copyOf(open), true));
    }

    private void tell(@Nullable Circle circle) {
        if (circle != null) {
            StepThread first = circle.first();
            run.stepFailed(
                    ScenarioRule.DEADLOCK,
                    first.current().where(),
                    circle.toString(),
                    first.machine());
            run.cannotGoOn();
        }
    }

    void ended(StepThread thread) {
        open.remove(thread);
    }

    /** A machine is gone. */
    void gone(String machine) {
        for (StepThread thread : List.copyOf(open)) {
            if (thread.machine().equals(machine)) {
                thread.machineGone();
            }
        }
        applicationEnded(machine);
    }
}
