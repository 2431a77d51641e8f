package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What holds references to the devices of drivers: until they are gone the image of a driver stays
 * loaded, though its DriverUnload has returned. Page:
 * windows-driver-docs-pr/kernel/releasing-driver-allocated-resources.md.
 */
public interface ImageKeeper {
    /** Whether it keeps this driver. */
    boolean keeps(Place driver);

    /** Signals this event when it does not any more. */
    void whenNoneKeeps(Place driver, Event event);

    /** Why a driver that is awaited so is still kept; null if none is. */
    @Nullable Standstill keeping();
}
