package dev.irpflow.contract;

import com.google.protobuf.Descriptors.FileDescriptor;

import dev.irpflow.protocol.kernel.DeviceProto;
import dev.irpflow.protocol.kernel.DpcProto;
import dev.irpflow.protocol.kernel.DriverProto;
import dev.irpflow.protocol.kernel.EventProto;
import dev.irpflow.protocol.kernel.IrpProto;
import dev.irpflow.protocol.kernel.IrqlProto;
import dev.irpflow.protocol.kernel.MemoryProto;
import dev.irpflow.protocol.kernel.NtProto;
import dev.irpflow.protocol.kernel.ThreadProto;

import java.util.List;

/** The .proto files that declare routines. A test holds this list against the source tree. */
final class ContractFiles {
    private ContractFiles() {}

    static List<FileDescriptor> all() {
        return List.of(
                DriverProto.getDescriptor(),
                IrpProto.getDescriptor(),
                DeviceProto.getDescriptor(),
                IrqlProto.getDescriptor(),
                EventProto.getDescriptor(),
                DpcProto.getDescriptor(),
                MemoryProto.getDescriptor(),
                ThreadProto.getDescriptor(),
                NtProto.getDescriptor());
    }
}
