package dev.irpflow.io;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.IrpMjCreateMailslot;
import dev.irpflow.protocol.kernel.IrpMjCreateNamedPipe;
import dev.irpflow.protocol.kernel.IrpMjDeviceChange;
import dev.irpflow.protocol.kernel.IrpMjDeviceControl;
import dev.irpflow.protocol.kernel.IrpMjDirectoryControl;
import dev.irpflow.protocol.kernel.IrpMjFileSystemControl;
import dev.irpflow.protocol.kernel.IrpMjFlushBuffers;
import dev.irpflow.protocol.kernel.IrpMjInternalDeviceControl;
import dev.irpflow.protocol.kernel.IrpMjLockControl;
import dev.irpflow.protocol.kernel.IrpMjPnp;
import dev.irpflow.protocol.kernel.IrpMjPower;
import dev.irpflow.protocol.kernel.IrpMjQueryEa;
import dev.irpflow.protocol.kernel.IrpMjQueryInformation;
import dev.irpflow.protocol.kernel.IrpMjQueryQuota;
import dev.irpflow.protocol.kernel.IrpMjQuerySecurity;
import dev.irpflow.protocol.kernel.IrpMjQueryVolumeInformation;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.IrpMjSetEa;
import dev.irpflow.protocol.kernel.IrpMjSetInformation;
import dev.irpflow.protocol.kernel.IrpMjSetQuota;
import dev.irpflow.protocol.kernel.IrpMjSetSecurity;
import dev.irpflow.protocol.kernel.IrpMjSetVolumeInformation;
import dev.irpflow.protocol.kernel.IrpMjShutdown;
import dev.irpflow.protocol.kernel.IrpMjSystemControl;
import dev.irpflow.protocol.kernel.IrpMjWrite;

/** The call of the dispatch routine of a major code. */
final class Majors {
    private Majors() {}

    static GeneratedMessage request(IrpMajor major, long device, long irp) {
        return switch (major) {
            case IRP_MJ_CREATE ->
                    IrpMjCreate.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_CREATE_NAMED_PIPE ->
                    IrpMjCreateNamedPipe.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_CLOSE ->
                    IrpMjClose.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_READ -> IrpMjRead.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_WRITE ->
                    IrpMjWrite.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_QUERY_INFORMATION ->
                    IrpMjQueryInformation.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_SET_INFORMATION ->
                    IrpMjSetInformation.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_QUERY_EA ->
                    IrpMjQueryEa.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_SET_EA ->
                    IrpMjSetEa.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_FLUSH_BUFFERS ->
                    IrpMjFlushBuffers.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_QUERY_VOLUME_INFORMATION ->
                    IrpMjQueryVolumeInformation.newBuilder()
                            .setDeviceObject(device)
                            .setIrp(irp)
                            .build();
            case IRP_MJ_SET_VOLUME_INFORMATION ->
                    IrpMjSetVolumeInformation.newBuilder()
                            .setDeviceObject(device)
                            .setIrp(irp)
                            .build();
            case IRP_MJ_DIRECTORY_CONTROL ->
                    IrpMjDirectoryControl.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_FILE_SYSTEM_CONTROL ->
                    IrpMjFileSystemControl.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_DEVICE_CONTROL ->
                    IrpMjDeviceControl.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_INTERNAL_DEVICE_CONTROL ->
                    IrpMjInternalDeviceControl.newBuilder()
                            .setDeviceObject(device)
                            .setIrp(irp)
                            .build();
            case IRP_MJ_SHUTDOWN ->
                    IrpMjShutdown.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_LOCK_CONTROL ->
                    IrpMjLockControl.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_CLEANUP ->
                    IrpMjCleanup.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_CREATE_MAILSLOT ->
                    IrpMjCreateMailslot.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_QUERY_SECURITY ->
                    IrpMjQuerySecurity.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_SET_SECURITY ->
                    IrpMjSetSecurity.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_POWER ->
                    IrpMjPower.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_SYSTEM_CONTROL ->
                    IrpMjSystemControl.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_DEVICE_CHANGE ->
                    IrpMjDeviceChange.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_QUERY_QUOTA ->
                    IrpMjQueryQuota.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_SET_QUOTA ->
                    IrpMjSetQuota.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case IRP_MJ_PNP -> IrpMjPnp.newBuilder().setDeviceObject(device).setIrp(irp).build();
            case UNRECOGNIZED -> throw new IllegalArgumentException("no such major code");
        };
    }
}
