package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import java.util.List;

/** What a driver that is unloaded has left in its image, or what would still run code of it. */
final class UnloadedImage {
    private static final int READ = 0;

    private UnloadedImage() {}

    /** Tells of it, before the image goes. */
    static void judge(Place driver, List<KernelObject> image) {
        for (KernelObject object : image) {
            if (object instanceof KernelTimer timer && !timer.isGone() && timer.isSet()) {
                timerIn(driver, timer);
            } else if (object instanceof LookasideList list && !list.isGone()) {
                lookaside(driver, list);
            }
        }
        for (KernelTimer timer : driver.machine().objects().all(KernelTimer.class)) {
            Dpc dpc = timer.dpc();
            if (dpc != null && dpc.owner() == driver && !image.contains(timer)) {
                timerTo(driver, timer, dpc);
            }
        }
        for (Strand strand : driver.machine().strands().live().all()) {
            Call bottom = strand.bottom();
            if (strand.thread() != null && bottom != null && bottom.to() == driver) {
                threadOf(driver, strand, bottom);
            }
        }
    }

    /** A message has come whose code is gone. */
    static void runs(Message message) {
        Call call = message instanceof Return answer ? answer.call() : (Call) message;
        long address = call.contract().hasTarget() ? call.contract().target(call.request()) : 0;
        Breach.tell(
                message.to().machine(),
                KernelRule.CODE_AFTER_UNLOAD,
                message.to(),
                "%s would run code of %s, which was unloaded"
                        .formatted(call.strand(), message.to()),
                call,
                BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS.with(
                        address, READ, address, 0));
    }

    // Simplified: in Windows the machine stops when the thread runs next.
    private static void threadOf(Place driver, Strand thread, Call bottom) {
        long start = bottom.contract().target(bottom.request());
        Breach.tell(
                driver.machine(),
                KernelRule.CODE_AFTER_UNLOAD,
                driver,
                "%s is unloaded before its %s has ended".formatted(driver, thread.name()),
                thread.top(),
                BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS.with(
                        start, READ, start, 0));
    }

    private static void timerIn(Place driver, KernelTimer timer) {
        Breach.tell(
                driver.machine(),
                KernelRule.TIMER_LEFT_SET,
                driver,
                "%s is unloaded while %s, which lies in its image, is set".formatted(driver, timer),
                null,
                BugCheckCode.TIMER_OR_DPC_INVALID.with(0, timer.id(), 0, 0));
    }

    private static void timerTo(Place driver, KernelTimer timer, Dpc dpc) {
        Breach.tell(
                driver.machine(),
                KernelRule.TIMER_LEFT_SET,
                driver,
                "%s is unloaded while %s is set, whose DPC runs its code".formatted(driver, timer),
                null,
                BugCheckCode.TIMER_OR_DPC_INVALID.with(2, dpc.routine(), 0, 0));
    }

    // The system looks at all lookaside lists from time to time, to adjust their depths.
    private static void lookaside(Place driver, LookasideList list) {
        Breach.tell(
                driver.machine(),
                KernelRule.LOOKASIDE_LEFT,
                driver,
                "%s is unloaded while %s lies in its image".formatted(driver, list),
                null,
                BugCheckCode.SYSTEM_SCAN_AT_RAISED_IRQL_CAUGHT_IMPROPER_DRIVER_UNLOAD.with(
                        list.id(), Irql.DISPATCH_LEVEL.getNumber(), READ, 0));
    }
}
