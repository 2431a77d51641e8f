package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** DEVICE_OBJECT: where IRPs are sent; its driver is a component or a driver of the user's. */
public final class DeviceObject extends KernelObject {
    private final String name;
    private final Place driver;
    private int stackSize = 1;
    private @Nullable DeviceObject lower;

    /** A new one; its maker adds it to the machine's objects. */
    public DeviceObject(String name, Place driver) {
        this.name = name;
        this.driver = driver;
    }

    /** Its name in the object namespace, such as {@code \Device\Mup}; "" for an unnamed one. */
    public String name() {
        return name;
    }

    /** Who gets its IRPs. */
    public Place driver() {
        return driver;
    }

    /** How many stack locations an IRP needs that is sent to it. */
    public int stackSize() {
        return stackSize;
    }

    /** Sets {@link #stackSize}. */
    public void stackSize(int locations) {
        this.stackSize = locations;
    }

    /** The device it is attached above, null for none. */
    public @Nullable DeviceObject lower() {
        return lower;
    }

    /** Attaches it above another device: its IRPs need one more stack location. */
    public void attachAbove(DeviceObject device) {
        this.lower = device;
        this.stackSize = device.stackSize + 1;
    }

    @Override
    protected String noun() {
        return "device";
    }
}
