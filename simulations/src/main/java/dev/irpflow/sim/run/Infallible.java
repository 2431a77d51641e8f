package dev.irpflow.sim.run;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoAcquireRemoveLock;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjPnp;
import dev.irpflow.protocol.kernel.KeReleaseMutex;
import dev.irpflow.protocol.kernel.KeReleaseSemaphore;
import dev.irpflow.protocol.kernel.NtClose;
import org.jspecify.annotations.Nullable;

/**
 * Calls that fail nowhere, whatever their contract lists: {@code each-site} leaves them alone, and
 * so does a fault of any call, since what comes of such a failure is nobody's mistake.
 */
final class Infallible {
    private static final int IRP_MN_REMOVE_DEVICE = 0x02;
    private static final int IRP_MN_CANCEL_REMOVE_DEVICE = 0x03;
    private static final int IRP_MN_CANCEL_STOP_DEVICE = 0x06;
    private static final int IRP_MN_SURPRISE_REMOVAL = 0x17;

    private Infallible() {}

    /**
     * Whether a call is one of them: a driver can refuse neither that a file is closed nor that a
     * device is removed, a remove lock is not lost by the very removal that will wait for it, and
     * whoever closes a handle or releases a mutex or semaphore is refused only over a mistake of
     * its own. Pages: windows-driver-docs-pr/devtest/wdm-pnpremove.md, and of wdk-ddi-src/content:
     * wdm/nf-wdm-ioacquireremovelock.md, wdm/nf-wdm-kereleasemutex.md,
     * wdm/nf-wdm-kereleasesemaphore.md, ntifs/nf-ntifs-ntclose.md.
     */
    static boolean is(Call call) {
        GeneratedMessage request = call.request();
        if (request instanceof IoAcquireRemoveLock) {
            for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
                if (outer.request() instanceof IrpMjPnp dispatch
                        && outer.to() == call.from()
                        && minor(outer, dispatch) == IRP_MN_REMOVE_DEVICE) {
                    return true;
                }
            }
            return false;
        }
        return request instanceof IrpMjCleanup
                || request instanceof IrpMjClose
                || request instanceof NtClose
                || request instanceof KeReleaseMutex
                || request instanceof KeReleaseSemaphore
                || (request instanceof IrpMjPnp dispatch && isRemoval(minor(call, dispatch)));
    }

    /** Whether a call sends an IRP on to a dispatch routine that can refuse nothing. */
    static boolean isSent(Call call) {
        if (!(call.request() instanceof IoCallDriver sends)) {
            return false;
        }
        @Nullable Irp irp = call.to().machine().objects().find(sends.getIrp(), Irp.class);
        return irp != null && irp.hasNextLocation() && isAskedBy(irp.nextStack());
    }

    /** Whether a stack location asks for what no driver can refuse. */
    static boolean isAskedBy(StackLocation location) {
        return location.major() == IrpMajor.IRP_MJ_CLOSE
                || location.major() == IrpMajor.IRP_MJ_CLEANUP;
    }

    private static boolean isRemoval(int minor) {
        return switch (minor) {
            case IRP_MN_REMOVE_DEVICE,
                    IRP_MN_CANCEL_REMOVE_DEVICE,
                    IRP_MN_CANCEL_STOP_DEVICE,
                    IRP_MN_SURPRISE_REMOVAL ->
                    true;
            default -> false;
        };
    }

    private static int minor(Call call, IrpMjPnp dispatch) {
        @Nullable Irp irp = call.to().machine().objects().find(dispatch.getIrp(), Irp.class);
        var location = irp == null ? null : irp.currentOrNull();
        return location == null ? -1 : location.asked().getMinorFunction();
    }
}
