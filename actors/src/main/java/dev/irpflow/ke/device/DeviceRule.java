package dev.irpflow.ke.device;

import static dev.irpflow.kernel.Rule.Answer.DRIVER_VERIFIER;
import static dev.irpflow.kernel.Rule.Answer.SILENT_CORRUPTION;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.kernel.cure.IrpCures;

/** The rules of stacks of devices. */
public enum DeviceRule implements Rule {
    ATTACHED_TWICE(
            "ke/device-attached-twice",
            "A device is attached above one other device, and not above itself.",
            "wdk-ddi-src/content/wdm/nf-wdm-ioattachdevicetodevicestack.md",
            new RealWindows(SILENT_CORRUPTION, "a corrupt device stack"),
            IrpCures.DEVICE_BELOW),
    DETACHED_NOTHING(
            "ke/device-detached-nothing",
            "IoDetachDevice is given a device above which another is attached.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x202"),
            IrpCures.REMOVE_IN_ORDER),
    GONE_BY_SURPRISE(
            "ke/device-gone-in-surprise-removal",
            "A driver neither detaches nor deletes a device while it serves"
                    + " IRP_MN_SURPRISE_REMOVAL: that is for IRP_MN_REMOVE_DEVICE, which follows.",
            "windows-driver-docs-pr/devtest/wdm-pnpsurpriseremove.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x241 or 0xC9/0x242 (PnpSurpriseRemove)"),
            IrpCures.REMOVE_IN_ORDER),
    TWO_KINDS_OF_IO(
            "ke/device-two-kinds-of-io",
            "A device does buffered or direct I/O, not both.",
            "windows-driver-docs-pr/debugger/bug-check-0xc9--driver-verifier-iomanager-violation.md",
            new RealWindows(DRIVER_VERIFIER, "0xC9/0x245"),
            IrpCures.ONE_KIND_OF_IO);

    private final Statement statement;

    DeviceRule(String id, String prose, String page, RealWindows realWindows, Cure cure) {
        statement = new Statement(id, prose, page, realWindows, cure);
    }

    @Override
    public Statement statement() {
        return statement;
    }
}
