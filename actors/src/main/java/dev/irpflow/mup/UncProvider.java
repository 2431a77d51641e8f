package dev.irpflow.mup;

import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.KernelObject;

/**
 * A redirector that has registered with MUP; its number is the MUP handle. Page:
 * wdk-ddi-src/content/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlregisteruncproviderex.md.
 */
final class UncProvider extends KernelObject {
    private final String deviceName;
    private final DeviceObject device;

    UncProvider(String deviceName, DeviceObject device) {
        this.deviceName = deviceName;
        this.device = device;
    }

    /** The full name of its device, such as {@code \Device\Redirector}. */
    String deviceName() {
        return deviceName;
    }

    /** The last part of that, by which names under {@code \Device\Mup} refer to it. */
    String shortName() {
        return deviceName.substring(deviceName.lastIndexOf('\\') + 1);
    }

    /** Where its IRPs go. */
    DeviceObject device() {
        return device;
    }

    @Override
    protected String noun() {
        return "mup-handle";
    }
}
