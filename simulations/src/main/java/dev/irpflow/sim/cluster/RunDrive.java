package dev.irpflow.sim.cluster;

import dev.irpflow.node.Driven;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.node.RealTimeSystem;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.ScenarioRun;
import dev.irpflow.sim.scenario.Limits;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.stage.Trace;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run of a scenario on a real-time stage, while the caller's thread waits for its end.
 */
final class RunDrive implements Driven {
    // How often the caller's thread looks whether the user wants to stop.
    private static final long LOOK_MS = 50;

    private final Limits limits;
    private final RealTimeSystem system;
    private final RealTimeStage stage;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable ScenarioRun run;
    private @Nullable Runnable whenQuiet;
    private @Nullable RunResult result;
    private @Nullable Throwable unmade;
    private String limit = "";

    /**
     * A stage for one run.
     *
     * @param seed draws whatever is no decision; every decision is the boring one
     */
    RunDrive(
            RealTimeSystem system,
            Scenario scenario,
            long seed,
            Trace trace,
            RealTimeStage.Numbering numbering) {
        this.limits = scenario.limits();
        this.system = system;
        this.stage = new RealTimeStage(system, this, new SeededChooser(seed, 0), trace, numbering);
    }

    RealTimeStage stage() {
        return stage;
    }

    /** What is done when nothing can happen here any more; otherwise the run is stuck. */
    void whenQuiet(Runnable action) {
        this.whenQuiet = action;
    }

    /**
     * Plays the run to its end.
     *
     * @param make makes the run, on the serial executor
     */
    RunResult play(Function<RealTimeStage, ScenarioRun> make, BooleanSupplier interrupted) {
        stage.post(() -> {
            ScenarioRun made = make.apply(stage);
            run = made;
            made.begin();
        });
        RealTimeSystem.Wake alarm = system.wake(limits.time().nanos(), stage::lookUp);
        awaitEnd(interrupted);
        alarm.cancel();
        RunResult all = result;
        if (all == null) {
            throw new IllegalStateException("the run ended before it began", unmade);
        }
        return all;
    }

    private void awaitEnd(BooleanSupplier interrupted) {
        try {
            while (!ended.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (interrupted.getAsBoolean()) {
                    stage.post(() -> limit = "an interrupt");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the thread that waits for a run was interrupted", e);
        }
    }

    @Override
    public boolean isOver() {
        if (run != null && run.isOver()) {
            limit = "";
            return true;
        }
        if (unmade != null) {
            return true;
        }
        if (limit.isEmpty() && stage.messages() > limits.messages()) {
            limit = "the limit of " + limits.messages() + " messages";
        }
        if (limit.isEmpty() && stage.now() > limits.time().nanos()) {
            limit = "the limit of " + limits.time().written() + " of stage time";
        }
        return !limit.isEmpty();
    }

    @Override
    public void over() {
        ScenarioRun of = run;
        if (of != null) {
            result = of.result(limit, stage.messages());
        }
        stage.pool().clear();
        ended.countDown();
    }

    @Override
    public void wentQuiet() {
        if (run == null) {
            return; // it has not begun
        }
        if (whenQuiet != null) {
            whenQuiet.run();
        } else {
            run.wentQuiet();
            stage.lookUp();
        }
    }

    @Override
    public void broke(Throwable error) {
        if (run != null) {
            run.broke(error);
        } else if (unmade == null) {
            unmade = error;
        }
    }
}
