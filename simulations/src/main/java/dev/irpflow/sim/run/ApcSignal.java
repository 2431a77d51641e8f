package dev.irpflow.sim.run;

import dev.irpflow.driver.ApcFunction;
import dev.irpflow.driver.IoApcRoutine;
import dev.irpflow.protocol.kernel.IoStatusBlock;
import org.jspecify.annotations.Nullable;

/** A routine of the application that runs as an APC: it gives the signal of its name. */
sealed interface ApcSignal {
    /**
     * What QueueUserAPC takes. Two of one name are one routine.
     *
     * @param run the run whose signal it is
     * @param name the signal
     */
    record OfThread(ScenarioRun run, String name) implements ApcSignal, ApcFunction {
        @Override
        public void run(@Nullable Long parameter) {
            run.state().signals().signal(name);
        }
    }

    /**
     * What NtReadFile and its like take.
     *
     * @param run the run whose signal it is
     * @param name the signal
     */
    record OfOperation(ScenarioRun run, String name) implements ApcSignal, IoApcRoutine {
        @Override
        public void run(@Nullable Long apcContext, IoStatusBlock ioStatusBlock) {
            run.state().signals().signal(name);
        }
    }
}
