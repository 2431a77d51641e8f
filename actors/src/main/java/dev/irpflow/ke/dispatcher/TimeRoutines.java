package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Stall;
import dev.irpflow.protocol.kernel.KeQueryInterruptTime;
import dev.irpflow.protocol.kernel.KeQueryPerformanceCounter;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.kernel.KeQueryTickCount;
import dev.irpflow.protocol.kernel.KeQueryTimeIncrement;
import dev.irpflow.protocol.kernel.KeStallExecutionProcessor;
import dev.irpflow.protocol.kernel.SetSystemTime;
import dev.irpflow.protocol.kernel.SystemTime;
import dev.irpflow.protocol.status.NtStatus;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The machine's clocks, and the processor's time. */
public final class TimeRoutines implements Family {
    private static final long UNITS_PER_SECOND = 10_000_000; // of 100 ns
    private static final int FIRST_YEAR = 1601; // of what a SYSTEMTIME can say
    private static final int LAST_YEAR = 30_827;

    @Override
    public void register(Routines table) {
        table.serve(KeQuerySystemTime.class, (call, request, sink) -> systemTime(call, sink));
        table.serve(SetSystemTime.class, this::set);
        table.serve(KeQueryInterruptTime.class, (call, request, sink) -> interruptTime(call, sink));
        table.serve(KeQueryTickCount.class, (call, request, sink) -> tickCount(call, sink));
        table.serve(KeQueryTimeIncrement.class, (call, request, sink) -> increment(call, sink));
        table.serve(KeQueryPerformanceCounter.class, (call, request, sink) -> counter(call, sink));
        table.serve(KeStallExecutionProcessor.class, this::stall);
    }

    void systemTime(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQuerySystemTime.Out.newBuilder()
                        .setCurrentTime(sink.machine().time().now())
                        .build());
    }

    void set(Call call, SetSystemTime request, Sink sink) {
        SystemTime date = request.getSystemTime();
        boolean isDate =
                date.getYear() >= FIRST_YEAR
                        && date.getYear() <= LAST_YEAR
                        && isIn(date.getMonth(), 1, 12)
                        && isIn(date.getHour(), 0, 23)
                        && isIn(date.getMinute(), 0, 59)
                        && isIn(date.getSecond(), 0, 59)
                        && isIn(date.getMilliseconds(), 0, 999)
                        && isIn(
                                date.getDay(),
                                1,
                                YearMonth.of(date.getYear(), date.getMonth()).lengthOfMonth());
        if (isDate) {
            sink.machine().time().shift(units(date) - sink.machine().time().now());
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                SetSystemTime.Out.newBuilder().setReturned(isDate).build());
    }

    private static boolean isIn(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private static long units(SystemTime date) {
        LocalDateTime utc =
                LocalDateTime.of(
                        date.getYear(),
                        date.getMonth(),
                        date.getDay(),
                        date.getHour(),
                        date.getMinute(),
                        date.getSecond());
        long seconds =
                utc.toEpochSecond(ZoneOffset.UTC)
                        - LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        return seconds * UNITS_PER_SECOND + date.getMilliseconds() * UNITS_PER_SECOND / 1000;
    }

    void interruptTime(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryInterruptTime.Out.newBuilder()
                        .setReturned(sink.machine().time().interruptTime())
                        .build());
    }

    void tickCount(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryTickCount.Out.newBuilder()
                        .setCurrentCount(sink.machine().time().ticks())
                        .build());
    }

    void increment(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryTimeIncrement.Out.newBuilder()
                        .setReturned((int) (sink.machine().settings().tickNs() / 100))
                        .build());
    }

    void counter(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryPerformanceCounter.Out.newBuilder()
                        .setReturned(sink.now() / 100)
                        .setPerformanceFrequency(UNITS_PER_SECOND)
                        .build());
    }

    void stall(Call call, KeStallExecutionProcessor request, Sink sink) {
        long microseconds = Integer.toUnsignedLong(request.getMicroSeconds());
        if (microseconds == 0) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            Stall.begin(call, microseconds * 1000);
        }
    }
}
