package dev.irpflow.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Place;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.IoAllocateIrp;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.PsTerminateSystemThread;
import dev.irpflow.protocol.mpr.WNetCancelConnection2;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.RxStartMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskSend;
import org.junit.jupiter.api.Test;

final class RoutineContractTest {
    @Test
    void aWaitMayBeAtDispatchLevelOnlyIfItDoesNotWait() {
        var contract = RoutineContract.of(KeWaitForSingleObject.class);
        var wait = KeWaitForSingleObject.newBuilder().setObject(1);

        Irql forEver = contract.irqlMax(wait.build(), Facts.NONE);
        Irql polling = contract.irqlMax(wait.setTimeout(0).build(), Facts.NONE);
        Irql shortly = contract.irqlMax(wait.setTimeout(-10_000).build(), Facts.NONE);

        assertThat(forEver).isEqualTo(Irql.APC_LEVEL);
        assertThat(polling).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(shortly).isEqualTo(Irql.APC_LEVEL);
    }

    @Test
    void aRequiredFieldThatIsZeroCounts() {
        var contract = RoutineContract.of(WskCaptureProviderNPI.class);
        var capture = WskCaptureProviderNPI.newBuilder().setRegistration(7);

        assertThat(contract.irqlMax(capture.build(), Facts.NONE)).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(contract.irqlMax(capture.setWaitTimeout(50).build(), Facts.NONE))
                .isEqualTo(Irql.PASSIVE_LEVEL);
    }

    @Test
    void aFlagCanLowerTheLimit() {
        var contract = RoutineContract.of(ExAllocatePool2.class);
        var nonPaged = ExAllocatePool2.newBuilder().setFlags(0x40).build();
        var paged = ExAllocatePool2.newBuilder().setFlags(0x102).build();

        assertThat(contract.irqlMax(nonPaged, Facts.NONE)).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(contract.irqlMax(paged, Facts.NONE)).isEqualTo(Irql.APC_LEVEL);
    }

    @Test
    void aFactOfTheMachineCanRaiseTheLimit() {
        var contract = RoutineContract.of(IoCallDriver.class);
        var send = IoCallDriver.getDefaultInstance();

        assertThat(contract.irqlMax(send, Facts.NONE)).isEqualTo(Irql.APC_LEVEL);
        assertThat(contract.irqlMax(send, (fact, request) -> true)).isEqualTo(Irql.DISPATCH_LEVEL);
    }

    @Test
    void releasingASpinLockNeedsDispatchLevelExactly() {
        var contract = RoutineContract.of(KeReleaseSpinLock.class);
        var release = KeReleaseSpinLock.newBuilder().setNewIrql(Irql.APC_LEVEL).build();

        assertThat(contract.irqlMin(release, Facts.NONE)).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(contract.irqlMax(release, Facts.NONE)).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(contract.irqlAtReturn(release, Irql.DISPATCH_LEVEL)).isEqualTo(Irql.APC_LEVEL);
    }

    @Test
    void theIrqlAfterAReturnIsFixedGivenOrTheSame() {
        var raise = KeRaiseIrql.newBuilder().setNewIrql(Irql.APC_LEVEL).build();
        var acquire = KeAcquireSpinLock.getDefaultInstance();
        var ask = KeGetCurrentIrql.getDefaultInstance();

        assertThat(RoutineContract.of(raise).irqlAtReturn(raise, Irql.PASSIVE_LEVEL))
                .isEqualTo(Irql.APC_LEVEL);
        assertThat(RoutineContract.of(acquire).irqlAtReturn(acquire, Irql.PASSIVE_LEVEL))
                .isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(RoutineContract.of(ask).irqlAtReturn(ask, Irql.APC_LEVEL))
                .isEqualTo(Irql.APC_LEVEL);
    }

    @Test
    void failureIsTheSignOfAStatusOrTheValueReturned() {
        var irp = RoutineContract.of(IoAllocateIrp.class);
        var pool = RoutineContract.of(ExAllocatePool2.class);
        var mapping = RoutineContract.of(WNetCancelConnection2.class);
        var event = RoutineContract.of(KeSetEvent.class);

        assertThat(RoutineContract.of(WskSend.class).failed(0xC00000B6, null)).isTrue();
        assertThat(RoutineContract.of(WskSend.class).failed(0x103, null)).isFalse();
        assertThat(irp.failed(0, IoAllocateIrp.Out.getDefaultInstance())).isTrue();
        assertThat(irp.failed(0, IoAllocateIrp.Out.newBuilder().setReturned(4).build())).isFalse();
        assertThat(pool.failed(0, null)).isTrue();
        assertThat(pool.failed(0, poolAt(BufferRef.getDefaultInstance()))).isFalse();
        assertThat(mapping.failed(0, cancelled(Win32Error.ERROR_SUCCESS))).isFalse();
        assertThat(mapping.failed(0, cancelled(Win32Error.ERROR_OPEN_FILES))).isTrue();
        assertThat(event.failed(0, KeSetEvent.Out.getDefaultInstance())).isFalse();
    }

    private static ExAllocatePool2.Out poolAt(BufferRef buffer) {
        return ExAllocatePool2.Out.newBuilder().setReturned(buffer).build();
    }

    private static WNetCancelConnection2.Out cancelled(Win32Error code) {
        return WNetCancelConnection2.Out.newBuilder().setReturned(code).build();
    }

    @Test
    void anOpenSetPermitsEveryStatusAndAClosedOneOnlyItsOwn() {
        var send = RoutineContract.of(WskSend.class);
        var wait = RoutineContract.of(KeWaitForSingleObject.class);

        assertThat(send.permitsAtReturn(NtStatus.STATUS_DISK_FULL.getNumber())).isTrue();
        assertThat(wait.permitsAtReturn(NtStatus.STATUS_TIMEOUT.getNumber())).isTrue();
        assertThat(wait.permitsAtReturn(NtStatus.STATUS_DISK_FULL.getNumber())).isFalse();
    }

    @Test
    void aCallThatIsOpenOnlyAtItsCompletionMustStillPend() {
        var contract = RoutineContract.of(MRxCreateSrvCall.class);

        assertThat(contract.permitsAtReturn(NtStatus.STATUS_PENDING.getNumber())).isTrue();
        assertThat(contract.permitsAtReturn(NtStatus.STATUS_SUCCESS.getNumber())).isFalse();
        assertThat(contract.permitsAtReturn(NtStatus.STATUS_IO_TIMEOUT.getNumber())).isFalse();
        assertThat(contract.permitsAtCompletion(NtStatus.STATUS_IO_TIMEOUT.getNumber())).isTrue();
        assertThat(contract.permitsAtCompletion(NtStatus.STATUS_DISK_FULL.getNumber())).isTrue();
    }

    @Test
    void placesAreAllowedUnlessTheContractLimitsThem() {
        var start = RoutineContract.of(RxStartMinirdr.class);
        var terminate = RoutineContract.of(PsTerminateSystemThread.class);

        assertThat(start.mayBeCalledFrom(Place.DRIVER_ENTRY)).isFalse();
        assertThat(start.mayBeCalledFrom(Place.WORK_ITEM)).isTrue();
        assertThat(terminate.mayBeCalledFrom(Place.SYSTEM_THREAD)).isTrue();
        assertThat(terminate.mayBeCalledFrom(Place.WORK_ITEM)).isFalse();
    }

    @Test
    void whatIsHeldIsToldApartByItsKey() {
        Holding irp = RoutineContract.of(IoAllocateIrp.class).acquires().get(0);
        var request = IoAllocateIrp.getDefaultInstance();

        assertThat(irp.what()).isEqualTo("irp");
        assertThat(irp.key(request, IoAllocateIrp.Out.newBuilder().setReturned(9).build()))
                .isEqualTo(9L);
        assertThat(irp.key(request, IoAllocateIrp.Out.getDefaultInstance())).isNull();
        assertThat(irp.key(request, null)).isNull();
    }

    @Test
    void theObjectOfACallIsItsIrpBeforeAnythingElse() {
        var send = WskSend.newBuilder().setSocket(3).setIrp(8).build();
        var wait = KeWaitForSingleObject.newBuilder().setObject(5).build();

        assertThat(RoutineContract.of(send).objectId(send)).isEqualTo(8);
        assertThat(RoutineContract.of(wait).objectId(wait)).isEqualTo(5);
    }

    @Test
    void aCallbackSaysWhichTableItCalls() {
        var event = WskReceiveEvent.newBuilder().setDispatch(12).build();

        assertThat(RoutineContract.of(event).target(event)).isEqualTo(12);
        assertThat(RoutineContract.of(event).params())
                .extracting(ParamContract::name)
                .doesNotContain("Dispatch");
    }

    @Test
    void aMessageThatIsNoRoutineIsRefused() {
        assertThat(RoutineContract.find(BufferRef.class)).isNull();
        assertThatThrownBy(() -> RoutineContract.of(BufferRef.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a routine");
    }

    @Test
    void theKeyOfARoutineIsTheSameInEveryProcess() {
        assertThat(RoutineContract.of(WskSend.class).key()).isEqualTo(0xBA64DAD275FD8D22L);
    }
}
