package dev.irpflow.driver;

import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driver: ordinary, blocking-looking Java in WDK order. One instance serves one load of the
 * driver on one machine; a run that loads it again gets a fresh one.
 *
 * <p>A plain WDM driver implements {@link DriverDispatch} as well and sets itself as the table of
 * its dispatch routines:
 *
 * <pre>{@code
 * public NtStatus driverEntry(DriverContext context) {
 *     io = Routines.of(context).io();
 *     io.setDriverDispatch(context.driverObject(), this);
 *     return io.createDevice(
 *                     context.driverObject(), 0, "\\Device\\Mine", Io.FILE_DEVICE_UNKNOWN, 0, false)
 *             .status();
 * }
 *
 * public NtStatus read(DeviceObjectId deviceObject, IrpId irp) { ... }
 * }</pre>
 *
 * <p>A whole one, built step by step and tested: {@code docs/tutorial-wdm-driver.md}.
 */
public interface Driver {
    /**
     * DriverEntry, at PASSIVE_LEVEL on a system thread.
     *
     * @param context what the driver calls, and where it leaves the addresses of its routines
     * @return a failure unloads the driver at once
     */
    NtStatus driverEntry(DriverContext context);

    /**
     * The network provider that the driver brings along, as its DLL would export it; null for none.
     * Asked once, before DriverEntry.
     */
    default @Nullable NetworkProvider networkProvider(DriverContext context) {
        return null;
    }

    /**
     * The settings that it takes, for whoever writes a scenario; null if it does not say, and then
     * it is given whatever the scenario holds. Asked of an instance that is never loaded.
     */
    default @Nullable List<DriverSetting> settings() {
        return null;
    }

    /**
     * Whether all that strands of this driver share lies in {@link Cell}s and in objects of the
     * kernel. Only then steps of two of its strands can commute, and a search leaves out orders
     * that make no difference; a driver that says so and keeps state elsewhere hides its races.
     */
    default boolean sharesOnlyCells() {
        return false;
    }

    /**
     * Code that stands in for some of the driver's routines: a call of a slot that it has is its
     * own, whatever the driver's table holds there. Null for none. Asked once.
     */
    default @Nullable CallbackCode standIn() {
        return null;
    }

    /**
     * Where its code is now, one line for each place, newest first; null for a driver in Java,
     * whose stack says it.
     */
    default @Nullable String lines() {
        return null;
    }

    /** DriverUnload, at PASSIVE_LEVEL; nothing of the driver may run or be queued afterwards. */
    default void driverUnload() {}
}
