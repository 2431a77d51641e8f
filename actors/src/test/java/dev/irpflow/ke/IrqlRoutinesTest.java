package dev.irpflow.ke;

import static dev.irpflow.protocol.contract.Irql.APC_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DEVICE_LEVEL;
import static dev.irpflow.protocol.contract.Irql.DISPATCH_LEVEL;
import static dev.irpflow.protocol.contract.Irql.PASSIVE_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import org.junit.jupiter.api.Test;

/** KeRaiseIrql and KeLowerIrql. */
class IrqlRoutinesTest {
    @Test
    void raisingToTheCurrentLevelIsLegal() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            Irql first = KeBench.raise(me, DISPATCH_LEVEL);
            Irql second = KeBench.raise(me, DISPATCH_LEVEL);
            bench.notes.add(first + " " + second);
            KeBench.lower(me, second);
            bench.notes.add(
                    me.call(KeGetCurrentIrql.getDefaultInstance(), KeGetCurrentIrql.Out.class)
                            .getReturned()
                            .name());
            KeBench.lower(me, first);
        });

        assertThat(bench.notes).containsExactly("PASSIVE_LEVEL DISPATCH_LEVEL", "DISPATCH_LEVEL");
        assertThat(bench.host.isWell()).isTrue();
    }

    @Test
    void raisingToALowerLevelStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            KeBench.raise(me, APC_LEVEL);
            bench.notes.add("went on");
        });

        assertThat(bench.host.bugCheck()).isEqualTo(Broken.verifier(0x30, 2, 1, 0));
        assertThat(bench.notes).isEmpty();
    }

    @Test
    void raisingToALowerLevelStopsTheMachineWithoutDriverVerifierToo() {
        KeBench bench = KeBench.withoutVerifier();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            KeBench.raise(me, APC_LEVEL);
        });

        assertThat(bench.host.bugChecks()).containsExactly("0x9");
    }

    @Test
    void loweringToAHigherLevelStopsTheMachine() {
        KeBench bench = new KeBench();

        bench.run(me -> KeBench.lower(me, DEVICE_LEVEL));

        assertThat(bench.host.bugChecks()).containsExactly("0xC4/0x31");
    }

    @Test
    void loweringToAnythingButTheSavedLevelIsABreachAlthoughItIsLower() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            KeBench.raise(me, DISPATCH_LEVEL);
            KeBench.lower(me, APC_LEVEL);
        });

        assertThat(bench.host.violations()).startsWith("ke/irql-lower-to-saved");
        assertThat(bench.host.details().getFirst())
                .isEqualTo(
                        "m/driver lowers to APC_LEVEL, but the last KeRaiseIrql found"
                                + " PASSIVE_LEVEL");
    }

    @Test
    void aDpcCannotLowerBelowDispatchLevel() {
        KeBench bench = new KeBench();

        bench.driver.dpc("dpc", 0, me -> KeBench.lower(me, PASSIVE_LEVEL));
        bench.host.run();

        assertThat(bench.host.bugCheck()).isEqualTo(Broken.verifier(0x31, 2, 0, 1));
    }

    @Test
    void loweringBelowAHeldSpinLockIsABreach() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            long lock = KeBench.lock(me);
            KeBench.raise(me, APC_LEVEL);
            KeBench.acquire(me, lock);
            KeBench.lower(me, PASSIVE_LEVEL);
        });

        assertThat(bench.host.violations()).startsWith("ke/irql-below-lock");
    }

    @Test
    void aThreadAtDispatchLevelIsNotPreemptedByADpc() {
        KeBench bench = new KeBench();

        bench.run(me -> {
            Irql old = KeBench.raise(me, DISPATCH_LEVEL);
            bench.driver.dpc("dpc", 0, dpc -> bench.notes.add("dpc"));
            KeBench.event(me, dev.irpflow.protocol.kernel.EventType.NotificationEvent);
            bench.notes.add("still raised");
            KeBench.lower(me, old);
            bench.notes.add("lowered");
        });

        assertThat(bench.notes).containsExactly("still raised", "dpc", "lowered");
        assertThat(bench.host.isWell()).isTrue();
    }
}
