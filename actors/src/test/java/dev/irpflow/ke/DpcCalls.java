package dev.irpflow.ke;

import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeStallExecutionProcessor;

/** The calls with which a driver makes and inserts its DPCs, and stalls in them. */
final class DpcCalls {
    private DpcCalls() {}

    static long dpc(Running me, KeBench bench, TestDriver.Body body) {
        return me.call(
                        KeInitializeDpc.newBuilder()
                                .setDeferredRoutine(bench.driver.addressOf(body))
                                .setDeferredContext(42)
                                .build(),
                        KeInitializeDpc.Out.class)
                .getDpc();
    }

    static boolean insert(Running me, long dpc, long argument) {
        return me.call(
                        KeInsertQueueDpc.newBuilder()
                                .setDpc(dpc)
                                .setSystemArgument1(argument)
                                .build(),
                        KeInsertQueueDpc.Out.class)
                .getReturned();
    }

    static void stall(Running me, int microseconds) {
        me.call(KeStallExecutionProcessor.newBuilder().setMicroSeconds(microseconds).build());
    }
}
