package dev.irpflow.sim.run;

import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.sim.scenario.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The level and the lock at which steps run: raised and taken before, lowered and given back after,
 * so that no scenario forgets it.
 */
final class StepLevel {
    private StepLevel() {}

    /** A block of steps, at its level and with its lock. */
    static void of(ScenarioRun run, RunningMachine here, Step.Do block, Runnable steps) {
        String lock = block.holding();
        Runnable inside =
                lock == null ? steps : () -> holding(here, run.state().lock(here, lock), steps);
        at(here, block.adverbs().irql(), inside);
    }

    /** Steps at this level; null for the one at hand. */
    static void at(RunningMachine here, @Nullable Irql irql, Runnable steps) {
        if (irql == null || irql == present(here)) {
            steps.run();
            return;
        }
        Reply raised = here.caller().call(KeRaiseIrql.newBuilder().setNewIrql(irql).build());
        KeRaiseIrql.Out out = (KeRaiseIrql.Out) Objects.requireNonNull(raised.out());
        steps.run();
        here.caller().call(KeLowerIrql.newBuilder().setNewIrql(out.getOldIrql()).build());
    }

    private static Irql present(RunningMachine here) {
        Reply reply = here.caller().call(KeGetCurrentIrql.getDefaultInstance());
        return ((KeGetCurrentIrql.Out) Objects.requireNonNull(reply.out())).getReturned();
    }

    private static void holding(RunningMachine here, SpinLock lock, Runnable steps) {
        Reply taken =
                here.caller().call(KeAcquireSpinLock.newBuilder().setSpinLock(lock.id()).build());
        KeAcquireSpinLock.Out out = (KeAcquireSpinLock.Out) Objects.requireNonNull(taken.out());
        steps.run();
        here.caller()
                .call(
                        KeReleaseSpinLock.newBuilder()
                                .setSpinLock(lock.id())
                                .setNewIrql(out.getOldIrql())
                                .build());
    }
}
