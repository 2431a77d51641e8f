package dev.irpflow.ke;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;

/** The calls with which a driver lets time pass and reads it, and units of time. */
final class TimeCalls {
    static final long MS = 10_000; // in units of 100 ns
    static final long HOUR = 3600 * 1000 * MS;

    private TimeCalls() {}

    static void delay(Running me, long interval) {
        me.call(KeDelayExecutionThread.newBuilder().setInterval(interval).build());
    }

    static long time(Running me) {
        return me.call(KeQuerySystemTime.getDefaultInstance(), KeQuerySystemTime.Out.class)
                .getCurrentTime();
    }
}
