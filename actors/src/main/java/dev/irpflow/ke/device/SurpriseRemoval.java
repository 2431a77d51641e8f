package dev.irpflow.ke.device;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IrpMjPnp;
import org.jspecify.annotations.Nullable;

/**
 * A device goes while its driver is told that the hardware is gone already: too early, since files
 * are open on it still. Page: windows-driver-docs-pr/devtest/wdm-pnpsurpriseremove.md.
 */
final class SurpriseRemoval {
    private static final int IRP_MN_SURPRISE_REMOVAL = 0x17;
    static final int DETACHED = 0x241;
    static final int DELETED = 0x242;

    private SurpriseRemoval() {}

    /** Tells of a device that its driver detaches or deletes in its routine for that request. */
    static void judge(Call call, DeviceObject device, int subCode, Sink sink) {
        Irp irp = served(call, sink);
        if (irp != null) {
            Broken.rule(
                    DeviceRule.GONE_BY_SURPRISE,
                    call,
                    "%s %s while it serves %s, a surprise removal"
                            .formatted(subCode == DETACHED ? "detaches" : "deletes", device, irp),
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), device.id()),
                    sink);
        }
    }

    private static @Nullable Irp served(Call call, Sink sink) {
        for (Call within = call.outer(); within != null; within = within.outer()) {
            if (within.request() instanceof IrpMjPnp pnp && within.to() == call.from()) {
                Irp irp = sink.machine().objects().find(pnp.getIrp(), Irp.class);
                return irp != null && isSurprise(irp) ? irp : null;
            }
        }
        return null;
    }

    private static boolean isSurprise(Irp irp) {
        return irp.currentOrNull() != null
                && irp.currentStack().asked().getMinorFunction() == IRP_MN_SURPRISE_REMOVAL;
    }
}
