package dev.irpflow.contract;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.irpflow.protocol.kernel.KernelApcProto;
import dev.irpflow.protocol.kernel.KernelCsqProto;
import dev.irpflow.protocol.kernel.KernelDebugProto;
import dev.irpflow.protocol.kernel.KernelDeviceProto;
import dev.irpflow.protocol.kernel.KernelDeviceQueueProto;
import dev.irpflow.protocol.kernel.KernelDeviceReferenceProto;
import dev.irpflow.protocol.kernel.KernelDeviceStackProto;
import dev.irpflow.protocol.kernel.KernelDpcProto;
import dev.irpflow.protocol.kernel.KernelDpcQueueProto;
import dev.irpflow.protocol.kernel.KernelDriverProto;
import dev.irpflow.protocol.kernel.KernelEventProto;
import dev.irpflow.protocol.kernel.KernelImpersonationProto;
import dev.irpflow.protocol.kernel.KernelInterlockedProto;
import dev.irpflow.protocol.kernel.KernelIrpBuildProto;
import dev.irpflow.protocol.kernel.KernelIrpProto;
import dev.irpflow.protocol.kernel.KernelIrqlProto;
import dev.irpflow.protocol.kernel.KernelLockProto;
import dev.irpflow.protocol.kernel.KernelMemoryProto;
import dev.irpflow.protocol.kernel.KernelMutexProto;
import dev.irpflow.protocol.kernel.KernelNtProto;
import dev.irpflow.protocol.kernel.KernelObjectProto;
import dev.irpflow.protocol.kernel.KernelPagingProto;
import dev.irpflow.protocol.kernel.KernelProcessorProto;
import dev.irpflow.protocol.kernel.KernelPushLockProto;
import dev.irpflow.protocol.kernel.KernelRegionProto;
import dev.irpflow.protocol.kernel.KernelRemovalProto;
import dev.irpflow.protocol.kernel.KernelResourceProto;
import dev.irpflow.protocol.kernel.KernelRundownCacheAwareProto;
import dev.irpflow.protocol.kernel.KernelSemaphoreProto;
import dev.irpflow.protocol.kernel.KernelStackProto;
import dev.irpflow.protocol.kernel.KernelStartIoProto;
import dev.irpflow.protocol.kernel.KernelThreadProto;
import dev.irpflow.protocol.kernel.KernelTimerProto;
import dev.irpflow.protocol.kernel.KernelWorkItemProto;
import dev.irpflow.protocol.mpr.MprProto;
import dev.irpflow.protocol.mpr.MprProviderProto;
import dev.irpflow.protocol.mup.MupProto;
import dev.irpflow.protocol.ndk.NdkAdapterProto;
import dev.irpflow.protocol.ndk.NdkCallbackProto;
import dev.irpflow.protocol.ndk.NdkConnectionProto;
import dev.irpflow.protocol.ndk.NdkMemoryProto;
import dev.irpflow.protocol.ndk.NdkQueueProto;
import dev.irpflow.protocol.netio.NetioProto;
import dev.irpflow.protocol.network.NetworkProto;
import dev.irpflow.protocol.rdbss.RdbssBufferingProto;
import dev.irpflow.protocol.rdbss.RdbssCacheProto;
import dev.irpflow.protocol.rdbss.RdbssConnectionEngineProto;
import dev.irpflow.protocol.rdbss.RdbssConnectionProto;
import dev.irpflow.protocol.rdbss.RdbssControlProto;
import dev.irpflow.protocol.rdbss.RdbssDiagnosticsProto;
import dev.irpflow.protocol.rdbss.RdbssFcbResourceProto;
import dev.irpflow.protocol.rdbss.RdbssFileProto;
import dev.irpflow.protocol.rdbss.RdbssInformationProto;
import dev.irpflow.protocol.rdbss.RdbssLowIoProto;
import dev.irpflow.protocol.rdbss.RdbssMultiplexIdProto;
import dev.irpflow.protocol.rdbss.RdbssRegistrationProto;
import dev.irpflow.protocol.rdbss.RdbssRxContextProto;
import dev.irpflow.protocol.rdbss.RdbssStructureProto;
import dev.irpflow.protocol.rdbss.RdbssUnusedProto;
import dev.irpflow.protocol.rdbss.RdbssWorkProto;
import dev.irpflow.protocol.tcpip.AddressProto;
import dev.irpflow.protocol.tcpip.EndpointControlProto;
import dev.irpflow.protocol.tcpip.TcpipProto;
import dev.irpflow.protocol.tcpip.UdpProto;
import dev.irpflow.protocol.wfp.WfpCalloutProto;
import dev.irpflow.protocol.wfp.WfpClassifyProto;
import dev.irpflow.protocol.wfp.WfpRedirectControlProto;
import dev.irpflow.protocol.wfp.WfpRedirectProto;
import dev.irpflow.protocol.wsk.WskClientControlProto;
import dev.irpflow.protocol.wsk.WskEventProto;
import dev.irpflow.protocol.wsk.WskNameProto;
import dev.irpflow.protocol.wsk.WskRegistrationProto;
import dev.irpflow.protocol.wsk.WskSocketControlProto;
import dev.irpflow.protocol.wsk.WskSocketProto;
import dev.irpflow.protocol.wsk.WskVersionProto;
import java.util.List;

/** The .proto files that declare routines. A test holds this list against the source tree. */
final class ContractFiles {
    private ContractFiles() {}

    static List<FileDescriptor> all() {
        return List.of(
                KernelDriverProto.getDescriptor(),
                KernelIrpProto.getDescriptor(),
                KernelStackProto.getDescriptor(),
                KernelStartIoProto.getDescriptor(),
                KernelApcProto.getDescriptor(),
                KernelInterlockedProto.getDescriptor(),
                KernelDeviceQueueProto.getDescriptor(),
                KernelDeviceReferenceProto.getDescriptor(),
                KernelCsqProto.getDescriptor(),
                KernelDeviceStackProto.getDescriptor(),
                KernelIrpBuildProto.getDescriptor(),
                KernelDeviceProto.getDescriptor(),
                KernelIrqlProto.getDescriptor(),
                KernelDebugProto.getDescriptor(),
                KernelEventProto.getDescriptor(),
                KernelDpcProto.getDescriptor(),
                KernelMemoryProto.getDescriptor(),
                KernelDpcQueueProto.getDescriptor(),
                KernelObjectProto.getDescriptor(),
                KernelWorkItemProto.getDescriptor(),
                KernelProcessorProto.getDescriptor(),
                KernelRegionProto.getDescriptor(),
                KernelSemaphoreProto.getDescriptor(),
                KernelTimerProto.getDescriptor(),
                KernelThreadProto.getDescriptor(),
                KernelNtProto.getDescriptor(),
                KernelLockProto.getDescriptor(),
                KernelMutexProto.getDescriptor(),
                KernelResourceProto.getDescriptor(),
                KernelRemovalProto.getDescriptor(),
                KernelPushLockProto.getDescriptor(),
                KernelPagingProto.getDescriptor(),
                KernelImpersonationProto.getDescriptor(),
                KernelRundownCacheAwareProto.getDescriptor(),
                WskRegistrationProto.getDescriptor(),
                WskVersionProto.getDescriptor(),
                WskSocketProto.getDescriptor(),
                WskEventProto.getDescriptor(),
                WskNameProto.getDescriptor(),
                WskClientControlProto.getDescriptor(),
                WskSocketControlProto.getDescriptor(),
                NetioProto.getDescriptor(),
                TcpipProto.getDescriptor(),
                UdpProto.getDescriptor(),
                AddressProto.getDescriptor(),
                EndpointControlProto.getDescriptor(),
                NetworkProto.getDescriptor(),
                WfpRedirectProto.getDescriptor(),
                WfpRedirectControlProto.getDescriptor(),
                WfpClassifyProto.getDescriptor(),
                WfpCalloutProto.getDescriptor(),
                NdkAdapterProto.getDescriptor(),
                NdkQueueProto.getDescriptor(),
                NdkMemoryProto.getDescriptor(),
                NdkConnectionProto.getDescriptor(),
                NdkCallbackProto.getDescriptor(),
                RdbssRegistrationProto.getDescriptor(),
                RdbssControlProto.getDescriptor(),
                RdbssConnectionProto.getDescriptor(),
                RdbssFileProto.getDescriptor(),
                RdbssLowIoProto.getDescriptor(),
                RdbssInformationProto.getDescriptor(),
                RdbssBufferingProto.getDescriptor(),
                RdbssRxContextProto.getDescriptor(),
                RdbssStructureProto.getDescriptor(),
                RdbssFcbResourceProto.getDescriptor(),
                RdbssCacheProto.getDescriptor(),
                RdbssWorkProto.getDescriptor(),
                RdbssMultiplexIdProto.getDescriptor(),
                RdbssConnectionEngineProto.getDescriptor(),
                RdbssDiagnosticsProto.getDescriptor(),
                RdbssUnusedProto.getDescriptor(),
                MupProto.getDescriptor(),
                MprProto.getDescriptor(),
                MprProviderProto.getDescriptor());
    }
}
