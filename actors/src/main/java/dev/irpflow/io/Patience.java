package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_POWER_STATE_FAILURE;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.ComponentTimer;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * IRPs that may not take for ever: power IRPs, and with Driver Verifier those that were cancelled.
 * Pages: windows-driver-docs-pr/debugger/bug-check-0x9f--driver-power-state-failure.md,
 * bug-check-0xc4--driver-verifier-detected-violation.md.
 */
final class Patience {
    private static final int BLOCKED_TOO_LONG = 3;
    private static final long NS_PER_MS = 1_000_000;

    /** Why an IRP is watched. */
    private enum Reason {
        POWER,
        CANCELLED
    }

    /** What comes back when the time is over. */
    private record Late(Irp.Use use, Reason reason) {}

    private final IoSettings settings;
    private @Nullable Map<Irp, ComponentTimer> watched; // most machines watch none

    Patience(IoSettings settings) {
        this.settings = settings;
    }

    /** A power IRP leaves its maker. */
    void powerSent(Irp irp, Sink sink) {
        watch(irp, Reason.POWER, settings.powerIrpLimitNs(), sink);
    }

    /** IoCancelIrp was called. */
    void cancelled(Irp irp, Sink sink) {
        if (settings.cancelLimitNs() > 0 && sink.machine().settings().driverVerifier()) {
            watch(irp, Reason.CANCELLED, settings.cancelLimitNs(), sink);
        }
    }

    private void watch(Irp irp, Reason reason, long limitNs, Sink sink) {
        if (watched == null) {
            watched = new LinkedHashMap<>();
        }
        if (!watched.containsKey(irp)) {
            ComponentTimer timer = sink.timer("irp-patience", new Late(irp.use(), reason));
            timer.arm(limitNs);
            watched.put(irp, timer);
        }
    }

    /** An IRP is back with its maker. */
    void ended(Irp irp) {
        if (watched != null && !watched.isEmpty()) {
            ComponentTimer timer = watched.remove(irp);
            if (timer != null) {
                timer.disarm();
            }
        }
    }

    /** The time of one is over. */
    void expired(Call dpc, Sink sink) {
        Late late = (Late) Objects.requireNonNull(dpc.tag());
        Irp irp = late.use().irp();
        StackLocation location = late.use().isOver() ? null : irp.currentOrNull();
        if (location != null) {
            DeviceObject device = location.device();
            Place holder = device == null ? irp.creator() : device.driver();
            switch (late.reason()) {
                case POWER ->
                        tell(
                                IoRule.POWER_IRP_BLOCKED,
                                holder,
                                "%s has held %s, a power IRP, for %d s"
                                        .formatted(
                                                holder,
                                                irp,
                                                settings.powerIrpLimitNs() / 1_000_000_000),
                                dpc,
                                DRIVER_POWER_STATE_FAILURE.with(
                                        BLOCKED_TOO_LONG, lowest(device), 0, irp.id()),
                                sink);
                case CANCELLED ->
                        tell(
                                IoRule.CANCELLED_TOO_SLOWLY,
                                holder,
                                "%s has not completed %s %d ms after it was cancelled"
                                        .formatted(
                                                holder, irp, settings.cancelLimitNs() / NS_PER_MS),
                                dpc,
                                DRIVER_VERIFIER_DETECTED_VIOLATION.with(
                                        0x135, irp.id(), settings.cancelLimitNs() / NS_PER_MS, 0),
                                sink);
            }
        }
        if (!sink.machine().isDead()) {
            sink.returns(dpc, NtStatus.STATUS_SUCCESS);
        }
    }

    // The physical device object of the stack.
    private static long lowest(@Nullable DeviceObject device) {
        DeviceObject lowest = device;
        while (lowest != null && lowest.lower() != null) {
            lowest = lowest.lower();
        }
        return lowest == null ? 0 : lowest.id();
    }

    private static void tell(
            IoRule rule, Place by, String detail, Call call, BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, by, detail, call, stop);
    }
}
